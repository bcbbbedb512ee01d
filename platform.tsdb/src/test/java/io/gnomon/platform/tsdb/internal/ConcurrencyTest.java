package io.gnomon.platform.tsdb.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gnomon.model.labels.Labels;
import io.gnomon.model.sample.SampleColumn;
import io.gnomon.model.storage.AppendBatch;
import io.gnomon.model.storage.AppendBatch.Durability;
import io.gnomon.model.storage.AppendBatch.Outcome;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

/** Several groups write, several readers read, checkpoints and sweeps happen. */
class ConcurrencyTest {
    private static final int GROUPS = 4;
    private static final int SERIES = 20;
    private static final int BATCHES = 1500;

    @TempDir Path data;

    @Test
    void readersSeeWholeBatchesWhileEverythingHappens() throws Exception {
        long seed = Long.getLong("gnomon.seed", System.nanoTime());
        System.out.println("ConcurrencyTest: -Dgnomon.seed=" + seed);
        AtomicInteger writing = new AtomicInteger(GROUPS);
        TsdbOptions options = TsdbOptions.at(data).withSegments(256 << 10, 1 << 30);
        try (TsdbStorage storage = new TsdbStorage(options);
                ExecutorService threads = Executors.newCachedThreadPool()) {
            List<Future<Integer>> results = new ArrayList<>();
            for (int g = 0; g < GROUPS; g++) {
                int group = g;
                results.add(threads.submit(() -> write(storage, group, seed, writing)));
                results.add(threads.submit(() -> read(storage, "g" + group, writing)));
            }
            Callable<Integer> upkeep =
                    () -> {
                        int rounds = 0;
                        while (writing.get() > 0) {
                            storage.upkeep().sweep();
                            storage.upkeep().checkpoint();
                            rounds++;
                        }
                        return rounds;
                    };
            results.add(threads.submit(upkeep));
            for (Future<Integer> result : results) {
                assertTrue(result.get() > 0);
            }
        }
        try (TsdbStorage storage = new TsdbStorage(options)) {
            for (int g = 0; g < GROUPS; g++) {
                assertEquals(BATCHES, StoreFixture.wholeBatches(storage, "g" + g, SERIES));
            }
        }
    }

    private static int write(TsdbStorage storage, int group, long seed, AtomicInteger writing)
            throws Exception {
        Random random = new Random(seed + group);
        try {
            for (int n = 0; n < BATCHES; n++) {
                boolean wait = random.nextInt(30) == 0;
                StoreFixture.write(
                        storage,
                        "g" + group,
                        SERIES,
                        n,
                        wait ? Durability.DURABLE : Durability.VISIBLE);
            }
        } finally {
            writing.decrementAndGet();
        }
        return BATCHES;
    }

    private static int read(TsdbStorage storage, String group, AtomicInteger writing)
            throws Exception {
        int seen = 0;
        while (writing.get() > 0) {
            int now = StoreFixture.wholeBatches(storage, group, SERIES);
            assertTrue(now >= seen, "batches never disappear");
            seen = now;
        }
        return seen;
    }

    /** Two groups fight for one series: each time is stored once, and the log agrees. */
    @Test
    void groupsThatWriteTheSameSeriesLeaveItInOrder() throws Exception {
        Labels contested = Labels.of("__name__", "contested");
        try (TsdbStorage storage = new TsdbStorage(TsdbOptions.at(data));
                ExecutorService threads = Executors.newCachedThreadPool()) {
            List<Future<Integer>> results = new ArrayList<>();
            for (int g = 0; g < GROUPS; g++) {
                String group = "fight" + g;
                results.add(threads.submit(() -> fight(storage, group, contested)));
            }
            int stored = 0;
            for (Future<Integer> result : results) {
                stored += result.get();
            }
            long dropped = storage.head().metrics().rowsDropped.sum();
            assertEquals(stored - dropped, storage.stats().samplesAppended());
        }
        try (TsdbStorage storage = new TsdbStorage(TsdbOptions.at(data))) {
            SampleColumn column = StoreFixture.read(storage, contested);
            assertEquals(BATCHES, column.size);
            for (int i = 0; i < BATCHES; i++) {
                assertEquals(StoreFixture.START + i, column.times[i]);
            }
        }
    }

    /** An interrupt closes a file channel that is being written; the log must not mind. */
    @Test
    void interruptedThreadsCommitAndNothingIsLost() throws Exception {
        AtomicInteger writing = new AtomicInteger(GROUPS);
        try (TsdbStorage storage = new TsdbStorage(TsdbOptions.at(data))) {
            List<Thread> writers = new ArrayList<>();
            List<Throwable> failures = Collections.synchronizedList(new ArrayList<>());
            for (int g = 0; g < GROUPS; g++) {
                int group = g;
                Thread writer =
                        new Thread(() -> {
                            try {
                                write(storage, group, group, writing);
                            } catch (Exception | AssertionError e) {
                                failures.add(e);
                            }
                        });
                writers.add(writer);
                writer.start();
            }
            while (writing.get() > 0) {
                writers.forEach(Thread::interrupt);
                Thread.onSpinWait();
            }
            for (Thread writer : writers) {
                writer.join();
            }
            assertEquals(List.of(), failures);
            StoreFixture.write(storage, "g0", SERIES, BATCHES, Durability.DURABLE);
        }
        try (TsdbStorage storage = new TsdbStorage(TsdbOptions.at(data))) {
            for (int g = 0; g < GROUPS; g++) {
                int batches = g == 0 ? BATCHES + 1 : BATCHES;
                assertEquals(batches, StoreFixture.wholeBatches(storage, "g" + g, SERIES));
            }
        }
    }

    private static int fight(TsdbStorage storage, String group, Labels labels) throws Exception {
        int stored = 0;
        for (int n = 0; n < BATCHES; n++) {
            try (AppendBatch batch = storage.batch(group, StoreFixture.START + n)) {
                if (batch.append(batch.series(labels), n) == Outcome.STORED) {
                    stored++;
                }
                batch.commit(Durability.VISIBLE);
            }
        }
        return stored;
    }
}
