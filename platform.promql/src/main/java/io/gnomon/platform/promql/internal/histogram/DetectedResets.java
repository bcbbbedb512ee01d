package io.gnomon.platform.promql.internal.histogram;

import io.gnomon.model.sample.Histogram;
import io.gnomon.model.sample.Histogram.ResetHint;
import io.gnomon.model.sample.SampleColumn;

import org.jspecify.annotations.Nullable;

/**
 * What is left of a series of which only counts and sums are of interest, as in {@code
 * histogram_count(sum(x))}: histograms without buckets that say whether the counter was reset
 * before them, where that could be found out by comparing. Prometheus reads such series so, and the
 * warnings of its answers follow from it.
 */
public final class DetectedResets {
    private static final int[] NO_SPANS = {};
    private static final double[] NO_BUCKETS = {};

    private DetectedResets() {}

    /** The same column when it holds floats only. */
    public static SampleColumn in(SampleColumn samples) {
        if (samples.histograms == null) {
            return samples;
        }
        SampleColumn copy = samples.copy();
        Histogram before = null;
        for (int row = 0; row < samples.size; row++) {
            Histogram now = samples.histogram(row);
            if (now != null && copy.histograms != null) {
                copy.histograms[row] = counted(now, hint(now, before));
                before = now;
            }
        }
        return copy;
    }

    private static ResetHint hint(Histogram now, @Nullable Histogram before) {
        if (now.resetHint() != ResetHint.UNKNOWN || before == null) {
            return now.resetHint();
        }
        return HistogramMath.isReset(now, before) ? ResetHint.RESET : ResetHint.NO_RESET;
    }

    private static Histogram counted(Histogram h, ResetHint hint) {
        return new Histogram(
                h.integer(),
                hint,
                h.schema(),
                0,
                0,
                h.count(),
                h.sum(),
                NO_SPANS,
                NO_BUCKETS,
                NO_SPANS,
                NO_BUCKETS,
                h.customBounds(),
                h.startTimeMillis());
    }
}
