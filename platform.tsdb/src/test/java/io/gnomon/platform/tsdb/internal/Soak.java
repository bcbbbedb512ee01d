package io.gnomon.platform.tsdb.internal;

import io.gnomon.model.labels.Labels;
import io.gnomon.model.labels.Matcher;
import io.gnomon.model.sample.SampleColumn;
import io.gnomon.model.storage.AppendBatch;
import io.gnomon.model.storage.AppendBatch.Durability;
import io.gnomon.model.storage.SampleReader;
import io.gnomon.model.storage.SelectHints;
import io.gnomon.model.storage.Selection;
import io.gnomon.model.storage.Snapshot;
import io.gnomon.model.storage.StorageException;
import io.gnomon.model.storage.StorageRules;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;

/**
 * A store under load for a long time: targets whose series are replaced, queries, cuts, compactions
 * and retention, on a clock that runs faster than ours so that blocks come and go within minutes.
 * Prints what it holds of memory, files and mappings; {@link SoakTest} looks at that.
 */
final class Soak {
    private static final int STEP_MILLIS = 15_000;
    private static final int CHURN_MILLIS = 300_000;

    /** What is held at a moment. */
    record Held(
            long second,
            long heapBytes,
            long residentBytes,
            long files,
            long mappings,
            int series,
            int blocks,
            long diskBytes) {}

    /** What a run did. */
    record Result(List<Held> held, long scrapes, long queries, long samplesRead, String failure) {}

    private final Path data;
    private final int targets;
    private final int seriesPerTarget;
    private final Random random;
    private final AtomicLong now = new AtomicLong(LifeFixture.START);
    private final AtomicLong queries = new AtomicLong();
    private final AtomicLong samplesRead = new AtomicLong();
    private final AtomicReference<String> failure = new AtomicReference<>("");
    private volatile boolean stop;

    Soak(Path data, int targets, int seriesPerTarget, long seed) {
        this.data = data;
        this.targets = targets;
        this.seriesPerTarget = seriesPerTarget;
        this.random = new Random(seed);
    }

    /** Arguments: folder, seconds, targets, series per target. */
    @SuppressWarnings("SystemOut") // its standard output is its result
    public static void main(String[] args) throws Exception {
        Soak soak =
                new Soak(
                        Path.of(args[0]),
                        Integer.parseInt(args[2]),
                        Integer.parseInt(args[3]),
                        Long.getLong("gnomon.seed", 1));
        System.out.println(soak.run(Duration.ofSeconds(Long.parseLong(args[1])), 0));
    }

    /**
     * Runs for a time.
     *
     * @param hours and until the store's clock has gone so far
     */
    @SuppressWarnings("SystemOut") // progress
    Result run(Duration duration, int hours) throws Exception {
        long end = System.nanoTime() + duration.toNanos();
        long begin = System.nanoTime();
        long every = Math.max(1, duration.toSeconds() / 20);
        List<Held> held = new ArrayList<>();
        long scrapes = 0;
        InstantSource clock = () -> Instant.ofEpochMilli(now.get());
        TsdbOptions options =
                LifeFixture.options(data)
                        .withRetention(Duration.ofHours(16).toMillis())
                        .withClock(clock);
        try (TsdbStorage storage = new TsdbStorage(options)) {
            storage.rules(StorageRules.NONE);
            List<Thread> readers = new ArrayList<>();
            for (int i = 0; i < 2; i++) {
                readers.add(Thread.ofPlatform().name("reader").start(() -> readForEver(storage)));
            }
            long nextReport = 0;
            long until = LifeFixture.START + hours * LifeFixture.HOUR;
            while ((System.nanoTime() < end || now.get() < until) && failure.get().isEmpty()) {
                for (int target = 0; target < targets; target++) {
                    scrape(storage, target);
                    scrapes++;
                }
                now.addAndGet(STEP_MILLIS);
                if (now.get() % (STEP_MILLIS * 40L) == 0) {
                    storage.upkeep().cut();
                    storage.blockUpkeep().run();
                }
                long second = (System.nanoTime() - begin) / 1_000_000_000L;
                if (second >= nextReport) {
                    held.add(held(storage, second));
                    System.out.println(held.getLast());
                    nextReport = second + every;
                }
            }
            stop = true;
            for (Thread reader : readers) {
                reader.join();
            }
            held.add(held(storage, duration.toSeconds()));
        }
        return new Result(held, scrapes, queries.get(), samplesRead.get(), failure.get());
    }

    /** A tenth of the series of a target has a new name every five minutes. */
    private Labels labels(int target, int s, long time) {
        long generation = s % 10 == 0 ? time / CHURN_MILLIS : 0;
        return Labels.of(
                "__name__",
                "metric_" + s % 20,
                "instance",
                "host-" + target,
                "s",
                "" + s,
                "pod",
                "" + generation);
    }

    private void scrape(TsdbStorage storage, int target) throws StorageException {
        long time = now.get();
        try (AppendBatch batch = storage.batch("target-" + target, time)) {
            for (int s = 0; s < seriesPerTarget; s++) {
                long series = batch.series(labels(target, s, time));
                AppendBatch.Outcome outcome =
                        batch.append(series, s % 3 == 0 ? time / 1000.0 : random.nextInt(100));
                if (outcome != AppendBatch.Outcome.STORED) {
                    fail("scrape at " + time + ": " + outcome);
                }
            }
            batch.commit(Durability.VISIBLE);
        }
    }

    private void readForEver(TsdbStorage storage) {
        Random own = new Random(7);
        SampleColumn column = new SampleColumn();
        while (!stop && failure.get().isEmpty()) {
            long to = now.get();
            long from = to - (own.nextInt(10) == 0 ? 57_600_000L : 1_800_000L);
            try (Snapshot snapshot = storage.open(from, to)) {
                Selection found =
                        snapshot.select(
                                List.of(
                                        Matcher.equal("__name__", "metric_" + own.nextInt(20)),
                                        Matcher.equal("instance", "host-" + own.nextInt(targets))),
                                SelectHints.between(from, to));
                if (!found.warnings().isEmpty()) {
                    fail(found.warnings().toString());
                }
                try (SampleReader reader = found.reader()) {
                    for (int i = 0; i < found.size(); i++) {
                        reader.read(i, column);
                        samplesRead.addAndGet(column.size);
                        checkTimes(found.labels(i), column);
                    }
                }
                queries.incrementAndGet();
            } catch (StorageException e) {
                fail(e.toString());
            }
        }
    }

    /** A series that was not replaced has a sample at each step. */
    private void checkTimes(Labels labels, SampleColumn column) {
        for (int i = 1; i < column.size; i++) {
            if (column.times[i] - column.times[i - 1] != STEP_MILLIS) {
                fail(labels + " misses a scrape before " + column.times[i]);
                return;
            }
        }
    }

    private void fail(String sentence) {
        failure.compareAndSet("", sentence);
    }

    private Held held(TsdbStorage storage, long second) throws IOException {
        System.gc();
        return new Held(
                second,
                ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed(),
                resident(),
                count(Path.of("/proc/self/fd")),
                mappings(),
                storage.head().seriesWithSamples(),
                storage.seam().blocks().present().size(),
                storage.stats().diskBytes());
    }

    /** Memory of the process that is not swapped out, 0 where the system does not say. */
    private static long resident() throws IOException {
        Path status = Path.of("/proc/self/status");
        if (!Files.exists(status)) {
            return 0;
        }
        for (String line : Files.readAllLines(status)) {
            if (line.startsWith("VmRSS:")) {
                return Long.parseLong(line.replaceAll("\\D+", "")) << 10;
            }
        }
        return 0;
    }

    private static long count(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return 0;
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.count();
        }
    }

    /** Files of the store that are mapped now. */
    private long mappings() throws IOException {
        Path maps = Path.of("/proc/self/maps");
        if (!Files.exists(maps)) {
            return 0;
        }
        String folder = data.toAbsolutePath().toString();
        return Files.readAllLines(maps).stream().filter(line -> line.contains(folder)).count();
    }
}
