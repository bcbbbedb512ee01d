package io.gnomon.platform.promql.internal.histogram;

import io.gnomon.model.sample.Histogram;
import io.gnomon.model.text.GoNumbers;
import io.gnomon.platform.promql.internal.run.Kahan;

import org.jspecify.annotations.Nullable;

import java.util.List;

/**
 * What a native histogram tells of the values observed. Within a bucket the values are taken to be
 * spread evenly: on a linear scale in the zero bucket and in custom buckets, on a logarithmic one
 * in exponential buckets.
 */
public final class NativeEstimates {
    private NativeEstimates() {}

    /** An estimate and what the user should know of it. */
    public record Estimate(double value, NaNs nans) {}

    /** What observations of NaN, which are in no bucket, did to an estimate. */
    public enum NaNs {
        NONE,
        SKEWED,
        RESULT
    }

    public static Estimate quantile(double q, Histogram h) {
        if (q < 0) {
            return new Estimate(Double.NEGATIVE_INFINITY, NaNs.NONE);
        }
        if (q > 1) {
            return new Estimate(Double.POSITIVE_INFINITY, NaNs.NONE);
        }
        List<Bucket> buckets = Bucket.all(h);
        if (h.count() == 0 || Double.isNaN(q) || buckets.isEmpty()) {
            boolean nan = Double.isNaN(h.sum()) && h.count() > 0 && !Double.isNaN(q);
            return new Estimate(Double.NaN, nan ? NaNs.RESULT : NaNs.NONE);
        }
        // Counted from the nearer end; with NaNs, which lie above all buckets, from the lower one.
        boolean forward = Double.isNaN(h.sum()) || q < 0.5;
        double rank = (forward ? q : 1 - q) * h.count();
        double count = 0;
        Bucket bucket = buckets.getFirst();
        for (Bucket b : forward ? buckets : buckets.reversed()) {
            bucket = b;
            if (b.count() != 0) {
                count += b.count();
                if (count >= rank) {
                    break;
                }
            }
        }
        Double bound = bucketWithoutWidth(h, bucket);
        if (bound != null && !(Double.isNaN(h.sum()) && count < rank)) {
            return new Estimate(bound, NaNs.NONE);
        }
        if (HistogramMath.isCustom(h) && Double.isInfinite(bucket.lower())) {
            bucket = new Bucket(0, bucket.upper(), true, true, bucket.count());
        }
        count = Math.min(count, h.count());
        if (count < rank) {
            return Double.isNaN(h.sum())
                    ? new Estimate(Double.NaN, NaNs.RESULT)
                    : new Estimate(bucket.upper(), NaNs.NONE);
        }
        rank = forward ? rank - (count - bucket.count()) : count - rank;
        return new Estimate(
                at(h, bucket.oneSided(h), rank / bucket.count()),
                hasNaNs(h, buckets) ? NaNs.SKEWED : NaNs.NONE);
    }

    /** The finite border of a custom bucket that has only one; else null. */
    private static @Nullable Double bucketWithoutWidth(Histogram h, Bucket bucket) {
        if (!HistogramMath.isCustom(h)) {
            return null;
        }
        if (bucket.lower() == Double.NEGATIVE_INFINITY) {
            return bucket.upper() <= 0 ? bucket.upper() : null;
        }
        return bucket.upper() == Double.POSITIVE_INFINITY ? bucket.lower() : null;
    }

    private static double at(Histogram h, Bucket b, double fraction) {
        if (HistogramMath.isCustom(h) || b.holdsZero()) {
            return b.lower() + (b.upper() - b.lower()) * fraction;
        }
        double logLower = log2(Math.abs(b.lower()));
        double logUpper = log2(Math.abs(b.upper()));
        return b.isPositive()
                ? Math.pow(2, logLower + (logUpper - logLower) * fraction)
                : -Math.pow(2, logUpper + (logLower - logUpper) * (1 - fraction));
    }

    private static boolean hasNaNs(Histogram h, List<Bucket> buckets) {
        return Double.isNaN(h.sum())
                && h.count() > buckets.stream().mapToDouble(Bucket::count).sum();
    }

    /** The share of observations between two values. */
    public static Estimate fraction(double lower, double upper, Histogram h) {
        if (h.count() == 0 || Double.isNaN(lower) || Double.isNaN(upper)) {
            return new Estimate(Double.NaN, NaNs.NONE);
        }
        List<Bucket> buckets = Bucket.all(h);
        NaNs nans = hasNaNs(h, buckets) ? NaNs.SKEWED : NaNs.NONE;
        if (lower >= upper) {
            return new Estimate(0, nans);
        }
        double total = buckets.stream().mapToDouble(Bucket::count).sum();
        double share =
                (rank(upper, h, buckets, total) - rank(lower, h, buckets, total)) / h.count();
        return new Estimate(share, nans);
    }

    /** How many observations are below a value. */
    private static double rank(double value, Histogram h, List<Bucket> buckets, double total) {
        double rank = 0;
        for (Bucket bucket : buckets) {
            boolean zero = bucket.holdsZero();
            Bucket b = finite(bucket.oneSided(h));
            if (b.lower() >= value) {
                return Math.min(rank, total);
            }
            if (b.upper() > value) {
                boolean linear = HistogramMath.isCustom(h) || zero;
                if (linear && Double.isInfinite(b.lower())) {
                    return Math.min(b.count(), total);
                }
                double share =
                        linear
                                ? (value - b.lower()) / (b.upper() - b.lower())
                                : logarithmic(value, b);
                return Math.min(rank + b.count() * share, total);
            }
            rank += b.count();
        }
        return total;
    }

    /** A custom bucket from minus infinity to a positive bound is taken to begin at 0. */
    private static Bucket finite(Bucket b) {
        return Double.isInfinite(b.lower()) && b.upper() > 0 && Double.isFinite(b.upper())
                ? new Bucket(0, b.upper(), true, true, b.count())
                : b;
    }

    static double logarithmic(double value, Bucket b) {
        double logLower = log2(Math.abs(b.lower()));
        double logUpper = log2(Math.abs(b.upper()));
        double log = log2(Math.abs(value));
        return value > 0
                ? (log - logLower) / (logUpper - logLower)
                : 1 - (log - logUpper) / (logLower - logUpper);
    }

    /** The variance, each value taken to be at the middle of its bucket. */
    public static double variance(Histogram h) {
        double mean = h.sum() / h.count();
        Kahan squares = new Kahan();
        for (Bucket b : Bucket.all(h)) {
            if (b.count() != 0) {
                double delta = middle(h, b) - mean;
                squares.add(b.count() * delta * delta);
            }
        }
        return (squares.sum() + squares.compensation()) / h.count();
    }

    private static double middle(Histogram h, Bucket b) {
        if (HistogramMath.isCustom(h)) {
            return (b.upper() + b.lower()) / 2;
        }
        if (b.holdsZero()) {
            return 0;
        }
        double middle = Math.sqrt(b.upper() * b.lower());
        return b.upper() < 0 ? -middle : middle;
    }

    private static double log2(double x) {
        return Math.log(x) / Math.log(2);
    }

    /** {@code {count:3, sum:4, (1,2]:3}}. */
    public static String text(Histogram h) {
        StringBuilder out =
                new StringBuilder("{count:")
                        .append(GoNumbers.shortest(h.count()))
                        .append(", sum:")
                        .append(GoNumbers.shortest(h.sum()));
        for (Bucket b : Bucket.all(h)) {
            if (b.count() != 0) {
                out.append(", ").append(b.text());
            }
        }
        return out.append('}').toString();
    }
}
