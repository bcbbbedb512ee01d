package io.gnomon.platform.core.promformat;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.gnomon.model.sample.Histogram;
import io.gnomon.model.sample.Histogram.ResetHint;
import io.gnomon.model.sample.SampleColumn;
import io.gnomon.model.sample.SampleValues;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** Columns for tests: made from a seed, compared bit by bit. */
public final class Columns {
    private static final double[] SPECIAL = {
        0.0,
        -0.0,
        Double.NaN,
        SampleValues.STALE_NAN,
        Double.longBitsToDouble(SampleValues.NORMAL_NAN_BITS),
        Double.longBitsToDouble(0xfff8000000abcdefL),
        Double.POSITIVE_INFINITY,
        Double.NEGATIVE_INFINITY,
        Double.MIN_VALUE,
        Double.MAX_VALUE,
        1e-300,
        -1
    };

    private Columns() {}

    /** Floats of one of several habits: constant, counter, noise, special values, any bits. */
    public static SampleColumn floats(Random random, int size) {
        SampleColumn column = new SampleColumn(0);
        long time = random.nextInt(4) == 0 ? -5_000_000_000L : 1_700_000_000_000L;
        int habit = random.nextInt(5);
        boolean jitter = random.nextBoolean();
        double value = random.nextInt(1000);
        for (int i = 0; i < size; i++) {
            column.add(time, value);
            time += 15_000 + (jitter ? random.nextInt(20) - 10 : 0);
            if (random.nextInt(50) == 0) {
                time += 1L + (random.nextLong() >>> (1 + random.nextInt(62) % 40 + 22));
            }
            value =
                    switch (habit) {
                        case 0 -> value;
                        case 1 -> value + random.nextInt(100);
                        case 2 -> random.nextGaussian();
                        case 3 -> SPECIAL[random.nextInt(SPECIAL.length)];
                        default -> Double.longBitsToDouble(random.nextLong());
                    };
        }
        return column;
    }

    /** Histograms with layouts that change, resets, staleness markers, of all kinds. */
    public static SampleColumn histograms(Random random, int size) {
        SampleColumn column = new SampleColumn(0);
        boolean integer = random.nextBoolean();
        boolean gauge = random.nextBoolean();
        boolean custom = random.nextBoolean();
        long time = 1_700_000_000_000L;
        Histogram h = layout(random, integer, gauge, custom);
        for (int i = 0; i < size; i++) {
            column.add(time, h);
            time += 15_000 + random.nextInt(3);
            h =
                    switch (random.nextInt(40)) {
                        case 0 -> layout(random, integer, gauge, custom);
                        case 1 -> marker(integer);
                        default ->
                                SampleValues.isStale(h.sum())
                                        ? layout(random, integer, gauge, custom)
                                        : grown(random, h);
                    };
        }
        return column;
    }

    private static Histogram layout(Random random, boolean integer, boolean gauge, boolean custom) {
        int[] positive = spans(random, custom);
        int[] negative = custom ? new int[0] : spans(random, false);
        double[] bounds = new double[custom ? 40 : 0];
        for (int i = 0; i < bounds.length; i++) {
            bounds[i] = random.nextBoolean() ? i * 0.125 : i + 1 / 3.0;
        }
        double[] thresholds = {0, Math.scalb(1.0, -128), 1e-3, 1, -0.0};
        return new Histogram(
                integer,
                gauge ? ResetHint.GAUGE : ResetHint.UNKNOWN,
                custom ? Histogram.CUSTOM_BUCKETS_SCHEMA : random.nextInt(13) - 4,
                custom ? 0 : thresholds[random.nextInt(thresholds.length)],
                integer ? random.nextInt(100) : random.nextDouble(),
                integer ? 1_000_000_000 : 1e9 + random.nextDouble(),
                random.nextGaussian(),
                positive,
                buckets(random, positive, integer),
                negative,
                buckets(random, negative, integer),
                bounds,
                0);
    }

    private static int[] spans(Random random, boolean custom) {
        int[] spans = new int[2 * random.nextInt(4)];
        for (int i = 0; i < spans.length; i += 2) {
            spans[i] = i == 0 && !custom ? random.nextInt(200) - 100 : random.nextInt(6);
            spans[i + 1] = random.nextInt(5);
        }
        return spans;
    }

    private static double[] buckets(Random random, int[] spans, boolean integer) {
        int count = 0;
        for (int i = 1; i < spans.length; i += 2) {
            count += spans[i];
        }
        double[] buckets = new double[count];
        for (int i = 0; i < count; i++) {
            buckets[i] = integer ? random.nextInt(1 << random.nextInt(30)) : random.nextDouble();
        }
        return buckets;
    }

    private static Histogram grown(Random random, Histogram h) {
        double[] positive = h.positiveBuckets().clone();
        double[] negative = h.negativeBuckets().clone();
        double more = 0;
        for (double[] buckets : List.of(positive, negative)) {
            for (int i = 0; i < buckets.length; i++) {
                double added = h.integer() ? random.nextInt(100) : random.nextDouble();
                buckets[i] += added;
                more += added;
            }
        }
        return new Histogram(
                h.integer(),
                h.resetHint(),
                h.schema(),
                h.zeroThreshold(),
                h.zeroCount(),
                h.count() + more,
                h.sum() + random.nextInt(5),
                h.positiveSpans(),
                positive,
                h.negativeSpans(),
                negative,
                h.customBounds(),
                0);
    }

    /** A staleness marker of a series of histograms. */
    public static Histogram marker(boolean integer) {
        return new Histogram(
                integer,
                ResetHint.UNKNOWN,
                0,
                0,
                0,
                0,
                SampleValues.STALE_NAN,
                new int[0],
                new double[0],
                new int[0],
                new double[0],
                new double[0],
                0);
    }

    /** Fails unless both have the same rows bit for bit; hints of counters do not count. */
    public static void assertSame(SampleColumn expected, SampleColumn actual) {
        assertEquals(rows(expected), rows(actual));
    }

    private static List<String> rows(SampleColumn column) {
        List<String> rows = new ArrayList<>();
        for (int i = 0; i < column.size; i++) {
            Histogram h = column.histogram(i);
            long start = column.startTimes == null ? 0 : column.startTimes[i];
            rows.add(
                    column.times[i]
                            + " from "
                            + start
                            + " "
                            + (h == null
                                    ? Long.toHexString(Double.doubleToRawLongBits(column.values[i]))
                                    : text(h)));
        }
        return rows;
    }

    private static String text(Histogram h) {
        boolean gauge = h.resetHint() == ResetHint.GAUGE;
        StringBuilder text = new StringBuilder(gauge ? "gauge " : "counter ");
        text.append(h.integer()).append(' ').append(h.schema());
        for (double number : new double[] {h.zeroThreshold(), h.zeroCount(), h.count(), h.sum()}) {
            bits(text, number);
        }
        for (int[] spans : List.of(h.positiveSpans(), h.negativeSpans())) {
            text.append(Arrays.toString(spans));
        }
        for (double[] numbers :
                List.of(h.positiveBuckets(), h.negativeBuckets(), h.customBounds())) {
            text.append('[');
            for (double number : numbers) {
                bits(text, number);
            }
            text.append(']');
        }
        return text.append(h.startTimeMillis()).toString();
    }

    private static void bits(StringBuilder text, double number) {
        text.append(' ').append(Long.toHexString(Double.doubleToRawLongBits(number)));
    }
}
