package io.gnomon.platform.tsdb.internal;

import static io.gnomon.platform.tsdb.internal.StoreFixture.wholeBatches;
import static io.gnomon.platform.tsdb.internal.StoreFixture.write;
import static io.gnomon.platform.tsdb.internal.StoreFixture.writeAll;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gnomon.model.storage.AppendBatch.Durability;
import io.gnomon.model.storage.Storage;
import io.gnomon.model.storage.StorageException;
import io.gnomon.platform.testkit.files.FaultyFiles;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Random;

/** Full disks, failing disks, failing fsync, power cuts. */
class DiskFaultTest {
    private static final int SERIES = 5;

    @TempDir Path temp;

    private final FaultyFiles files = new FaultyFiles();

    private TsdbStorage open(Path data) throws IOException {
        return new TsdbStorage(
                TsdbOptions.at(data).withSegments(16 << 10, 1 << 30).withFiles(files::open));
    }

    private static StorageException refused(Storage storage, int n, Durability durability) {
        return assertThrows(
                StorageException.class, () -> write(storage, "g", SERIES, n, durability));
    }

    @Test
    void shortWritesAreGoneOnWith() throws Exception {
        files.mostBytesPerWrite(7);
        try (TsdbStorage storage = open(temp)) {
            writeAll(storage, "g", SERIES, 400);
        }
        try (TsdbStorage storage = open(temp)) {
            assertEquals(400, wholeBatches(storage, "g", SERIES));
        }
    }

    @Test
    void aFullDiskRefusesUntilThereIsRoom() throws Exception {
        try (TsdbStorage storage = open(temp)) {
            writeAll(storage, "g", SERIES, 10);
            for (int left = 0; left < 36; left += 5) {
                files.spaceLeft(left);
                assertEquals(
                        StorageException.Kind.FULL,
                        refused(storage, 10, Durability.VISIBLE).kind());
                assertEquals(10, wholeBatches(storage, "g", SERIES));
            }
            files.spaceLeft(Long.MAX_VALUE);
            write(storage, "g", SERIES, 10, Durability.DURABLE);
            assertEquals(11, wholeBatches(storage, "g", SERIES));
        }
        try (TsdbStorage storage = open(temp)) {
            assertEquals(11, wholeBatches(storage, "g", SERIES));
        }
    }

    /** Also where the next segment does not fit. */
    @Test
    void aDiskThatFillsUpLosesNothing() throws Exception {
        Path data = temp;
        int n = 0;
        try (TsdbStorage storage = open(data)) {
            long seed = Long.getLong("gnomon.seed", System.nanoTime());
            System.out.println("DiskFaultTest.fillsUp: -Dgnomon.seed=" + seed);
            Random random = new Random(seed);
            for (int round = 0; round < 40; round++) {
                files.spaceLeft(random.nextInt(4000));
                boolean full = false;
                while (!full) {
                    try {
                        write(storage, "g", SERIES, n, Durability.VISIBLE);
                        n++;
                    } catch (StorageException e) {
                        assertEquals(StorageException.Kind.FULL, e.kind());
                        full = true;
                    }
                }
                files.spaceLeft(Long.MAX_VALUE);
                assertEquals(n, wholeBatches(storage, "g", SERIES));
            }
        }
        try (TsdbStorage storage = open(data)) {
            assertEquals(n, wholeBatches(storage, "g", SERIES));
        }
    }

    @Test
    void anIoErrorOfAWriteRefusesThatBatchOnly() throws Exception {
        try (TsdbStorage storage = open(temp)) {
            writeAll(storage, "g", SERIES, 3);
            files.failWrites(true);
            assertEquals(StorageException.Kind.IO, refused(storage, 3, Durability.VISIBLE).kind());
            files.failWrites(false);
            write(storage, "g", SERIES, 3, Durability.VISIBLE);
            assertEquals(4, wholeBatches(storage, "g", SERIES));
            assertEquals(1, storage.walMetrics().writesFailed.sum());
        }
    }

    @Test
    void afterAFailedFsyncNothingIsAcknowledged() throws Exception {
        try (TsdbStorage storage = open(temp)) {
            writeAll(storage, "g", SERIES, 3);
            files.failForces(true);
            StorageException first = refused(storage, 3, Durability.DURABLE);
            assertEquals(StorageException.Kind.UNAVAILABLE, first.kind());
            assertTrue(String.valueOf(first.getMessage()).contains("fsync"), first::getMessage);
            files.failForces(false);
            for (Durability durability : Durability.values()) {
                assertEquals(
                        StorageException.Kind.UNAVAILABLE, refused(storage, 4, durability).kind());
            }
            assertTrue(wholeBatches(storage, "g", SERIES) >= 3, "reading goes on");
        }
        try (TsdbStorage storage = open(temp)) {
            int n = wholeBatches(storage, "g", SERIES);
            assertTrue(n == 3 || n == 4, n + " batches");
            write(storage, "g", SERIES, n, Durability.DURABLE);
        }
    }

    /** What was acknowledged as durable survives whatever a power cut does to the rest. */
    @Test
    void durableBatchesSurviveAPowerCut() throws Exception {
        long seed = Long.getLong("gnomon.seed", System.nanoTime());
        System.out.println("DiskFaultTest.powerCut: -Dgnomon.seed=" + seed);
        Random random = new Random(seed);
        Path data = temp.resolve("0");
        int n = 0;
        for (int round = 0; round < 15; round++) {
            int durable = n;
            Path cut = temp.resolve("" + (round + 1));
            try (TsdbStorage storage = open(data)) {
                n = wholeBatches(storage, "g", SERIES);
                for (int i = random.nextInt(200); i >= 0; i--) {
                    boolean wait = random.nextInt(20) == 0;
                    write(
                            storage,
                            "g",
                            SERIES,
                            n++,
                            wait ? Durability.DURABLE : Durability.VISIBLE);
                    durable = wait ? n : durable;
                }
                if (random.nextInt(4) == 0) {
                    storage.upkeep().checkpoint();
                    durable = n;
                }
                files.cutPowerOf(data, cut, random);
            }
            try (TsdbStorage storage = open(cut)) {
                int left = wholeBatches(storage, "g", SERIES);
                assertTrue(left >= durable, "seed " + seed + ": " + left + " of " + durable);
                n = left;
            }
            data = cut;
        }
    }
}
