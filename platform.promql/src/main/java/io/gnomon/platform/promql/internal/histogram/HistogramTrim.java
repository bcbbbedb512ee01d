package io.gnomon.platform.promql.internal.histogram;

import io.gnomon.model.sample.Histogram;

/**
 * The operators {@code </} and {@code >/}: what is left of a native histogram when the observations
 * above or below a value are taken away. A bucket that the value cuts is split by interpolation; of
 * a bucket without end nothing is left.
 */
public final class HistogramTrim {
    private final boolean keepLower;
    private final double limit;
    private final Histogram histogram;

    private double keptCount;
    private double removedSum;
    private boolean anyPositive;
    private boolean anyNegative;

    private HistogramTrim(Histogram histogram, double limit, boolean keepLower) {
        this.histogram = histogram;
        this.limit = limit;
        this.keepLower = keepLower;
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
            double below = below(Bucket.zero(histogram), true);
            zero = keepLower ? below : zero - below;
            keptCount += zero;
        }
        double sum = keptCount == 0 ? 0 : histogram.sum() - removedSum;
        if ((!anyNegative && sum < 0) || (!anyPositive && sum > 0)) {
            sum = 0;
        }
        return HistogramMath.compact(
                new Histogram(
                        false,
                        histogram.resetHint(),
                        histogram.schema(),
                        histogram.zeroThreshold(),
                        zero,
                        keptCount,
                        sum,
                        histogram.positiveSpans(),
                        positive,
                        histogram.negativeSpans(),
                        negative,
                        histogram.customBounds(),
                        histogram.startTimeMillis()));
    }

    private double[] side(Sparse side, boolean mirrored) {
        double[] kept = side.counts.clone();
        boolean custom = HistogramMath.isCustom(histogram);
        for (int i = 0; i < side.size(); i++) {
            if (kept[i] == 0) {
                continue;
            }
            double lower = Bounds.lower(histogram, side.indexes[i]);
            double upper = Bounds.upper(histogram, side.indexes[i]);
            Bucket b =
                    mirrored
                            ? new Bucket(-upper, -lower, true, false, kept[i])
                            : new Bucket(lower, upper, false, true, kept[i]);
            anyNegative |= mirrored || (custom && (b.upper() <= 0 || b.lower() < 0));
            anyPositive |= !mirrored && !(custom && b.upper() <= 0);
            kept[i] = keep(b, custom);
            keptCount += kept[i];
        }
        return kept;
    }

    private double keep(Bucket b, boolean custom) {
        boolean whole = keepLower ? b.upper() <= limit : b.lower() >= limit;
        if (whole) {
            return b.count();
        }
        boolean cut = keepLower ? b.lower() < limit : b.upper() > limit;
        if (Double.isInfinite(b.lower()) || Double.isInfinite(b.upper())) {
            return keepOfEndless(b, cut);
        }
        if (!cut) {
            removedSum += b.count() * middle(b.lower(), b.upper(), custom);
            return 0;
        }
        double below = below(b, custom);
        double kept = keepLower ? below : b.count() - below;
        double middle =
                keepLower ? middle(limit, b.upper(), custom) : middle(b.lower(), limit, custom);
        removedSum += (b.count() - kept) * middle;
        return kept;
    }

    private double keepOfEndless(Bucket b, boolean cut) {
        boolean fromZero =
                Double.isInfinite(b.lower())
                        && limit >= 0
                        && b.upper() > limit
                        && Double.isFinite(b.upper());
        if (cut && fromZero) {
            double below = b.count() * limit / b.upper();
            double kept = keepLower ? below : b.count() - below;
            removedSum += (b.count() - kept) * (keepLower ? (limit + b.upper()) / 2 : limit / 2);
            return kept;
        }
        removedSum += b.count() * (Double.isInfinite(b.lower()) ? b.upper() : b.lower());
        return 0;
    }

    /** How much of a finite bucket lies below the limit. */
    private double below(Bucket b, boolean linear) {
        if (limit <= b.lower()) {
            return 0;
        }
        if (limit >= b.upper()) {
            return b.count();
        }
        return b.count()
                * (linear
                        ? (limit - b.lower()) / (b.upper() - b.lower())
                        : NativeEstimates.logarithmic(limit, b));
    }

    private static double middle(double lower, double upper, boolean linear) {
        if (linear) {
            return (lower + upper) / 2;
        }
        double middle = Math.sqrt(Math.abs(lower) * Math.abs(upper));
        return upper <= 0 ? -middle : middle;
    }
}
