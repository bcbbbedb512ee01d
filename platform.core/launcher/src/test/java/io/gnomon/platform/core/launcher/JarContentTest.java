package io.gnomon.platform.core.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;

class JarContentTest {
    private static final JarContent NEVER_SEEN = JarContent.parse("");

    @TempDir Path folder;

    @Test
    void fileThatDidNotChangeIsNotReadAgain() throws IOException {
        Path jar = Files.writeString(folder.resolve("a.jar"), "one");
        JarContent first = JarContent.of(jar, NEVER_SEEN);
        assumeFalse(first.stamp().isEmpty(), "this file system tells no inodes");
        JarContent remembered = JarContent.parse(first.line());
        assertEquals(first, remembered);
        assertSame(remembered, JarContent.of(jar, remembered));
    }

    @Test
    void otherContentOfSameSizeAndTimeIsSeen() throws IOException {
        Path jar = Files.writeString(folder.resolve("a.jar"), "one");
        FileTime time = FileTime.fromMillis(1_767_225_600_000L);
        Files.setLastModifiedTime(jar, time);
        JarContent first = JarContent.of(jar, NEVER_SEEN);
        Path other = Files.writeString(folder.resolve("b.jar"), "two");
        Files.setLastModifiedTime(other, time);
        Files.move(other, jar, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
        JarContent second = JarContent.of(jar, first);
        assertNotEquals(first.sha256(), second.sha256());
        assertEquals(second.sha256(), JarContent.sha256(jar));
    }

    @Test
    void lineOfAnOlderGnomonHasNoStamp() throws IOException {
        Path jar = Files.writeString(folder.resolve("a.jar"), "one");
        String hash = JarContent.sha256(jar);
        assertEquals(hash, JarContent.of(jar, JarContent.parse(hash)).sha256());
    }
}
