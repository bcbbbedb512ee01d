package io.gnomon.platform.core.promformat.block;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gnomon.model.labels.Labels;
import io.gnomon.model.sample.SampleColumn;
import io.gnomon.platform.core.promformat.Columns;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Blocks that are written here are read back; damage is found. */
class BlockTest {
    @TempDir private Path folder;

    private static Map<Labels, SampleColumn> data(long seed) {
        Random random = new Random(seed);
        Map<Labels, SampleColumn> data = new TreeMap<>();
        for (int i = 0; i < 200; i++) {
            Labels labels =
                    Labels.of(
                            "__name__", random.nextBoolean() ? "a" : "bé\ud83d\ude00",
                            "i", Integer.toString(i),
                            "job", "x".repeat(random.nextInt(300)));
            data.put(
                    labels,
                    random.nextInt(3) == 0
                            ? Columns.histograms(random, 1 + random.nextInt(300))
                            : Columns.floats(random, 1 + random.nextInt(300)));
        }
        return data;
    }

    private Path write(Map<Labels, SampleColumn> data, BlockMeta.@Nullable Thanos thanos)
            throws IOException {
        try (BlockWriter writer = BlockWriter.create(folder, 1_700_000_000_000L, thanos)) {
            for (var series : data.entrySet()) {
                writer.add(series.getKey(), series.getValue());
            }
            BlockMeta meta = writer.finish();
            assertNotNull(meta);
            return folder.resolve(meta.ulid());
        }
    }

    private static Map<Labels, SampleColumn> read(Path block) throws IOException {
        Map<Labels, SampleColumn> data = new TreeMap<>();
        try (BlockReader reader = BlockReader.open(block)) {
            BlockReader.SeriesCursor series = reader.series();
            while (series.next()) {
                SampleColumn column = new SampleColumn(0);
                series.read(column);
                data.put(series.labels(), column);
            }
        }
        return data;
    }

    private static void assertSame(
            Map<Labels, SampleColumn> expected, Map<Labels, SampleColumn> actual) {
        assertEquals(expected.keySet(), actual.keySet());
        actual.forEach((labels, column) -> {
            SampleColumn other = expected.get(labels);
            assertNotNull(other);
            Columns.assertSame(other, column);
        });
    }

    @Test
    void whatIsWrittenIsRead() throws IOException {
        Map<Labels, SampleColumn> data = data(1);
        BlockMeta.Thanos thanos =
                new BlockMeta.Thanos(Labels.of("replica", "0"), 300_000, "sidecar");
        Path block = write(data, thanos);
        assertSame(data, read(block));
        try (BlockReader reader = BlockReader.open(block)) {
            BlockMeta meta = reader.meta();
            assertEquals(200, meta.stats().series());
            long samples = data.values().stream().mapToLong(column -> column.size).sum();
            assertEquals(samples, meta.stats().samples());
            assertEquals(samples, meta.stats().floatSamples() + meta.stats().histogramSamples());
            assertEquals(thanos, meta.thanos());
            assertEquals(List.of(meta.ulid()), meta.sources());
            assertEquals(2, reader.indexVersion());
            assertEquals(0, reader.tombstones());
        }
    }

    @Test
    void postingsListTheSeriesOfEachLabelPair() throws IOException {
        Map<Labels, SampleColumn> data = data(2);
        try (BlockReader reader = BlockReader.open(write(data, null))) {
            Map<Long, Labels> byReference = new TreeMap<>();
            SeriesEntry entry = new SeriesEntry();
            for (long reference : reader.index().allSeries()) {
                reader.index().readSeries(reference, entry);
                byReference.put(reference, entry.labels);
            }
            List<String> pairs = new ArrayList<>();
            reader.index()
                    .forEachPostings((name, value, series) -> {
                        pairs.add(name + "=" + value);
                        List<Labels> expected =
                                data.keySet().stream()
                                        .filter(l -> l.get(name).equals(value))
                                        .toList();
                        List<Labels> actual = new ArrayList<>();
                        for (long reference : series) {
                            actual.add(byReference.get(reference));
                        }
                        assertEquals(expected, actual, name + "=" + value);
                    });
            assertTrue(pairs.contains("i=77") && pairs.contains("__name__=a"), pairs::toString);
        }
    }

    @Test
    void nothingIsLeftOfAnEmptyOrAbandonedBlock() throws IOException {
        try (BlockWriter writer = BlockWriter.create(folder, 1, null)) {
            writer.add(Labels.of("a", "b"), new SampleColumn(0));
            assertNull(writer.finish());
        }
        try (BlockWriter writer = BlockWriter.create(folder, 1, null)) {
            writer.add(Labels.of("a", "b"), Columns.floats(new Random(1), 5));
        }
        try (Stream<Path> left = Files.list(folder)) {
            assertEquals(List.of(), left.toList());
        }
    }

    @Test
    void seriesOutOfOrderAreRefused() throws IOException {
        try (BlockWriter writer = BlockWriter.create(folder, 1, null)) {
            SampleColumn column = Columns.floats(new Random(1), 5);
            writer.add(Labels.of("a", "b"), column);
            assertThrows(
                    IllegalArgumentException.class, () -> writer.add(Labels.of("a", "a"), column));
        }
    }

    @Test
    void deletedRangesAreNotRead() throws IOException {
        SampleColumn column = new SampleColumn(0);
        for (int i = 0; i < 300; i++) {
            column.add(1000L + i, i);
        }
        Path block = write(Map.of(Labels.of("a", "b"), column), null);
        Path file = block.resolve(Tombstones.FILE);
        Files.delete(file);
        try (FileSink out = new FileSink(file)) {
            out.u32(Tombstones.MAGIC);
            out.u8(1);
            out.startChecksum();
            for (long[] range : new long[][] {{0, 1000}, {1100, 1150}, {1299, Long.MAX_VALUE}}) {
                try (BlockReader reader = BlockReader.open(copyWithoutTombstones(block))) {
                    out.uvarint(reader.index().allSeries()[0]);
                }
                out.varint(range[0]);
                out.varint(range[1]);
            }
            out.endChecksum();
        }
        SampleColumn read = read(block).get(Labels.of("a", "b"));
        assertNotNull(read);
        assertEquals(300 - 1 - 51 - 1, read.size);
        for (int row = 0; row < read.size; row++) {
            assertEquals(read.times[row] - 1000, (long) read.values[row]);
            assertFalse(read.times[row] >= 1100 && read.times[row] <= 1150);
        }
    }

    private Path copyWithoutTombstones(Path block) throws IOException {
        Path copy = Files.createTempDirectory(folder, "copy");
        Files.createDirectory(copy.resolve("chunks"));
        for (String name : List.of("meta.json", "index", "chunks/000001")) {
            Files.copy(block.resolve(name), copy.resolve(name));
        }
        return copy;
    }

    /** Any flipped bit is found, or changes nothing that is read. */
    @Test
    void flippedBitsAreFound() throws IOException {
        Map<Labels, SampleColumn> data = new TreeMap<>();
        Random random = new Random(3);
        for (int i = 0; i < 5; i++) {
            data.put(
                    Labels.of("__name__", "m", "i", Integer.toString(i)),
                    i < 3 ? Columns.floats(random, 50) : Columns.histograms(random, 20));
        }
        Path block = write(data, null);
        int found = 0;
        int bits = 0;
        for (String name : List.of("index", "chunks/000001", "tombstones")) {
            Path file = block.resolve(name);
            byte[] good = Files.readAllBytes(file);
            for (int bit = random.nextInt(13); bit < 8 * good.length; bit += 13, bits++) {
                byte[] bad = good.clone();
                bad[bit / 8] ^= (byte) (1 << bit % 8);
                Files.write(file, bad);
                try {
                    assertSame(data, read(block));
                } catch (DamagedBlockException e) {
                    found++;
                    assertTrue(String.valueOf(e.getMessage()).contains(", byte "), e::getMessage);
                }
            }
            Files.write(file, good);
        }
        assertTrue(found > bits * 7 / 10, found + " of " + bits);
    }

    @Test
    void cutOffFilesAreFound() throws IOException {
        Path block = write(Map.of(Labels.of("a", "b"), Columns.floats(new Random(1), 50)), null);
        for (String name : List.of("index", "chunks/000001", "tombstones", "meta.json")) {
            Path file = block.resolve(name);
            byte[] good = Files.readAllBytes(file);
            for (int length = 0; length < good.length; length++) {
                Files.write(file, Arrays.copyOf(good, length));
                assertThrows(DamagedBlockException.class, () -> read(block), name + length);
            }
            Files.write(file, good);
        }
    }

    @Test
    void theSentenceNamesFileAndPlace() throws IOException {
        Path block = write(Map.of(Labels.of("a", "b"), Columns.floats(new Random(1), 50)), null);
        Path file = block.resolve("chunks/000001");
        byte[] bytes = Files.readAllBytes(file);
        bytes[20] ^= 1;
        Files.write(file, bytes);
        DamagedBlockException e = assertThrows(DamagedBlockException.class, () -> read(block));
        assertTrue(
                String.valueOf(e.getMessage())
                        .matches(
                                ".*chunks/000001, byte \\d+: a chunk has checksum [0-9a-f]{8}, its"
                                        + " bytes give [0-9a-f]{8}"),
                e::getMessage);
    }
}
