package io.gnomon.platform.memory.notation;

import io.gnomon.model.sample.Histogram;
import io.gnomon.model.sample.SampleValues;

import org.jspecify.annotations.Nullable;

import java.util.Arrays;
import java.util.Map;

/**
 * A value in a script: nothing, a float or a histogram.
 *
 * @param hintGiven whether the script says what the counter reset hint is
 */
public record Point(
        boolean present, double value, @Nullable Histogram histogram, boolean hintGiven) {
    private static final double TOLERANCE = 1e-6;

    public static final Point NONE = new Point(false, 0, null, false);

    public static Point of(double value) {
        return new Point(true, value, null, false);
    }

    /** Whether another is the same up to the last digits, empty buckets aside. */
    public boolean same(Point actual) {
        Histogram e = histogram();
        Histogram a = actual.histogram();
        if (e == null || a == null) {
            return e == null && a == null && same(value(), actual.value());
        }
        return e.schema() == a.schema()
                && e.zeroThreshold() == a.zeroThreshold()
                && Arrays.equals(e.customBounds(), a.customBounds())
                && same(e.zeroCount(), a.zeroCount())
                && same(e.count(), a.count())
                && same(e.sum(), a.sum())
                && sameBuckets(
                        HistogramNotation.buckets(e.positiveSpans(), e.positiveBuckets()),
                        HistogramNotation.buckets(a.positiveSpans(), a.positiveBuckets()))
                && sameBuckets(
                        HistogramNotation.buckets(e.negativeSpans(), e.negativeBuckets()),
                        HistogramNotation.buckets(a.negativeSpans(), a.negativeBuckets()))
                && (!hintGiven() || e.resetHint() == a.resetHint());
    }

    private static boolean sameBuckets(Map<Integer, Double> expected, Map<Integer, Double> actual) {
        expected.values().removeIf(count -> count == 0);
        actual.values().removeIf(count -> count == 0);
        return expected.keySet().equals(actual.keySet())
                && expected.entrySet().stream()
                        .allMatch(e -> same(e.getValue(), actual.getOrDefault(e.getKey(), 0.0)));
    }

    /** Equal up to the last digits; a staleness marker equals only another. */
    public static boolean same(double expected, double actual) {
        if (Double.isNaN(expected) || Double.isNaN(actual)) {
            return Double.isNaN(expected)
                    && Double.isNaN(actual)
                    && SampleValues.isStale(expected) == SampleValues.isStale(actual);
        }
        if (expected == actual) {
            return true;
        }
        double difference = Math.abs(expected - actual);
        double size = Math.abs(expected) + Math.abs(actual);
        if (expected == 0 || actual == 0 || size < Double.MIN_NORMAL) {
            return difference < TOLERANCE * Double.MIN_NORMAL;
        }
        return difference / Math.min(size, Double.MAX_VALUE) < TOLERANCE;
    }

    @Override
    public String toString() {
        return present ? histogram == null ? String.valueOf(value) : histogram.toString() : "_";
    }
}
