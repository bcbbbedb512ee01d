package io.gnomon.platform.promql.internal.fuzz;

import io.gnomon.model.labels.Labels;
import io.gnomon.model.sample.Histogram;
import io.gnomon.model.sample.Histogram.ResetHint;
import io.gnomon.model.sample.SampleValues;
import io.gnomon.model.storage.AppendBatch;
import io.gnomon.model.storage.StorageException;
import io.gnomon.platform.memory.MemoryStorage;

import java.util.List;
import java.util.Random;

/** Series of all that a store may hold: any bits as values, any counts as buckets, odd labels. */
final class WildData {
    static final long SPAN_MILLIS = 600_000;

    /** Names of the metrics. */
    static final List<String> METRICS =
            List.of("floats", "markers", "exponential", "custom", "mixed", "classic", "twins");

    private static final double[] VALUES = {
        0,
        -0.0,
        1,
        -1,
        0.1,
        1e-320,
        Double.MIN_VALUE,
        -Double.MIN_VALUE,
        Double.MAX_VALUE,
        -Double.MAX_VALUE,
        Double.POSITIVE_INFINITY,
        Double.NEGATIVE_INFINITY,
        Double.NaN,
        1e15,
        9_007_199_254_740_992.0,
        Long.MAX_VALUE,
        1e300,
        -1e300
    };

    private static final String[] BOUNDS = {
        "+Inf", "Inf", "-Inf", "NaN", "", "x", "1", "1.0", "1e0", "0.5", "-3", "1e400", "0x10", "2 "
    };

    private static final List<ResetHint> HINTS = List.of(ResetHint.values());

    private final Random random;

    private WildData(Random random) {
        this.random = random;
    }

    static MemoryStorage storage(long seed) throws StorageException {
        MemoryStorage storage = new MemoryStorage();
        WildData data = new WildData(new Random(seed));
        try (AppendBatch batch = storage.batch("wild", 0)) {
            for (String metric : METRICS) {
                for (int i = 0; i < 6; i++) {
                    data.series(batch, metric, i);
                }
            }
            batch.commit(AppendBatch.Durability.VISIBLE);
        }
        return storage;
    }

    private void series(AppendBatch batch, String metric, int i) throws StorageException {
        Labels labels =
                switch (metric) {
                    case "classic" ->
                            Labels.of(
                                            "__name__",
                                            metric,
                                            "le",
                                            BOUNDS[random.nextInt(BOUNDS.length)])
                                    .with("i", String.valueOf(i / 3));
                    // Equal as soon as the name is gone, and as soon as a or b is.
                    case "twins" ->
                            Labels.of(
                                    "__name__",
                                    metric + i % 3,
                                    "a",
                                    String.valueOf(i / 3),
                                    "b",
                                    "x");
                    default ->
                            Labels.of(
                                    "__name__", metric, "i", String.valueOf(i), "quantile", "0.5");
                };
        long reference = batch.series(labels);
        long time = random.nextInt(60_000);
        int schema = random.nextInt(13) - 4;
        while (time < SPAN_MILLIS) {
            boolean histogram =
                    switch (metric) {
                        case "exponential", "custom" -> random.nextInt(20) > 0;
                        case "mixed" -> random.nextBoolean();
                        default -> false;
                    };
            if (histogram) {
                boolean custom = metric.equals("custom") || (metric.equals("mixed") && i % 2 == 0);
                schema = random.nextInt(10) == 0 ? random.nextInt(13) - 4 : schema;
                batch.append(reference, time, custom ? custom() : exponential(schema));
            } else {
                batch.append(reference, time, value(metric.equals("markers") ? 3 : 12));
            }
            time += 1 + random.nextInt(random.nextInt(6) == 0 ? 200_000 : 30_000);
        }
    }

    /** One of so many is a stale marker. */
    private double value(int markers) {
        if (random.nextInt(markers) == 0) {
            return SampleValues.STALE_NAN;
        }
        return switch (random.nextInt(4)) {
            case 0 -> VALUES[random.nextInt(VALUES.length)];
            case 1 -> Double.longBitsToDouble(random.nextLong());
            // A NaN with a payload of its own.
            case 2 ->
                    random.nextInt(4) == 0
                            ? Double.longBitsToDouble(0x7ff0_0000_0000_0003L + random.nextInt(1000))
                            : random.nextInt(100);
            default -> random.nextGaussian() * 100;
        };
    }

    private double count() {
        return random.nextInt(8) == 0
                ? VALUES[random.nextInt(VALUES.length)]
                : random.nextInt(random.nextBoolean() ? 10 : 1_000_000);
    }

    private double[] counts(int length) {
        double[] counts = new double[length];
        for (int i = 0; i < length; i++) {
            counts[i] = count();
        }
        return counts;
    }

    private ResetHint hint() {
        return HINTS.get(random.nextInt(HINTS.size()));
    }

    private Histogram exponential(int schema) {
        int[] positive = spans();
        int[] negative = random.nextBoolean() ? spans() : new int[0];
        return new Histogram(
                random.nextBoolean(),
                hint(),
                schema,
                random.nextInt(4) == 0 ? Math.abs(value(1000)) : 0.001 * random.nextInt(3),
                count(),
                count(),
                sum(),
                positive,
                counts(length(positive)),
                negative,
                counts(length(negative)),
                new double[0],
                random.nextInt(3) == 0 ? random.nextInt(600_000) : 0);
    }

    private double sum() {
        return random.nextInt(12) == 0 ? SampleValues.STALE_NAN : value(100);
    }

    private int[] spans() {
        int[] spans = new int[2 * random.nextInt(4)];
        for (int i = 0; i < spans.length; i += 2) {
            spans[i] =
                    i > 0
                            ? random.nextInt(random.nextInt(10) == 0 ? 100_000 : 5)
                            : random.nextInt(20) == 0
                                    ? random.nextInt(2_000_000) - 1_000_000
                                    : random.nextInt(40) - 20;
            spans[i + 1] = random.nextInt(5);
        }
        return spans;
    }

    private static int length(int[] spans) {
        int length = 0;
        for (int i = 1; i < spans.length; i += 2) {
            length += spans[i];
        }
        return length;
    }

    private Histogram custom() {
        double[] bounds = new double[random.nextInt(5)];
        double bound = random.nextGaussian() * 10;
        for (int i = 0; i < bounds.length; i++) {
            bounds[i] = bound;
            bound += random.nextInt(8) == 0 ? 1e300 : 0.1 + random.nextInt(10);
        }
        int first = random.nextInt(bounds.length + 1);
        int length = random.nextInt(bounds.length + 2 - first);
        return new Histogram(
                random.nextBoolean(),
                hint(),
                Histogram.CUSTOM_BUCKETS_SCHEMA,
                0,
                0,
                count(),
                sum(),
                length == 0 ? new int[0] : new int[] {first, length},
                counts(length),
                new int[0],
                new double[0],
                bounds,
                0);
    }
}
