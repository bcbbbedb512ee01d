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

    /**
     * One with custom buckets, from the series of a classic histogram.
     *
     * @param bounds ascending and finite; what is beyond the last one is in a bucket of its own
     * @param below observations up to each bound; more than there are bounds do not matter
     */
    public static Histogram ofClassic(
            boolean integer,
            ResetHint hint,
            double[] bounds,
            double[] below,
            double count,
            double sum,
            long startTimeMillis) {
        double[] buckets = new double[bounds.length + 1];
        double before = 0;
        for (int i = 0; i < bounds.length; i++) {
            buckets[i] = below[i] - before;
            before = below[i];
        }
        buckets[bounds.length] = count - before;
        return new Histogram(
                integer,
                hint,
                CUSTOM_BUCKETS_SCHEMA,
                0,
                0,
                count,
                sum,
                new int[] {0, buckets.length},
                buckets,
                new int[0],
                new double[0],
                bounds,
                startTimeMillis);
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

    /**
     * The same observations in a schema that is not finer: neighbours become one bucket. Itself
     * when it is that coarse already, or when its buckets are custom.
     */
    public Histogram inSchema(int coarser) {
        if (coarser >= schema || schema == CUSTOM_BUCKETS_SCHEMA) {
            return this;
        }
        Side positive = Side.coarser(positiveSpans, positiveBuckets, schema - coarser);
        Side negative = Side.coarser(negativeSpans, negativeBuckets, schema - coarser);
        return new Histogram(
                integer,
                resetHint,
                coarser,
                zeroThreshold,
                zeroCount,
                count,
                sum,
                positive.spans,
                positive.buckets,
                negative.spans,
                negative.buckets,
                customBounds,
                startTimeMillis);
    }

    /** Buckets of one side. */
    private record Side(int[] spans, double[] buckets) {
        /** Those of a schema that is so many steps coarser. */
        static Side coarser(int[] spans, double[] buckets, int steps) {
            int[] newSpans = new int[2 * buckets.length];
            double[] newBuckets = new double[buckets.length];
            int spanEnd = 0;
            int size = 0;
            int index = 0;
            int next = 0;
            int bucket = 0;
            for (int span = 0; span + 1 < spans.length; span += 2) {
                index += spans[span];
                for (int i = 0; i < spans[span + 1]; i++, index++, bucket++) {
                    int merged = BucketBounds.coarser(index, steps, 0);
                    if (size > 0 && merged == next - 1) {
                        newBuckets[size - 1] += buckets[bucket];
                        continue;
                    }
                    if (size > 0 && merged == next) {
                        newSpans[spanEnd - 1]++;
                    } else {
                        newSpans[spanEnd++] = merged - next;
                        newSpans[spanEnd++] = 1;
                    }
                    newBuckets[size++] = buckets[bucket];
                    next = merged + 1;
                }
            }
            return new Side(Arrays.copyOf(newSpans, spanEnd), Arrays.copyOf(newBuckets, size));
        }
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
