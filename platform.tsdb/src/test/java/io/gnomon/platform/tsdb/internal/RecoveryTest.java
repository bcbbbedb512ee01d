package io.gnomon.platform.tsdb.internal;

import static io.gnomon.platform.tsdb.internal.StoreFixture.logFiles;
import static io.gnomon.platform.tsdb.internal.StoreFixture.wholeBatches;
import static io.gnomon.platform.tsdb.internal.StoreFixture.write;
import static io.gnomon.platform.tsdb.internal.StoreFixture.writeAll;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gnomon.model.storage.AppendBatch.Durability;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Random;

/** What is left after crashes and damage. */
class RecoveryTest {
    private static final int SERIES = 5;

    @TempDir Path temp;

    private int copies;

    private static TsdbOptions options(Path data) {
        return TsdbOptions.at(data).withSegments(16 << 10, 1 << 30);
    }

    private static TsdbStorage open(Path data) throws IOException {
        return new TsdbStorage(options(data));
    }

    /** Makes a folder whose store was killed: the log as it is, without its end. */
    private Path killedStore(int batches) throws Exception {
        Path data = temp.resolve("original");
        Path killed = temp.resolve("killed");
        try (TsdbStorage storage = open(data)) {
            writeAll(storage, "g", SERIES, batches);
            StoreFixture.copy(data, killed);
        }
        return killed;
    }

    private Path copyOf(Path data) throws IOException {
        Path copy = temp.resolve("copy" + copies++);
        StoreFixture.copy(data, copy);
        return copy;
    }

    private static int batchesIn(Path data) throws Exception {
        try (TsdbStorage storage = open(data)) {
            return wholeBatches(storage, "g", SERIES);
        }
    }

    private static long corruptionsIn(Path data) throws Exception {
        try (TsdbStorage storage = open(data)) {
            return storage.walMetrics().corruptions.sum();
        }
    }

    @Test
    void everythingIsThereAfterACleanStopAndAfterAKill() throws Exception {
        Path killed = killedStore(1000);
        assertTrue(logFiles(killed, ".wal").size() > 2, "several segments");
        assertEquals(1000, batchesIn(killed));
        assertEquals(1000, batchesIn(killed), "once more");
        assertEquals(1000, batchesIn(temp.resolve("original")));
        assertEquals(0, corruptionsIn(killed));
    }

    @Test
    void writingGoesOnAfterARestart() throws Exception {
        Path killed = killedStore(200);
        for (int restart = 0; restart < 3; restart++) {
            try (TsdbStorage storage = open(killed)) {
                int n = wholeBatches(storage, "g", SERIES);
                assertEquals(200 + restart * 150, n);
                for (int i = 0; i < 150; i++) {
                    write(storage, "g", SERIES, n + i, Durability.VISIBLE);
                }
                assertEquals(n + 150, wholeBatches(storage, "g", SERIES));
            }
        }
    }

    @Test
    void aTornTailIsCutOffWhereverItIsTorn() throws Exception {
        Path killed = killedStore(30);
        Path segment = logFiles(killed, ".wal").getLast();
        long whole = Files.size(segment);
        assertEquals(30, batchesIn(copyOf(killed)));
        // A batch of these series takes less than 60 bytes.
        for (long cut = whole - 1; cut > whole - 60; cut--) {
            Path torn = copyOf(killed);
            truncate(torn.resolve("wal").resolve(segment.getFileName()), cut);
            int left = batchesIn(torn);
            assertTrue(left == 29 || left == 28, "cut to " + cut + " left " + left);
        }
    }

    @Test
    void aTailOfZerosIsNoDamage() throws Exception {
        Path killed = killedStore(30);
        Path segment = logFiles(killed, ".wal").getLast();
        for (int zeros : new int[] {1, 7, 20, 4096, 100_000}) {
            Path copy = copyOf(killed);
            append(copy.resolve("wal").resolve(segment.getFileName()), new byte[zeros]);
            assertEquals(30, batchesIn(copy));
        }
    }

    @Test
    void damageInAnEarlierSegmentPutsAsideWhatFollows() throws Exception {
        Path killed = killedStore(1000);
        List<Path> segments = logFiles(killed, ".wal");
        Path damaged = segments.get(1);
        flip(damaged, Files.size(damaged) / 2);
        int left;
        try (TsdbStorage storage = open(killed)) {
            left = wholeBatches(storage, "g", SERIES);
            assertEquals(1, storage.walMetrics().corruptions.sum());
            assertTrue(left > 0 && left < 1000, left + " batches left");
            write(storage, "g", SERIES, left, Durability.DURABLE);
        }
        Path aside = killed.resolve("wal").resolve("damaged");
        for (Path segment : segments.subList(1, segments.size())) {
            assertTrue(Files.exists(aside.resolve(segment.getFileName())), "kept " + segment);
        }
        try (TsdbStorage storage = open(killed)) {
            assertEquals(left + 1, wholeBatches(storage, "g", SERIES));
            assertEquals(0, storage.walMetrics().corruptions.sum());
        }
    }

    @Test
    void aMissingSegmentEndsTheReading() throws Exception {
        Path killed = killedStore(1000);
        Files.delete(logFiles(killed, ".wal").get(1));
        int left = batchesIn(killed);
        assertTrue(left > 0 && left < 1000, left + " batches left");
    }

    /** Any damage leaves the first batches, whole; never a part of one, never an exception. */
    @Test
    void randomDamageNeverLeavesHalfABatch() throws Exception {
        long seed = Long.getLong("gnomon.seed", System.nanoTime());
        System.out.println("RecoveryTest.randomDamage: -Dgnomon.seed=" + seed);
        Random random = new Random(seed);
        Path killed = killedStore(300);
        for (int round = 0; round < 25; round++) {
            Path copy = copyOf(killed);
            List<Path> files = logFiles(copy, ".wal");
            Path file = files.get(random.nextInt(files.size()));
            for (int n = random.nextInt(3); n >= 0; n--) {
                switch (random.nextInt(4)) {
                    case 0 -> truncate(file, random.nextLong(Files.size(file) + 1));
                    case 1 -> append(file, randomBytes(random));
                    case 2 -> Files.write(file, randomBytes(random));
                    default -> flip(file, random.nextLong(Math.max(1, Files.size(file))));
                }
            }
            int left = batchesIn(copy);
            assertEquals(left, batchesIn(copy), "seed " + seed + " round " + round);
        }
    }

    private static byte[] randomBytes(Random random) {
        byte[] bytes = new byte[1 + random.nextInt(100)];
        random.nextBytes(bytes);
        return bytes;
    }

    @Test
    void anUnfinishedCheckpointIsIgnored() throws Exception {
        Path killed = killedStore(100);
        Path unfinished = killed.resolve("wal").resolve("00000009.checkpoint.tmp");
        Files.write(unfinished, new byte[100]);
        assertEquals(100, batchesIn(killed));
        assertFalse(Files.exists(unfinished));
    }

    static void truncate(Path file, long size) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.truncate(size);
        }
    }

    static void append(Path file, byte[] bytes) throws IOException {
        Files.write(file, bytes, StandardOpenOption.APPEND);
    }

    static void flip(Path file, long at) throws IOException {
        try (FileChannel channel =
                FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            ByteBuffer one = ByteBuffer.allocate(1);
            if (channel.read(one, at) == 1) {
                one.put(0, (byte) (one.get(0) ^ 0x40)).flip();
                channel.write(one, at);
            }
        }
    }
}
