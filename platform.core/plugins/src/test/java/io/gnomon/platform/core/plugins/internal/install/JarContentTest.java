package io.gnomon.platform.core.plugins.internal.install;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.gnomon.platform.core.plugins.internal.calls.Words;
import io.gnomon.spi.runtime.PluginRefused;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.jar.JarFile;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Jars that are made to do harm before anybody has confirmed them. */
class JarContentTest {
    private static final String MANIFEST =
            """
            Manifest-Version: 1.0
            Bundle-ManifestVersion: 2
            Bundle-SymbolicName: org.example.demo
            Bundle-Version: 1.0.0
            """;

    // Offsets of the zip format: of the directory's place, and in an entry of the directory.
    private static final int DIRECTORY_BEFORE_END = 6;
    private static final int ENTRY_BYTES = 46;
    private static final int SIZE_AT = 24;
    private static final int NAME_LENGTH_AT = 28;

    @TempDir Path temp;

    private Path jar(Map<String, byte[]> files) throws Exception {
        Path file = Files.createTempFile(temp, "copy", ".tmp");
        try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(file))) {
            for (var each : new TreeMap<>(files).entrySet()) {
                out.putNextEntry(new ZipEntry(each.getKey()));
                out.write(each.getValue());
            }
        }
        return file;
    }

    private static Map<String, byte[]> with(String file, byte[] content) {
        return Map.of("META-INF/MANIFEST.MF", bytes(MANIFEST), file, content);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String refusal(Path file) {
        return Words.of(assertThrows(PluginRefused.class, () -> PluginJar.read(file, "demo.jar")));
    }

    @Test
    void namesThatLeadElsewhereAreRefused() throws Exception {
        for (String id : List.of("..", ".", "a..b", ".a", "a.", "../x", "a/b", "a".repeat(201))) {
            Path file = jar(named(id));
            assertEquals(
                    "demo.jar: \""
                            + id
                            + "\" is no Bundle-SymbolicName: it has letters, digits and"
                            + " hyphens, with single dots between them, 200 characters at most",
                    refusal(file));
        }
        assertEquals("org.example_1.x-y", PluginJar.read(jar(named("org.example_1.x-y")), "").id());
    }

    @Test
    void aManifestThatCannotBeReadIsSaid() throws Exception {
        assertEquals(
                "demo.jar is no plugin: its manifest cannot be read: line too long (line 3)",
                refusal(jar(named("a".repeat(600)))));
    }

    private static Map<String, byte[]> named(String id) {
        return Map.of("META-INF/MANIFEST.MF", bytes(MANIFEST.replace("org.example.demo", id)));
    }

    @Test
    void whatUnpacksToTooMuchIsRefused() throws Exception {
        Path file = jar(with("web/zeros", new byte[3 << 20]));
        assertEquals("org.example.demo", PluginJar.read(file, "demo.jar").id());
        try (JarFile jar = new JarFile(file.toFile())) {
            assertEquals(
                    "demo.jar is refused: it unpacks to more than 2 MiB",
                    Words.of(
                            assertThrows(
                                    PluginRefused.class,
                                    () -> JarContent.check(jar, "demo.jar", 2 << 20))));
        }
    }

    /** What its directory says is believed up to here only. */
    @Test
    void aFileThatIsLongerThanItSaysIsRefused() throws Exception {
        Path file = jar(with("web/zeros", new byte[3 << 20]));
        byte[] content = Files.readAllBytes(file);
        ByteBuffer parts = ByteBuffer.wrap(content).order(ByteOrder.LITTLE_ENDIAN);
        int directory = parts.getInt(content.length - DIRECTORY_BEFORE_END);
        int second = directory + ENTRY_BYTES + parts.getShort(directory + NAME_LENGTH_AT);
        parts.putInt(second + SIZE_AT, 10);
        Files.write(file, content);
        assertEquals(
                "demo.jar is damaged: its file \"web/zeros\" is longer than its directory says",
                refusal(file));
    }

    /** It would be read as a whole. */
    @Test
    void aManifestThatUnpacksToTooMuchIsRefused() throws Exception {
        byte[] manifest = Arrays.copyOf(bytes(MANIFEST), 17 << 20);
        assertEquals(
                "demo.jar is refused: its file \"META-INF/MANIFEST.MF\" unpacks to more than 16"
                        + " MiB",
                refusal(jar(Map.of("META-INF/MANIFEST.MF", manifest))));
    }

    @Test
    void filesLieInsideOfIt() throws Exception {
        for (String name : new String[] {"../evil", "a/../../evil", "/etc/evil", "web\\..\\evil"}) {
            assertEquals(
                    "demo.jar is refused: its file \"" + name + "\" lies outside of it",
                    refusal(jar(with(name, new byte[1]))));
        }
        PluginJar.read(jar(with("web/a..b", new byte[1])), "demo.jar");
    }

    @Test
    void whatIsDamagedIsSaid() throws Exception {
        byte[] content = Files.readAllBytes(jar(with("web/zeros", new byte[1 << 20])));
        Path damaged = temp.resolve("damaged.tmp");
        // The second file's packed bytes; the directory at the end stays as it is.
        Arrays.fill(content, 250, 300, (byte) 0xff);
        Files.write(damaged, content);
        assertEquals(
                "demo.jar is damaged: its file \"web/zeros\" cannot be unpacked", refusal(damaged));
    }

    @Test
    void theUsersNameOfTheFileIsSaid() throws Exception {
        assertEquals(
                "demo.jar is no plugin: it has no manifest",
                refusal(jar(Map.of("a", new byte[1]))));
        Path noId = jar(Map.of("META-INF/MANIFEST.MF", bytes("Manifest-Version: 1.0\n\n")));
        assertEquals(
                "demo.jar is no plugin: its manifest lacks Bundle-SymbolicName", refusal(noId));
    }

    @Test
    void aKeptJarIsReadOnce() throws Exception {
        JarStore store = new JarStore(temp.resolve("store"));
        PluginJar kept = store.keep(jar(with("a", new byte[1])), "demo.jar");
        assertSame(kept, store.get(kept.sha256()));
        PluginJar found = new JarStore(temp.resolve("store")).get(kept.sha256());
        assertEquals(kept, found);
        Files.delete(kept.file());
        assertThrows(IOException.class, () -> store.get(kept.sha256()));
    }

    /** Reading it may take long, and the folder is looked at each second. */
    @Test
    void whatWasRefusedIsNotReadAgain() throws Exception {
        Path bad = jar(with("../evil", new byte[1]));
        JarStore store = new JarStore(temp.resolve("store"));
        Path kept = Files.copy(bad, temp.resolve("store").resolve("0".repeat(64) + ".jar"));
        PluginRefused no = assertThrows(PluginRefused.class, () -> store.get("0".repeat(64)));
        assertSame(no, assertThrows(PluginRefused.class, () -> store.get("0".repeat(64))));
        Files.delete(kept);

        Path plugins = temp.resolve("plugins");
        PluginFolder folder = new PluginFolder(plugins);
        DroppedJars dropped = new DroppedJars(folder, store);
        Path file = Files.copy(bad, plugins.resolve("bad.jar"));
        dropped.look();
        dropped.look();
        String said = dropped.unreadable().get("bad.jar");
        assertEquals("bad.jar is refused: its file \"../evil\" lies outside of it", said);
        var modified = Files.getLastModifiedTime(file);
        byte[] other = Files.readAllBytes(jar(with("../evil", new byte[1])));
        other[other.length - 1] = 1;
        Files.write(file, other);
        Files.setLastModifiedTime(file, modified);
        dropped.look();
        assertEquals(said, dropped.unreadable().get("bad.jar"));
    }

    @Test
    void aJarOfTheFolderIsOpenedOnceForEachContent() throws Exception {
        Path folder = temp.resolve("plugins");
        PluginFolder watched = new PluginFolder(folder);
        Path file = Files.copy(jar(with("a", new byte[1])), folder.resolve("demo.jar"));
        watched.look();
        assertEquals(1, watched.look().complete().size());
        var modified = Files.getLastModifiedTime(file);
        Files.write(file, new byte[(int) Files.size(file)]);
        Files.setLastModifiedTime(file, modified);
        assertEquals(1, watched.look().complete().size(), "it was opened again");
        Files.setLastModifiedTime(file, FileTime.fromMillis(modified.toMillis() - 5000));
        watched.look();
        assertEquals(0, watched.look().complete().size(), "the new content was not opened");
    }
}
