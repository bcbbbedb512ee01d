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

import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.lang.management.ThreadMXBean;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;

/**
 * A first measurement of the store, not a test: scrapes of node-exporter-like shape into an empty
 * folder, a checkpoint, a restart. Arguments: folder, targets, series per target, scrapes; with a
 * fifth, {@code kill}, the process ends behind the last scrape as if it was killed. With the folder
 * alone: how long opening takes.
 */
final class MeasureStore {
    private static final long INTERVAL = 15_000;

    private final PrintStream out;
    private final int targets;
    private final int series;
    private final int scrapes;
    private long appendNanos;
    private boolean killed;

    private MeasureStore(PrintStream out, int targets, int series, int scrapes) {
        this.out = out;
        this.targets = targets;
        this.series = series;
        this.scrapes = scrapes;
    }

    @SuppressWarnings("SystemOut") // a command line tool
    public static void main(String[] args) throws Exception {
        if (args.length == 1) {
            open(System.out, Path.of(args[0]));
            return;
        }
        MeasureStore measure =
                new MeasureStore(
                        System.out,
                        Integer.parseInt(args[1]),
                        Integer.parseInt(args[2]),
                        Integer.parseInt(args[3]));
        measure.killed = args.length > 4;
        measure.run(Path.of(args[0]));
    }

    private void run(Path data) throws Exception {
        long samples = (long) targets * series * scrapes;
        try (TsdbStorage storage = new TsdbStorage(TsdbOptions.at(data))) {
            long[][] references = newSeries(storage);
            long start = System.nanoTime();
            double cpu = cpuSeconds();
            ingest(storage, references);
            if (killed) {
                Runtime.getRuntime().halt(137);
            }
            double seconds = (System.nanoTime() - start) / 1e9;
            out.printf("samples %d, %.2f M/s through the log%n", samples, samples / seconds / 1e6);
            out.printf(
                    "CPU of the process %.3f s per million samples%n",
                    (cpuSeconds() - cpu) / samples * 1e6);
            out.printf("append by reference %.1f ns%n", (double) appendNanos / samples);
            printThreads(samples);
            long log = storage.walMetrics().bytesWritten.sum();
            out.printf("log %.2f B/sample%n", (double) log / samples);
            out.printf("heap used %d MiB%n", usedHeap() >> 20);
            select(storage);
        }
        double cpu = cpuSeconds();
        long start = System.nanoTime();
        try (TsdbStorage storage = new TsdbStorage(TsdbOptions.at(data))) {
            double seconds = (System.nanoTime() - start) / 1e9;
            out.printf(
                    "replay of the log %.2f s (CPU %.2f s), %.1f M samples/s%n",
                    seconds, cpuSeconds() - cpu, samples / seconds / 1e6);
            start = System.nanoTime();
            storage.upkeep().checkpoint();
            out.printf("checkpoint %.2f s, ", (System.nanoTime() - start) / 1e9);
            out.printf("%.2f B/sample%n", (double) storage.upkeep().measuredWalBytes() / samples);
        }
        start = System.nanoTime();
        new TsdbStorage(TsdbOptions.at(data)).close();
        out.printf(
                "open and close from the checkpoint %.2f s%n", (System.nanoTime() - start) / 1e9);
    }

    private static void open(PrintStream out, Path data) throws Exception {
        long running = ManagementFactory.getRuntimeMXBean().getUptime();
        long start = System.nanoTime();
        double cpu = cpuSeconds();
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        long own = threads.getCurrentThreadCpuTime();
        try (TsdbStorage storage = new TsdbStorage(TsdbOptions.at(data))) {
            double seconds = (System.nanoTime() - start) / 1e9;
            out.printf(
                    "JVM %d ms, then open in %.3f s (CPU %.2f s, %.2f s of it the opening thread):"
                            + " %d series%n",
                    running,
                    seconds,
                    cpuSeconds() - cpu,
                    (threads.getCurrentThreadCpuTime() - own) / 1e9,
                    storage.stats().series());
        }
    }

    private long[][] newSeries(TsdbStorage storage) throws StorageException {
        long[][] references = new long[targets][series];
        long start = System.nanoTime();
        for (int t = 0; t < targets; t++) {
            try (AppendBatch batch = storage.batch("t" + t, StoreFixture.START)) {
                for (int s = 0; s < series; s++) {
                    references[t][s] = batch.series(labels(t, s));
                    batch.append(references[t][s], 0);
                }
                batch.commit(Durability.VISIBLE);
            }
        }
        out.printf(
                "new series %.2f us each%n", (System.nanoTime() - start) / 1e3 / targets / series);
        return references;
    }

    private static Labels labels(int target, int s) {
        return Labels.of(
                "__name__", "node_metric_" + s / 8 + "_total",
                "job", "node",
                "instance", "host-" + target + ":9100",
                "device", "dev" + s % 8);
    }

    /** A third of the values constant, a third counters, a sixth ratios, a sixth noise. */
    private void ingest(TsdbStorage storage, long[][] references) throws StorageException {
        Random random = new Random(1);
        double[] values = new double[series];
        for (int n = 1; n <= scrapes; n++) {
            for (int s = 0; s < series; s++) {
                values[s] +=
                        switch (s % 6) {
                            case 0, 1 -> 0;
                            case 2, 3 -> random.nextInt(500);
                            case 4 -> (random.nextInt(21) - 10) / 100.0;
                            default -> random.nextGaussian();
                        };
                values[s] = s % 6 == 4 ? Math.round(values[s] * 100) / 100.0 : values[s];
            }
            for (int t = 0; t < targets; t++) {
                long time = StoreFixture.START + n * INTERVAL + t + random.nextInt(3);
                try (AppendBatch batch = storage.batch("t" + t, time)) {
                    long start = System.nanoTime();
                    for (int s = 0; s < series; s++) {
                        batch.append(references[t][s], values[s]);
                    }
                    appendNanos += System.nanoTime() - start;
                    batch.commit(Durability.VISIBLE);
                }
            }
        }
    }

    private void select(TsdbStorage storage) throws StorageException {
        for (int round = 0; round < 5; round++) {
            long start = System.nanoTime();
            double cpu = cpuSeconds();
            long samples = 0;
            int found;
            try (Snapshot snapshot = storage.open(0, Long.MAX_VALUE)) {
                Selection selection =
                        snapshot.select(
                                List.of(Matcher.equal("device", "dev3")),
                                SelectHints.between(0, Long.MAX_VALUE));
                found = selection.size();
                SampleColumn column = new SampleColumn();
                try (SampleReader reader = selection.reader()) {
                    for (int i = 0; i < found; i++) {
                        reader.read(i, column);
                        samples += column.size;
                    }
                }
            }
            double seconds = (System.nanoTime() - start) / 1e9;
            out.printf(
                    "select and read %d series, %d samples: %.1f ms (CPU %.0f ms)%n",
                    found, samples, seconds * 1e3, (cpuSeconds() - cpu) * 1e3);
        }
    }

    /** CPU of the threads of Java code; the rest of the process is compilers and collectors. */
    private void printThreads(long samples) {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        for (long id : threads.getAllThreadIds()) {
            ThreadInfo info = threads.getThreadInfo(id);
            double seconds = threads.getThreadCpuTime(id) / 1e9;
            if (info != null && seconds > 0.2) {
                out.printf(
                        "  %s: %.3f s per million samples%n",
                        info.getThreadName(), seconds / samples * 1e6);
            }
        }
    }

    private static double cpuSeconds() {
        return ProcessHandle.current().info().totalCpuDuration().orElseThrow().toMillis() / 1e3;
    }

    private static long usedHeap() {
        System.gc();
        Runtime runtime = Runtime.getRuntime();
        return runtime.totalMemory() - runtime.freeMemory();
    }
}
