package io.gnomon.platform.core.remote.internal.send;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.gnomon.platform.core.remote.internal.send.Watermark.Mark;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Files;
import java.nio.file.Path;

class PositionFileTest {
    @TempDir private Path folder;

    @Test
    void theLastPlaceIsThereAndADamagedOneIsNotBelieved() throws Exception {
        Path file = folder.resolve("deeper/one.position");
        try (PositionFile fresh = new PositionFile(file)) {
            assertNull(fresh.last());
            fresh.write(new Mark(10, 100));
            fresh.write(new Mark(20, 200));
            fresh.write(new Mark(30, 300));
        }
        byte[] bytes = Files.readAllBytes(file);
        assertEquals(64, bytes.length);
        assertEquals(new Mark(30, 300), read(file));
        for (int i = 0; i < 28; i++) {
            byte[] damaged = bytes.clone();
            damaged[32 + i] ^= 1;
            Files.write(file, damaged);
            assertEquals(new Mark(20, 200), read(file), "byte " + i);
        }
        Files.write(file, new byte[40]);
        assertNull(read(file));
        try (PositionFile again = new PositionFile(file)) {
            again.write(new Mark(7, 8));
        }
        assertEquals(new Mark(7, 8), read(file));
    }

    private static @Nullable Mark read(Path file) throws Exception {
        try (PositionFile opened = new PositionFile(file)) {
            return opened.last();
        }
    }
}
