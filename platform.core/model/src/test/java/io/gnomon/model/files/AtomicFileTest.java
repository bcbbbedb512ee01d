package io.gnomon.model.files;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;

class AtomicFileTest {
    @TempDir Path folder;

    @Test
    void replacesAndLeavesNothingBeside() throws IOException {
        Path file = folder.resolve("a.yml");
        AtomicFile.write(file, "old");
        AtomicFile.write(file, "née");
        assertEquals("née", Files.readString(file));
        try (Stream<Path> all = Files.list(folder)) {
            assertEquals(List.of(file), all.toList());
        }
        AtomicFile.delete(file);
        AtomicFile.delete(file);
        try (Stream<Path> all = Files.list(folder)) {
            assertEquals(0, all.count());
        }
    }

    @Test
    void whatACrashLeftIsWrittenOver() throws IOException {
        Files.writeString(folder.resolve(".a.yml.new"), "a longer text, cut off");
        AtomicFile.write(folder.resolve("a.yml"), "new");
        assertEquals("new", Files.readString(folder.resolve("a.yml")));
    }

    @Test
    void whoMayReadAFileStaysTheSame() throws IOException {
        Path file = folder.resolve("a.yml");
        AtomicFile.write(file, "old");
        assumeTrue(
                Files.getFileStore(file).supportsFileAttributeView("posix"),
                "this file system has no permissions to keep");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));
        AtomicFile.write(file, "secret");
        assertEquals(
                "rw-r-----", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
    }

    @Test
    void oldContentStaysWhenTheNewCannotBeWritten() throws IOException {
        Path file = folder.resolve("a.yml");
        AtomicFile.write(file, "old");
        Files.createDirectory(folder.resolve(".a.yml.new"));
        assertThrows(IOException.class, () -> AtomicFile.write(file, "new"));
        assertEquals("old", Files.readString(file));
    }
}
