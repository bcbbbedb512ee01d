package io.gnomon.model.sample;

import java.util.Arrays;

/**
 * A native histogram. Buckets are absolute counts, whatever the wire carried; spans say where they
 * lie: {@code spans[2*i]} is the gap to the end of the span before (for the first one the index of
 * its first bucket), {@code spans[2*i+1]} its length. Schema -4 to 8 is exponential, -53 has custom
 * upper bounds in {@code customBounds}. The arrays are not copied: who passes them gives them away.
 *
 * @param integer the counts were whole numbers on the wire and are stored as such
 * @param startTimeMillis when counting began, 0 when unknown
 */
public record Histogram(
        boolean integer,
        ResetHint resetHint,
        int schema,
        double zeroThreshold,
        double zeroCount,
        double count,
        double sum,
        int[] positiveSpans,
        double[] positiveBuckets,
        int[] negativeSpans,
        double[] negativeBuckets,
        double[] customBounds,
        long startTimeMillis) {

    /** Schema of histograms with custom bucket bounds. */
    public static final int CUSTOM_BUCKETS_SCHEMA = -53;

    /** What the producer says about counter resets between the histogram before and this one. */
    public enum ResetHint {
        UNKNOWN,
        RESET,
        NO_RESET,
        GAUGE
    }

    /** The same with another hint; the arrays are shared. */
    public Histogram withHint(ResetHint other) {
        return new Histogram(
                integer,
                other,
                schema,
                zeroThreshold,
                zeroCount,
                count,
                sum,
                positiveSpans,
                positiveBuckets,
                negativeSpans,
                negativeBuckets,
                customBounds,
                startTimeMillis);
    }

    /** One of the same schema that has counted nothing yet, after a reset. */
    public Histogram empty() {
        return new Histogram(
                integer,
                ResetHint.RESET,
                schema,
                zeroThreshold,
                0,
                0,
                0,
                new int[0],
                new double[0],
                new int[0],
                new double[0],
                customBounds,
                0);
    }

    /** Equal bit for bit, NaN and -0.0 included. */
    @Override
    public boolean equals(Object o) {
        return o instanceof Histogram h
                && integer == h.integer
                && resetHint == h.resetHint
                && schema == h.schema
                && startTimeMillis == h.startTimeMillis
                && Arrays.equals(
                        new double[] {zeroThreshold, zeroCount, count, sum},
                        new double[] {h.zeroThreshold, h.zeroCount, h.count, h.sum})
                && Arrays.equals(positiveSpans, h.positiveSpans)
                && Arrays.equals(positiveBuckets, h.positiveBuckets)
                && Arrays.equals(negativeSpans, h.negativeSpans)
                && Arrays.equals(negativeBuckets, h.negativeBuckets)
                && Arrays.equals(customBounds, h.customBounds);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(
                new double[] {schema, zeroThreshold, zeroCount, count, sum, customBounds.length});
    }

    @Override
    public String toString() {
        return "{schema:"
                + schema
                + ", count:"
                + count
                + ", sum:"
                + sum
                + ", zero:"
                + zeroCount
                + ", positive:"
                + Arrays.toString(positiveBuckets)
                + ", negative:"
                + Arrays.toString(negativeBuckets)
                + "}";
    }
}
