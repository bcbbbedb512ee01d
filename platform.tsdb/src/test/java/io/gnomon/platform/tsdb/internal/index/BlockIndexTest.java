package io.gnomon.platform.tsdb.internal.index;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gnomon.model.labels.Labels;
import io.gnomon.model.labels.Matcher;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;

final class BlockIndexTest {
    private static final int SERIES = 12_000;

    @TempDir Path folder;

    private static Labels labels(int number) {
        return Labels.of("__name__", "m" + number / 1000, "i", "" + number, "odd", "" + number % 2);
    }

    @Test
    void documentsKeepTheirNumbersWhenTheBufferOverflowsManyTimes() throws Exception {
        AtomicInteger opened = new AtomicInteger();
        try (BlockIndex.Writer writer =
                new BlockIndex.Writer(
                        folder,
                        (file, options) -> {
                            opened.incrementAndGet();
                            return FileChannel.open(file, options);
                        },
                        0.2)) {
            for (int i = 0; i < SERIES; i++) {
                writer.add(labels(i));
            }
            writer.finish();
        }
        assertTrue(opened.get() > 20, opened + " files were written");
        try (Stream<Path> files = Files.list(folder)) {
            assertEquals(4, files.count(), "one segment in compound form and the commit");
        }
        try (BlockIndex index = BlockIndex.open(folder, SERIES)) {
            for (int i = 0; i < SERIES; i += 97) {
                assertArrayEquals(new int[] {i}, index.find(List.of(Matcher.equal("i", "" + i))));
            }
            assertArrayEquals(
                    IntStream.range(3000, 4000).filter(i -> i % 2 == 1).toArray(),
                    index.find(
                            List.of(
                                    Matcher.equal("__name__", "m3"),
                                    new Matcher(Matcher.Type.NOT_EQUAL, "odd", "0"))));
            assertEquals(0, index.oversized().length);
        }
        assertThrows(IOException.class, () -> BlockIndex.open(folder, SERIES + 1));
    }
}
