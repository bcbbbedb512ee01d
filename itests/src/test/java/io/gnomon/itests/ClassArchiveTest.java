package io.gnomon.itests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;

/** The archive of classes that makes the second start faster. */
@EnabledOnOs(OS.LINUX) // where one sees which files a process has mapped
class ClassArchiveTest {
    @TempDir Path folder;

    private Path cache() {
        return folder.resolve("a cache");
    }

    private List<Path> archives() throws IOException {
        try (var files = Files.list(cache())) {
            return files.toList();
        }
    }

    /** A start that counts: an interrupted one leaves no archive. */
    private GnomonServer started() throws Exception {
        Files.deleteIfExists(folder.resolve("data/gnomon.log"));
        GnomonServer server = GnomonServer.startWithCache(folder.resolve("data"), cache());
        server.await(
                Duration.ofSeconds(60),
                "the server says that it has started",
                () -> server.log().contains("started in"));
        return server;
    }

    /** A start and a stop; tells whether the JVM took an archive. */
    private boolean startTakesArchive() throws Exception {
        try (GnomonServer server = started()) {
            Path maps = Path.of("/proc/" + server.process().pid() + "/maps");
            boolean taken = Files.readString(maps).contains(cache().toString());
            assertEquals(143, server.stop());
            assertFalse(server.log().contains("warning"), server.log());
            return taken;
        }
    }

    @Test
    void firstStopWritesItNextStartTakesItAndABrokenOneIsMadeAnew() throws Exception {
        Path old = Files.createDirectories(cache()).resolve("1-2.jsa");
        Files.writeString(old, "of another version");
        assertFalse(startTakesArchive());
        assertEquals(1, archives().size(), () -> "one archive, the old one gone");
        Path archive = archives().get(0);
        assertFalse(archive.equals(old));

        assertTrue(startTakesArchive());

        try (FileChannel channel = FileChannel.open(archive, StandardOpenOption.WRITE)) {
            channel.truncate(channel.size() / 2);
        }
        assertFalse(startTakesArchive());
        assertEquals(List.of(), archives(), "what the JVM does not take is removed");
        assertFalse(startTakesArchive());
        assertEquals(List.of(archive), archives());
    }

    @Test
    void folderThatCannotBeWrittenChangesNothing() throws Exception {
        Files.writeString(cache(), "a file where the folder should be");
        try (GnomonServer server = started()) {
            assertEquals(143, server.stop());
            assertTrue(server.log().contains("no archive of classes"), server.log());
        }
    }
}
