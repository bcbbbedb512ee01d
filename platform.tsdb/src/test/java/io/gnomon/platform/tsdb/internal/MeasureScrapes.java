package io.gnomon.platform.tsdb.internal;

import io.gnomon.model.labels.Labels;
import io.gnomon.model.storage.AppendBatch;
import io.gnomon.model.storage.AppendBatch.Durability;

import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;

/**
 * What appending and committing costs the thread that scrapes, not a test: groups of series take
 * turns, a scrape each, and between two scrapes a large array is walked, so that nothing of the
 * store is in the processor's caches, as it is between the scrapes of a server. Arguments: folder,
 * groups, series a group, rounds, MiB of the array (0: warm). Prints nanoseconds of CPU a sample by
 * round: the least, the median, the mean of the last half.
 */
final class MeasureScrapes {
    private static final long INTERVAL = 1000;

    private MeasureScrapes() {}

    @SuppressWarnings("SystemOut") // a command line tool
    public static void main(String[] args) throws Exception {
        int groups = Integer.parseInt(args[1]);
        int series = Integer.parseInt(args[2]);
        int rounds = Integer.parseInt(args[3]);
        long[] walked = new long[Integer.parseInt(args[4]) << 17];
        try (TsdbStorage storage = new TsdbStorage(TsdbOptions.at(Path.of(args[0])))) {
            run(System.out, storage, groups, series, rounds, walked);
        }
    }

    private static void run(
            PrintStream out, TsdbStorage storage, int groups, int series, int rounds, long[] walked)
            throws Exception {
        long[][] references = new long[groups][series];
        double[] values = new double[series];
        double[] nanos = new double[rounds];
        Random random = new Random(1);
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        long sum = 0;
        for (int n = 0; n < rounds; n++) {
            next(values, random);
            long cpu = 0;
            for (int g = 0; g < groups; g++) {
                long time = StoreFixture.START + n * INTERVAL + g;
                for (int i = 0; i < walked.length; i += 8) {
                    sum += ++walked[i];
                }
                long start = threads.getCurrentThreadCpuTime();
                try (AppendBatch batch = storage.batch("g" + g, time)) {
                    for (int s = 0; s < series; s++) {
                        if (n == 0) {
                            references[g][s] = batch.series(labels(g, s));
                        }
                        batch.append(references[g][s], values[s]);
                    }
                    batch.commit(Durability.VISIBLE);
                }
                cpu += threads.getCurrentThreadCpuTime() - start;
            }
            nanos[n] = (double) cpu / groups / series;
        }
        double[] half = Arrays.copyOfRange(nanos, rounds / 2, rounds);
        Arrays.sort(half);
        out.printf(
                "ns a sample: least %.1f, median %.1f, mean %.1f (%d MiB walked, %d); %s%n",
                half[0],
                half[half.length / 2],
                Arrays.stream(half).average().orElse(0),
                walked.length >> 17,
                sum & 1,
                storage.head().memory());
    }

    private static Labels labels(int group, int s) {
        return Labels.of(
                "__name__", "node_metric_" + s / 8 + "_total",
                "job", "node",
                "instance", "host-" + group + ":9100",
                "device", "dev" + s % 8);
    }

    /** As of a node_exporter, two thirds of the samples equal the one before. */
    private static void next(double[] values, Random random) {
        for (int s = 0; s < values.length; s++) {
            switch (s % 20) {
                case 0, 1, 2 -> values[s] += random.nextInt(500);
                case 3, 4 -> values[s] = Math.round((values[s] + 0.01) * 100) / 100.0;
                case 5 -> values[s] = random.nextInt(1_000_000_000) / 1e9;
                case 6 -> values[s] = random.nextInt(2) == 0 ? values[s] : random.nextInt(100);
                default -> values[s] += random.nextInt(1000) == 0 ? 1 : 0;
            }
        }
    }
}
