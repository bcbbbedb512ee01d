package io.gnomon.platform.promql.internal.histogram;

import io.gnomon.model.sample.Histogram;
import io.gnomon.model.sample.Histogram.ResetHint;
import io.gnomon.model.sample.SampleColumn;

/**
 * Fills in what a series does not say about its counter resets by comparing each histogram with the
 * one before. Prometheus does so where only counts and sums are of interest, as in {@code
 * histogram_count(sum(x))}, and its answers have warnings that follow from it.
 */
public final class DetectedResets {
    private DetectedResets() {}

    /** The same samples with the hints that could be found out; the column itself without such. */
    public static SampleColumn in(SampleColumn samples) {
        if (samples.histograms == null) {
            return samples;
        }
        SampleColumn copy = samples.copy();
        Histogram before = null;
        for (int row = 0; row < samples.size; row++) {
            Histogram now = samples.histogram(row);
            if (now != null) {
                if (now.resetHint() == ResetHint.UNKNOWN
                        && before != null
                        && copy.histograms != null) {
                    boolean reset = HistogramMath.isReset(now, before);
                    copy.histograms[row] =
                            HistogramMath.withHint(
                                    now, reset ? ResetHint.RESET : ResetHint.NO_RESET);
                }
                before = now;
            }
        }
        return copy;
    }
}
