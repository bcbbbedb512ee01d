package io.gnomon.platform.tsdb.internal.block;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gnomon.model.labels.Labels;
import io.gnomon.model.labels.Matcher;
import io.gnomon.model.sample.MetricMetadata;
import io.gnomon.model.sample.MetricType;
import io.gnomon.model.sample.SampleColumn;
import io.gnomon.model.storage.SampleReader;
import io.gnomon.model.storage.Selection;
import io.gnomon.model.storage.StorageException;
import io.gnomon.platform.testkit.files.FaultyFiles;
import io.gnomon.platform.tsdb.internal.codec.CorruptDataException;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Damage of any file is found by a checksum, never returned as data, and the rest is readable. */
final class BlockDamageTest {
    private static final long SEED = Long.getLong("gnomon.seed", 11);
    private static final int ROUNDS = Integer.getInteger("gnomon.rounds", 12);
    private static final List<Matcher> ALL = List.of(Matcher.equal("missing", ""));

    @TempDir Path blocks;

    private final Random random = new Random(SEED);
    private final RandomSeries series = new RandomSeries(random, 12, 700);
    private Path folder = Path.of("");

    @BeforeEach
    void write() throws Exception {
        BlockMeta meta =
                BlockWriter.write(
                        blocks,
                        BlockTest.plan(random.nextBoolean()),
                        series.feed(),
                        Map.of("m", new MetricMetadata(MetricType.GAUGE, "help", "")),
                        FileChannel::open);
        assertNotNull(meta);
        folder = blocks.resolve(meta.id());
        try (Block block = Block.open(folder, FileChannel::open)) {
            // Changes no answer: before the first sample.
            block.delete(ALL, RandomSeries.BEGIN - 10, RandomSeries.BEGIN - 5);
            block.delete(List.of(Matcher.equal("cpu", "0")), 0, RandomSeries.BEGIN - 1);
            assertEquals(0, block.delete(ALL, 0, 1));
        }
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            return all.filter(Files::isRegularFile).sorted().toList();
        }
    }

    @Test
    void flippedBitsAreFound() throws Exception {
        int readable = 0;
        for (Path file : files()) {
            byte[] whole = Files.readAllBytes(file);
            for (int round = 0; round < ROUNDS; round++) {
                byte[] damaged = whole.clone();
                int at =
                        round == 0
                                ? 0
                                : round == 1 ? whole.length - 1 : random.nextInt(whole.length);
                damaged[at] ^= (byte) (1 << random.nextInt(8));
                Files.write(file, damaged);
                readable += readAll(file + " byte " + at + ", seed " + SEED);
            }
            Files.write(file, whole);
        }
        assertTrue(readable > series.filled().size(), readable + " series read beside damage");
        try (Block block = Block.open(folder, FileChannel::open)) {
            block.verify();
        }
    }

    @Test
    void lostEndsAndMissingFilesAreFound() throws Exception {
        for (Path file : files()) {
            byte[] whole = Files.readAllBytes(file);
            for (int round = 0; round < ROUNDS; round++) {
                int length = round == 0 ? 0 : random.nextInt(whole.length);
                Files.write(file, Arrays.copyOf(whole, length));
                readAll(file + " of " + length + " bytes, seed " + SEED);
                byte[] zeros = Arrays.copyOf(Arrays.copyOf(whole, length), whole.length);
                if (!Arrays.equals(zeros, whole)) {
                    Files.write(file, zeros);
                    readAll(file + " zeros from " + length + ", seed " + SEED);
                }
            }
            Files.delete(file);
            if (!file.endsWith("tombstones")) {
                assertThrows(
                        CorruptDataException.class, () -> Block.open(folder, FileChannel::open));
            }
            Files.write(file, whole);
        }
    }

    /** Reads all that can be read and compares it; returns how many series could be. */
    private int readAll(String what) throws IOException {
        int readable = 0;
        try (Block block = Block.open(folder, FileChannel::open)) {
            assertThrows(CorruptDataException.class, block::verify, what);
            try {
                readable += readSelected(block, List.of(), what);
                readable += readSelected(block, ALL, what);
            } catch (StorageException e) {
                assertEquals(StorageException.Kind.CORRUPT, e.kind(), what);
            }
        } catch (CorruptDataException e) {
            assertTrue(e.toString().contains(folder.toString()), e.toString());
        }
        return readable;
    }

    private int readSelected(Block block, List<Matcher> matchers, String what)
            throws StorageException {
        Selection found = block.select(matchers, Long.MIN_VALUE, Long.MAX_VALUE);
        Map<Labels, Integer> numbers = new TreeMap<>();
        for (int i = 0; i < found.size(); i++) {
            numbers.put(found.labels(i), i);
        }
        assertEquals(series.filled().keySet(), numbers.keySet(), what);
        int readable = 0;
        SampleColumn column = new SampleColumn();
        try (SampleReader reader = found.reader()) {
            for (Map.Entry<Labels, Integer> entry : numbers.entrySet()) {
                try {
                    reader.read(entry.getValue(), column);
                } catch (StorageException e) {
                    assertEquals(StorageException.Kind.CORRUPT, e.kind(), what);
                    continue;
                }
                BlockTest.assertSame(series.of(entry.getKey()).samples(), column, what);
                readable++;
            }
        }
        return readable;
    }

    @Test
    void aFailureWhileWritingLeavesNothing() throws Exception {
        Path other = Files.createDirectories(blocks.resolve("other"));
        for (int round = 0; round < ROUNDS; round++) {
            FaultyFiles faulty = new FaultyFiles();
            boolean full = random.nextBoolean();
            faulty.spaceLeft(full ? random.nextInt(200_000) : Long.MAX_VALUE);
            faulty.failForces(!full);
            faulty.mostBytesPerWrite(full ? Integer.MAX_VALUE : 1 + random.nextInt(5000));
            assertThrows(
                    IOException.class,
                    () ->
                            BlockWriter.write(
                                    other,
                                    BlockTest.plan(false),
                                    series.feed(),
                                    Map.of(),
                                    faulty::open));
            try (Stream<Path> left = Files.list(other)) {
                assertEquals(0, left.count());
            }
        }
    }

    @Test
    void aPublishedBlockSurvivesAPowerCut() throws Exception {
        for (int round = 0; round < 3; round++) {
            FaultyFiles faulty = new FaultyFiles();
            Path data = Files.createDirectories(blocks.resolve("data" + round));
            BlockMeta meta =
                    BlockWriter.write(
                            data, BlockTest.plan(true), series.feed(), Map.of(), faulty::open);
            assertNotNull(meta);
            Path copy = blocks.resolve("copy" + round);
            faulty.cutPowerOf(data, copy, random);
            try (Block block = Block.open(copy.resolve(meta.id()), FileChannel::open)) {
                block.verify();
            }
        }
    }
}
