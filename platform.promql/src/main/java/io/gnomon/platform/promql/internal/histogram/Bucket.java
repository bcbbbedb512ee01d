package io.gnomon.platform.promql.internal.histogram;

import io.gnomon.model.sample.Histogram;
import io.gnomon.model.text.GoNumbers;

import java.util.ArrayList;
import java.util.List;

/** A bucket of a native histogram with its borders. */
record Bucket(
        double lower, double upper, boolean lowerIncluded, boolean upperIncluded, double count) {
    /** All buckets from the most negative to the most positive, the zero bucket among them. */
    static List<Bucket> all(Histogram h) {
        Sparse negative = HistogramMath.negative(h);
        Sparse positive = HistogramMath.positive(h);
        List<Bucket> buckets = new ArrayList<>(negative.size() + positive.size() + 1);
        for (int i = negative.size() - 1; i >= 0; i--) {
            int index = negative.indexes[i];
            buckets.add(
                    new Bucket(
                            -Bounds.upper(h, index),
                            -Bounds.lower(h, index),
                            true,
                            false,
                            negative.counts[i]));
        }
        if (h.zeroCount() > 0) {
            buckets.add(zero(h));
        }
        for (int i = 0; i < positive.size(); i++) {
            int index = positive.indexes[i];
            double lower = Bounds.lower(h, index);
            buckets.add(
                    new Bucket(
                            lower,
                            Bounds.upper(h, index),
                            Double.isInfinite(lower),
                            true,
                            positive.counts[i]));
        }
        return buckets;
    }

    static Bucket zero(Histogram h) {
        return new Bucket(-h.zeroThreshold(), h.zeroThreshold(), true, true, h.zeroCount());
    }

    boolean isPositive() {
        return lower > 0;
    }

    /** Whether values in it are spread linearly: the zero bucket. */
    boolean holdsZero() {
        return lower <= 0 && upper >= 0;
    }

    /**
     * The bucket as it is when nothing of the other sign was observed: the zero bucket of a
     * histogram with positive buckets only begins at 0.
     */
    Bucket oneSided(Histogram h) {
        if (HistogramMath.isCustom(h) || !(lower < 0 && upper > 0)) {
            return this;
        }
        boolean positives = h.positiveBuckets().length > 0;
        boolean negatives = h.negativeBuckets().length > 0;
        return positives == negatives
                ? this
                : new Bucket(
                        positives ? 0 : lower,
                        positives ? upper : 0,
                        lowerIncluded,
                        upperIncluded,
                        count);
    }

    /** {@code (1,2]:3}. */
    String text() {
        return (lowerIncluded ? "[" : "(")
                + GoNumbers.shortest(lower)
                + ","
                + GoNumbers.shortest(upper)
                + (upperIncluded ? "]" : ")")
                + ":"
                + GoNumbers.shortest(count);
    }
}
