package io.gnomon.platform.core.remote.internal.otlp;

import io.gnomon.model.sample.Histogram;
import io.gnomon.model.sample.Histogram.ResetHint;
import io.gnomon.model.sample.SampleValues;
import io.gnomon.platform.core.promformat.remote.OtlpPoint;

/** Native histograms from points of OTLP. */
final class NativeHistograms {
    private static final int LOWEST_SCHEMA = -4;
    private static final int HIGHEST_SCHEMA = 8;

    /** Where the sender says nothing; Prometheus's, too. */
    private static final double ZERO_THRESHOLD = 1e-128;

    private NativeHistograms() {}

    /**
     * From an exponential histogram; what is finer than the finest schema is made coarser.
     *
     * @param delta its counts are changes
     * @throws Untranslatable when it is coarser than the coarsest
     */
    static Histogram exponential(OtlpPoint point, boolean delta) throws Untranslatable {
        if (point.scale < LOWEST_SCHEMA) {
            throw new Untranslatable(
                    "cannot convert exponential to native histogram. Scale must be >= -4, was "
                            + point.scale);
        }
        int scaleDown = Math.min(31, Math.max(0, point.scale - HIGHEST_SCHEMA));
        Buckets positive =
                Buckets.exponential(point.positiveCounts, point.positiveOffset, scaleDown);
        Buckets negative =
                Buckets.exponential(point.negativeCounts, point.negativeOffset, scaleDown);
        return histogram(
                point,
                delta,
                Math.min(HIGHEST_SCHEMA, point.scale),
                point.zeroThreshold > 0 ? point.zeroThreshold : ZERO_THRESHOLD,
                positive,
                negative,
                new double[0]);
    }

    /** From a histogram with explicit bounds. */
    static Histogram custom(OtlpPoint point, boolean delta) {
        return histogram(
                point,
                delta,
                Histogram.CUSTOM_BUCKETS_SCHEMA,
                0,
                Buckets.custom(point.counts),
                new Buckets(new int[0], new double[0]),
                point.bounds.toArray());
    }

    /** Nothing is said about resets of counters, which is always safe. */
    private static Histogram histogram(
            OtlpPoint point,
            boolean delta,
            int schema,
            double zeroThreshold,
            Buckets positive,
            Buckets negative,
            double[] bounds) {
        return new Histogram(
                true,
                delta ? ResetHint.GAUGE : ResetHint.UNKNOWN,
                schema,
                zeroThreshold,
                schema == Histogram.CUSTOM_BUCKETS_SCHEMA ? 0 : point.zeroCount,
                point.isStale() ? 0 : point.count,
                point.isStale() ? SampleValues.STALE_NAN : point.hasSum ? point.sum : 0,
                positive.spans(),
                positive.counts(),
                negative.spans(),
                negative.counts(),
                bounds,
                point.startTimeMillis);
    }
}
