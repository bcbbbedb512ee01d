package io.gnomon.platform.promql.internal.histogram;

import io.gnomon.model.sample.BucketBounds;
import io.gnomon.model.sample.Histogram;

/**
 * Zero buckets of two histograms made equally wide.
 *
 * @param countA observations in the zero bucket of the first, then
 * @param countB observations in that of the second
 */
record ZeroBuckets(double threshold, double countA, double countB) {
    /**
     * A zero bucket that took in what lies within a wider threshold.
     *
     * @param threshold at least as wide as was asked for: it never cuts a populated bucket
     */
    record Widened(double threshold, double count) {}

    static ZeroBuckets reconcile(Histogram a, Histogram b) {
        Widened wideA = new Widened(a.zeroThreshold(), a.zeroCount());
        Widened wideB = new Widened(b.zeroThreshold(), b.zeroCount());
        // A threshold of NaN is not wider than any other.
        while (wideA.threshold > wideB.threshold || wideA.threshold < wideB.threshold) {
            if (wideA.threshold > wideB.threshold) {
                wideB = widen(b, wideA.threshold);
            } else {
                wideA = widen(a, wideB.threshold);
            }
        }
        return new ZeroBuckets(wideA.threshold, wideA.count, wideB.count);
    }

    static Widened widen(Histogram h, double wanted) {
        if (wanted == h.zeroThreshold()) {
            return new Widened(wanted, h.zeroCount());
        }
        double threshold = wanted;
        while (true) {
            Widened positive = swallow(h, HistogramMath.positive(h), threshold, h.zeroCount());
            Widened both =
                    swallow(h, HistogramMath.negative(h), positive.threshold, positive.count);
            if (!(both.threshold > positive.threshold)) {
                return both;
            }
            // A negative bucket made it wider, so the positive ones have to be looked at again.
            threshold = both.threshold;
        }
    }

    private static Widened swallow(Histogram h, Sparse side, double wanted, double start) {
        double count = start;
        for (int i = 0; i < side.size(); i++) {
            int index = side.indexes[i];
            if (BucketBounds.exponential(h.schema(), index - 1) >= wanted) {
                break;
            }
            count += side.counts[i];
            double upper = BucketBounds.exponential(h.schema(), index);
            if (upper > wanted) {
                return new Widened(side.counts[i] != 0 ? upper : wanted, count);
            }
        }
        return new Widened(wanted, count);
    }
}
