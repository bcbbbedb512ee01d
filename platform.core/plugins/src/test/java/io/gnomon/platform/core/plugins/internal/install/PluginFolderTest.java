package io.gnomon.platform.core.plugins.internal.install;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** What a look sees at once, and what it sees late. */
class PluginFolderTest {
    private static final FileTime LONG_AGO = FileTime.fromMillis(1_000_000_000_000L);

    /** So many looks at a folder in which nothing happens, and it is not listed any more. */
    private static final int QUIET = 20;

    @TempDir private Path temp;
    private PluginFolder folder;

    @BeforeEach
    void open() throws IOException {
        folder = new PluginFolder(temp);
        jar("a.jar", 1);
        look(QUIET);
        assertEquals(List.of("a.jar"), complete());
    }

    private void jar(String name, int bytes) throws IOException {
        try (var zip = new ZipOutputStream(Files.newOutputStream(temp.resolve(name)))) {
            zip.putNextEntry(new ZipEntry("x"));
            zip.write(new byte[bytes]);
        }
    }

    private void look(int times) throws IOException {
        for (int i = 0; i < times; i++) {
            folder.look();
        }
    }

    private List<String> complete() throws IOException {
        return folder.look().complete().stream()
                .map(found -> found.file().getFileName().toString())
                .toList();
    }

    @Test
    void aJarCountsFromTheSecondLookOn() throws IOException {
        jar("b.jar", 1);
        assertEquals(List.of("a.jar"), complete());
        assertEquals(List.of("a.jar", "b.jar"), complete());
    }

    @Test
    void aJarThatIsWrittenInItsPlaceIsAnother() throws IOException {
        Files.setLastModifiedTime(temp.resolve("a.jar"), LONG_AGO);
        assertEquals(List.of(), complete());
        var found = folder.look().complete().getFirst();
        assertEquals(LONG_AGO, found.stamp().modified());
    }

    @Test
    void aJarThatIsGoneIsNotThere() throws IOException {
        Files.delete(temp.resolve("a.jar"));
        assertEquals(List.of(), complete());
    }

    /** As on file systems with times of whole seconds. */
    @Test
    void aJarThatComesInTheTickOfTheOneBeforeIsSeenAtOnce() throws IOException {
        jar("b.jar", 1);
        Files.setLastModifiedTime(temp, LONG_AGO);
        look(2);
        jar("c.jar", 1);
        Files.setLastModifiedTime(temp, LONG_AGO);
        look(1);
        assertEquals(List.of("a.jar", "b.jar", "c.jar"), complete());
    }

    /** As on file systems that do not keep a folder's time. */
    @Test
    void aJarThatTheFoldersTimeDoesNotTellOfIsSeenLate() throws IOException {
        FileTime before = Files.getLastModifiedTime(temp);
        jar("b.jar", 1);
        Files.setLastModifiedTime(temp, before);
        assertEquals(List.of("a.jar"), complete());
        look(100);
        assertEquals(List.of("a.jar", "b.jar"), complete());
    }
}
