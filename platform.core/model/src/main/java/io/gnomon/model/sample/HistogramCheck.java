package io.gnomon.model.sample;

import io.gnomon.model.text.GoNumbers;

/**
 * What a native histogram that comes from outside must be like, so that the store and queries can
 * rely on it. The rules are Prometheus's (model/histogram/histogram.go, Validate).
 */
public final class HistogramCheck {
    private static final int COARSEST = -4;
    private static final int FINEST = 8;

    /** Schemas up to here may be used by a sender of the future. */
    private static final int FINEST_RESERVED = 52;

    private HistogramCheck() {}

    /** The histogram in a schema that the store keeps: what is finer than 8 is made coarser. */
    public static Histogram storable(Histogram h) {
        return h.schema() > FINEST && h.schema() <= FINEST_RESERVED ? h.inSchema(FINEST) : h;
    }

    /** What is wrong with it, a part of a sentence; empty when it is right. */
    public static String problem(Histogram h) {
        boolean custom = h.schema() == Histogram.CUSTOM_BUCKETS_SCHEMA;
        if (!custom && (h.schema() < COARSEST || h.schema() > FINEST)) {
            return "a histogram has the schema " + h.schema() + ", not one from -4 to 8 or -53";
        }
        String bounds = custom ? customProblem(h) : "";
        if (!bounds.isEmpty()) {
            return bounds;
        }
        if (!custom && h.customBounds().length > 0) {
            return "a histogram with exponential buckets has custom bounds";
        }
        if (!fit(h.positiveSpans(), h.positiveBuckets())
                || !fit(h.negativeSpans(), h.negativeBuckets())) {
            return "the spans of a histogram do not fit its buckets";
        }
        if (h.count() < 0 || h.zeroCount() < 0 || hasNegative(h)) {
            return "a bucket of a histogram has less than no observation";
        }
        return h.integer() ? countProblem(h) : "";
    }

    /** A gap before another span is not negative, and each bucket has its place. */
    private static boolean fit(int[] spans, double[] buckets) {
        long places = 0;
        for (int i = 0; i < spans.length; i += 2) {
            if (spans[i + 1] < 0 || (i > 0 && spans[i] < 0)) {
                return false;
            }
            places += spans[i + 1];
        }
        return places == buckets.length;
    }

    private static String customProblem(Histogram h) {
        double before = Double.NEGATIVE_INFINITY;
        for (double bound : h.customBounds()) {
            if (!(bound > before) || bound == Double.POSITIVE_INFINITY) {
                return "the bounds of a histogram are not finite and ascending";
            }
            before = bound;
        }
        if (h.zeroCount() != 0 || h.zeroThreshold() != 0 || h.negativeBuckets().length > 0) {
            return "a histogram with custom bounds has a zero bucket or negative ones";
        }
        long end = 0;
        for (int part : h.positiveSpans()) {
            end += part;
        }
        return end > h.customBounds().length + 1
                ? "a histogram has more buckets than its custom bounds make"
                : "";
    }

    private static boolean hasNegative(Histogram h) {
        return hasNegative(h.positiveBuckets()) || hasNegative(h.negativeBuckets());
    }

    private static boolean hasNegative(double[] buckets) {
        for (double bucket : buckets) {
            if (bucket < 0) {
                return true;
            }
        }
        return false;
    }

    /** Observations that are no numbers are counted, and are in no bucket; then the sum is NaN. */
    private static String countProblem(Histogram h) {
        double inBuckets = h.zeroCount() + sum(h.positiveBuckets()) + sum(h.negativeBuckets());
        boolean right = Double.isNaN(h.sum()) ? inBuckets <= h.count() : inBuckets == h.count();
        return right
                ? ""
                : "a histogram counts %s observations and its buckets %s"
                        .formatted(GoNumbers.plain(h.count()), GoNumbers.plain(inBuckets));
    }

    private static double sum(double[] buckets) {
        double sum = 0;
        for (double bucket : buckets) {
            sum += bucket;
        }
        return sum;
    }
}
