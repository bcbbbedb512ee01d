package io.gnomon.platform.core.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;

class StagedBundlesTest {
    @TempDir Path temp;
    private Path folder;
    private Path own;

    @BeforeEach
    void folders() throws IOException {
        folder = Files.createDirectory(temp.resolve("plugins"));
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-x---"));
        own = jar(Files.createDirectory(temp.resolve("system")), "a", "org.example.a", "1.1.0");
    }

    private static Path jar(Path folder, String file, String name, String version)
            throws IOException {
        Manifest manifest = new Manifest();
        Attributes headers = manifest.getMainAttributes();
        headers.put(Attributes.Name.MANIFEST_VERSION, "1.0");
        headers.putValue("Bundle-SymbolicName", name + ";singleton:=true");
        headers.putValue("Bundle-Version", version);
        Path jar = folder.resolve(file + ".jar");
        new JarOutputStream(Files.newOutputStream(jar), manifest).close();
        return jar;
    }

    private Path inPlaceOfOwn() throws IOException {
        return new StagedBundles(folder).inPlaceOf(own);
    }

    @Test
    void theNewestOfTheSameNameIsTaken() throws IOException {
        jar(folder, "a-1.2", "org.example.a", "1.2.0");
        Path newest = jar(folder, "a-1.10", "org.example.a", "1.10.0");
        jar(folder, "b", "org.example.b", "9.0.0");
        assertEquals(newest, inPlaceOfOwn());
    }

    @Test
    void anOlderOneIsNot() throws IOException {
        jar(folder, "a", "org.example.a", "1.0.9");
        assertEquals(own, inPlaceOfOwn());
    }

    @Test
    void aFolderThatOthersMayWriteIsNotRead() throws IOException {
        jar(folder, "a", "org.example.a", "1.2.0");
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxrwx---"));
        assertEquals(own, inPlaceOfOwn());
    }

    @Test
    void whatIsNoJarAndAMissingFolderAreNoFault() throws IOException {
        Files.writeString(folder.resolve("broken.jar"), "no zip");
        assertEquals(own, inPlaceOfOwn());
        assertEquals(own, new StagedBundles(temp.resolve("none")).inPlaceOf(own));
    }
}
