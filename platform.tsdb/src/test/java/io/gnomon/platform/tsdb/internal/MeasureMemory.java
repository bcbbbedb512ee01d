package io.gnomon.platform.tsdb.internal;

import io.gnomon.model.labels.Labels;
import io.gnomon.model.storage.AppendBatch;
import io.gnomon.model.storage.AppendBatch.Durability;
import io.gnomon.model.storage.StorageException;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;

/**
 * Memory per series, not a test: grows an empty store to a number of series with eight labels each,
 * appends scrapes, prints what the process has resident. Arguments: folder, series, scrapes.
 */
final class MeasureMemory {
    private static final int PER_GROUP = 1000;
    private static final long INTERVAL = 15_000;

    private MeasureMemory() {}

    @SuppressWarnings("SystemOut") // a command line tool
    public static void main(String[] args) throws Exception {
        int series = Integer.parseInt(args[1]);
        int scrapes = Integer.parseInt(args[2]);
        PrintStream out = System.out;
        try (TsdbStorage storage = new TsdbStorage(TsdbOptions.at(Path.of(args[0])))) {
            print(out, "empty", storage);
            int first = series / 10;
            long[] references = new long[series];
            grow(storage, references, 0, first);
            scrape(storage, references, first, 1, scrapes);
            long small = settled(out, first + " series", storage);
            grow(storage, references, first, series);
            scrape(storage, references, series, scrapes + 1, scrapes);
            long large = settled(out, series + " series", storage);
            out.printf("growth %.0f B per series%n", (large - small) * 1024.0 / (series - first));
        }
    }

    private static long settled(PrintStream out, String what, TsdbStorage storage)
            throws Exception {
        for (int wait = 0; wait < 100 && storage.indexTail() > 0; wait++) {
            Thread.sleep(200);
        }
        print(out, what, storage);
        storage.upkeep().checkpoint();
        return print(out, what + " after a checkpoint", storage);
    }

    private static Labels labels(int i) {
        int target = i / PER_GROUP;
        int s = i % PER_GROUP;
        return Labels.of(
                "__name__", "metric_" + s / 8 + "_total",
                "job", "job-" + target % 20,
                "instance", "10.0." + target / 250 + "." + target % 250 + ":9100",
                "cluster", "cluster-" + target % 3,
                "namespace", "ns-" + target % 50,
                "pod", "pod-" + target + "-x7f9c",
                "device", "dev" + s % 8,
                "mode", "mode-" + s % 3);
    }

    private static void grow(TsdbStorage storage, long[] references, int from, int to)
            throws StorageException {
        for (int g = from / PER_GROUP; g < to / PER_GROUP; g++) {
            try (AppendBatch batch = storage.batch("target " + g, StoreFixture.START)) {
                for (int i = g * PER_GROUP; i < (g + 1) * PER_GROUP; i++) {
                    references[i] = batch.series(labels(i));
                }
            }
        }
    }

    private static void scrape(
            TsdbStorage storage, long[] references, int series, int first, int count)
            throws StorageException {
        Random random = new Random(first);
        for (int n = first; n < first + count; n++) {
            for (int g = 0; g < series / PER_GROUP; g++) {
                long time = StoreFixture.START + n * INTERVAL + g;
                try (AppendBatch batch = storage.batch("target " + g, time)) {
                    for (int s = 0; s < PER_GROUP; s++) {
                        batch.append(references[g * PER_GROUP + s], value(s, n, random));
                    }
                    batch.commit(Durability.VISIBLE);
                }
            }
        }
    }

    /** Half constant, a third counters, a sixth ratios, one in twenty noise. */
    private static double value(int s, int n, Random random) {
        return s % 20 == 19
                ? random.nextDouble()
                : s % 6 < 3
                        ? s
                        : s % 6 < 5 ? n * 150.0 + random.nextInt(100) : random.nextInt(100) / 100.0;
    }

    private static long print(PrintStream out, String what, TsdbStorage storage)
            throws IOException {
        System.gc();
        long resident = 0;
        StringBuilder line = new StringBuilder(what).append(':');
        for (String status : Files.readAllLines(Path.of("/proc/self/status"))) {
            if (status.startsWith("VmRSS") || status.startsWith("Rss")) {
                long kib = Long.parseLong(status.replaceAll("\\D+", ""));
                resident = status.startsWith("VmRSS") ? kib : resident;
                line.append(' ').append(status.split(":", -1)[0]).append(' ').append(kib / 1024);
            }
        }
        Runtime runtime = Runtime.getRuntime();
        long heap = runtime.totalMemory() - runtime.freeMemory();
        out.printf(
                "%s MiB, heap used %d of %d, %s%n",
                line, heap >> 20, runtime.totalMemory() >> 20, storage.head().memory());
        return resident;
    }
}
