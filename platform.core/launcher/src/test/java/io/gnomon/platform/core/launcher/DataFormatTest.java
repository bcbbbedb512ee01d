package io.gnomon.platform.core.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

class DataFormatTest {
    @TempDir private Path data;

    @Test
    void aFolderOfPrometheusIsKnownUntilItIsOurs() throws IOException {
        assertFalse(DataFormat.isOfPrometheus(data));
        Files.createDirectories(data.resolve("wal"));
        Files.createDirectories(data.resolve("chunks_head"));
        assertTrue(DataFormat.isOfPrometheus(data));
        DataFormat.prepare(data);
        assertFalse(DataFormat.isOfPrometheus(data));
        assertEquals(DataFormat.CURRENT, DataFormat.of(data));
    }

    @Test
    void aNewerFolderIsRefused() throws IOException {
        Files.writeString(data.resolve(DataFormat.FILE), "99\n");
        IOException e = assertThrows(IOException.class, () -> DataFormat.prepare(data));
        assertTrue(String.valueOf(e.getMessage()).contains("has format 99"), e::getMessage);
    }
}
