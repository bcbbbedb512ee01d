package io.gnomon.platform.core.plugins.internal.install;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gnomon.platform.core.plugins.internal.PluginBuilder;
import io.gnomon.platform.core.plugins.internal.Sources;
import io.gnomon.platform.core.plugins.internal.calls.Words;
import io.gnomon.spi.runtime.PluginRefused;

import jdk.security.jarsigner.JarSigner;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.net.URI;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.Map;
import java.util.zip.ZipFile;

class PublisherTest {
    private static final String PASSWORD = "changeit";

    @TempDir Path temp;

    private Path jar() throws Exception {
        return new PluginBuilder(temp, "org.example.signed")
                .source(Sources.exporter("signed"))
                .build("1.0.0");
    }

    private Path signed() throws Exception {
        Path store = temp.resolve("keys.p12");
        Process keytool =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "keytool")
                                        .toString(),
                                "-genkeypair",
                                "-alias",
                                "me",
                                "-keyalg",
                                "EC",
                                "-dname",
                                "CN=Example Ltd",
                                "-keystore",
                                store.toString(),
                                "-storepass",
                                PASSWORD)
                        .inheritIO()
                        .start();
        assertEquals(0, keytool.waitFor());
        KeyStore keys = KeyStore.getInstance(store.toFile(), PASSWORD.toCharArray());
        var entry =
                (KeyStore.PrivateKeyEntry)
                        keys.getEntry(
                                "me", new KeyStore.PasswordProtection(PASSWORD.toCharArray()));
        Path signed = temp.resolve("signed.jar");
        try (ZipFile in = new ZipFile(jar().toFile());
                var out = Files.newOutputStream(signed)) {
            new JarSigner.Builder(entry).build().sign(in, out);
        }
        return signed;
    }

    @Test
    void nobodySigned() throws Exception {
        assertEquals("", Publisher.of(jar(), "a.jar"));
    }

    @Test
    void theSignersNameIsGiven() throws Exception {
        assertEquals("CN=Example Ltd", Publisher.of(signed(), "a.jar"));
    }

    @Test
    void aFileThatWasAddedMakesItNobodys() throws Exception {
        Path jar = signed();
        write(jar, "plugin/more.txt");
        assertEquals("", Publisher.of(jar, "a.jar"));
    }

    @Test
    void aFileThatWasChangedIsRefused() throws Exception {
        Path jar = signed();
        write(jar, "plugin/Plugin.class");
        PluginRefused no = assertThrows(PluginRefused.class, () -> Publisher.of(jar, "a.jar"));
        assertTrue(
                Words.of(no).startsWith("the signature of a.jar does not fit its content"),
                Words.of(no));
    }

    private static void write(Path jar, String path) throws Exception {
        try (var files = FileSystems.newFileSystem(URI.create("jar:" + jar.toUri()), Map.of())) {
            Files.writeString(files.getPath(path), "other");
        }
    }
}
