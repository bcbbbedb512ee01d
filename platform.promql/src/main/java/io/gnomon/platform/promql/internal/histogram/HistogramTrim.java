package io.gnomon.platform.promql.internal.histogram;

import io.gnomon.model.sample.Histogram;

/**
 * The operators {@code </} and {@code >/}: what is left of a native histogram when the observations
 * above or below a limit are taken away. A bucket that the limit cuts is split by interpolation.
 * The sum is estimated anew from the middles of what is left, unless nothing was taken.
 *
 * <p>A custom bucket from minus infinity to a positive bound is taken to begin at 0; of the other
 * buckets without end only the border is known.
 */
public final class HistogramTrim {
    private final boolean keepLower;
    private final double limit;
    private final Histogram histogram;
    private final boolean custom;

    private double keptCount;
    private double keptSum;
    private boolean changed;

    private HistogramTrim(Histogram histogram, double limit, boolean keepLower) {
        this.histogram = histogram;
        this.limit = limit;
        this.keepLower = keepLower;
        this.custom = HistogramMath.isCustom(histogram);
    }

    /**
     * What is left.
     *
     * @param keepLower true: observations above the limit go; false: those below
     */
    public static Histogram trim(Histogram h, double limit, boolean keepLower) {
        return new HistogramTrim(h, limit, keepLower).result();
    }

    private Histogram result() {
        double[] positive = side(HistogramMath.positive(histogram), false);
        double[] negative = side(HistogramMath.negative(histogram), true);
        double zero = histogram.zeroCount();
        if (zero > 0) {
            Bucket bucket = Bucket.zero(histogram).oneSided(histogram);
            zero = keep(bucket, true);
        }
        if (!changed) {
            return histogram;
        }
        return HistogramMath.compact(
                new Histogram(
                        false,
                        histogram.resetHint(),
                        histogram.schema(),
                        histogram.zeroThreshold(),
                        zero,
                        keptCount,
                        keptSum,
                        histogram.positiveSpans(),
                        positive,
                        histogram.negativeSpans(),
                        negative,
                        histogram.customBounds(),
                        histogram.startTimeMillis()));
    }

    private double[] side(Sparse side, boolean mirrored) {
        double[] kept = side.counts.clone();
        for (int i = 0; i < side.size(); i++) {
            if (kept[i] != 0) {
                double lower = Bounds.lower(histogram, side.indexes[i]);
                double upper = Bounds.upper(histogram, side.indexes[i]);
                Bucket b =
                        mirrored
                                ? new Bucket(-upper, -lower, true, false, kept[i])
                                : new Bucket(lower, upper, false, true, kept[i]);
                kept[i] = keep(b, custom);
            }
        }
        return kept;
    }

    /** How much of a bucket stays. */
    private double keep(Bucket b, boolean linear) {
        if (Double.isInfinite(b.lower()) || Double.isInfinite(b.upper())) {
            return keepOfEndless(b);
        }
        double from = keepLower ? b.lower() : Math.max(b.lower(), limit);
        double to = keepLower ? Math.min(b.upper(), limit) : b.upper();
        if (to < from || (to == from && b.lower() < b.upper())) {
            return kept(b, 0, 0);
        }
        double share = 1;
        if (from > b.lower() || to < b.upper()) {
            double below =
                    linear
                            ? (limit - b.lower()) / (b.upper() - b.lower())
                            : NativeEstimates.logarithmic(limit, b);
            share = keepLower ? below : 1 - below;
        }
        return kept(b, b.count() * share, middle(from, to, linear));
    }

    private double keepOfEndless(Bucket b) {
        if (Double.isInfinite(limit)) {
            boolean all = keepLower == (limit > 0);
            double border = Double.isInfinite(b.lower()) ? b.upper() : b.lower();
            return kept(b, all ? b.count() : 0, Double.isInfinite(border) ? 0 : border);
        }
        if (Double.isInfinite(b.lower()) && Double.isInfinite(b.upper())) {
            return kept(b, 0, 0);
        }
        if (Double.isInfinite(b.upper())) {
            return keepLower ? kept(b, 0, 0) : kept(b, b.count(), Math.max(limit, b.lower()));
        }
        if (b.upper() <= 0) {
            return keepLower ? kept(b, b.count(), Math.min(limit, b.upper())) : kept(b, 0, 0);
        }
        if (!keepLower && limit < 0) {
            return kept(b, 0, 0);
        }
        return keep(new Bucket(0, b.upper(), true, true, b.count()), true);
    }

    private double kept(Bucket b, double count, double middle) {
        changed |= count != b.count();
        keptCount += count;
        keptSum += count == 0 ? 0 : count * middle;
        return count;
    }

    private static double middle(double lower, double upper, boolean linear) {
        if (linear) {
            return (lower + upper) / 2;
        }
        double middle = Math.sqrt(Math.abs(lower) * Math.abs(upper));
        return upper <= 0 ? -middle : middle;
    }
}
