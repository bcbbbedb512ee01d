package io.gnomon.platform.core.scrape.internal.append;

import io.gnomon.model.labels.Labels;
import io.gnomon.model.sample.Exemplar;
import io.gnomon.model.sample.Histogram;
import io.gnomon.model.sample.MetricMetadata;
import io.gnomon.model.storage.AppendBatch;
import io.gnomon.model.storage.Snapshot;
import io.gnomon.model.storage.Storage;
import io.gnomon.model.storage.StorageStats;
import io.gnomon.model.storage.Tail;
import io.gnomon.platform.core.scrape.internal.Configs;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;

/**
 * Measures the way of a text from bytes to rows: processor time and allocated bytes a sample, into
 * a store that only counts. Not a test: {@code main(folder of texts, number of targets)}; the
 * texts, such as those that bench/ records, are the scrapes in turn. The results are in
 * docs/measurements/scrape-skeleton.md.
 */
public final class AppendMeasurement {
    private static final int ROUNDS = 60;

    private AppendMeasurement() {}

    public static void main(String[] args) throws IOException {
        List<byte[]> texts = new ArrayList<>();
        try (var files = Files.list(Path.of(args[0]))) {
            for (Path file : files.sorted().toList()) {
                texts.add(Files.readAllBytes(file));
            }
        }
        int targets = Integer.parseInt(args[1]);
        CountingStore store = new CountingStore();
        StoreGate gate = new StoreGate(() -> 0);
        gate.set(store);
        TargetAppender[] appenders = new TargetAppender[targets];
        HashMap<MetricMetadata, MetricMetadata> shared = new HashMap<>();
        for (int i = 0; i < targets; i++) {
            Labels labels = Labels.of("job", "j", "instance", "host" + i);
            appenders[i] =
                    new TargetAppender(
                            "target" + i,
                            5_000,
                            Configs.job("j").build(),
                            new SampleLabels(labels, Configs.job("j").build()),
                            gate,
                            new AppendCounters(),
                            new TargetMetadata(shared));
        }
        long before = usedBytes();
        double[] nanos = new double[ROUNDS];
        for (int round = 0; round < ROUNDS; round++) {
            byte[] text = texts.get(round % texts.size());
            store.rows = 0;
            long allocated = allocatedBytes();
            long began = cpuNanos();
            for (TargetAppender appender : appenders) {
                Answer answer = new Answer.Text(text, text.length, false);
                String error = appender.write(answer, null, 1000L * round, () -> 0);
                if (!error.isEmpty()) {
                    throw new IllegalStateException(error);
                }
            }
            nanos[round] = (cpuNanos() - began) / (double) store.rows;
            report(round, nanos[round], (allocatedBytes() - allocated) / (double) store.rows);
        }
        double[] warm = Arrays.copyOfRange(nanos, ROUNDS / 3, ROUNDS);
        Arrays.sort(warm);
        print(String.format("median when warm: %.1f ns a sample", warm[warm.length / 2]));
        print(
                String.format(
                        "kept: %.0f bytes a series", (usedBytes() - before) / (double) store.rows));
        print(appenders[0].metadata().families().size() + " families a target");
    }

    private static void report(int round, double nanos, double bytes) {
        print(
                String.format(
                        "round %2d: %7.1f ns, %7.1f bytes allocated a sample",
                        round, nanos, bytes));
    }

    private static void print(String line) {
        System.out.println(line);
    }

    private static long usedBytes() {
        System.gc();
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }

    /** Time of this thread on a processor: others on the machine do not count. */
    private static long cpuNanos() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }

    private static long allocatedBytes() {
        return ManagementFactory.getThreadMXBean() instanceof com.sun.management.ThreadMXBean bean
                ? bean.getCurrentThreadAllocatedBytes()
                : 0;
    }

    /** Counts rows and keeps none. */
    private static final class CountingStore implements Storage, AppendBatch {
        long rows;
        long series;

        @Override
        public long epoch() {
            return 1;
        }

        @Override
        public AppendBatch batch(String group, long timeMillis) {
            return this;
        }

        @Override
        public long series(Labels labels) {
            return series++;
        }

        @Override
        public Outcome append(long reference, double value) {
            rows++;
            return Outcome.STORED;
        }

        @Override
        public Outcome append(long reference, long timeMillis, double value) {
            rows++;
            return Outcome.STORED;
        }

        @Override
        public Outcome append(long reference, long timeMillis, Histogram histogram) {
            return Outcome.NOT_SUPPORTED;
        }

        @Override
        public Outcome startTime(long reference, long time, long startTimeMillis) {
            return Outcome.NOT_SUPPORTED;
        }

        @Override
        public Outcome exemplar(long reference, Exemplar exemplar) {
            return Outcome.NOT_SUPPORTED;
        }

        @Override
        public void metadata(String family, MetricMetadata metadata) {}

        @Override
        public void commit(Durability durability) {}

        @Override
        public void close() {}

        @Override
        public Snapshot open(long minTimeMillis, long maxTimeMillis) {
            throw new UnsupportedOperationException("nothing is kept");
        }

        @Override
        public Tail tail(long position) {
            throw new UnsupportedOperationException("nothing is kept");
        }

        @Override
        public StorageStats stats() {
            return new StorageStats(series, 0, 0, 0, rows, 0, StorageStats.Log.NONE);
        }
    }
}
