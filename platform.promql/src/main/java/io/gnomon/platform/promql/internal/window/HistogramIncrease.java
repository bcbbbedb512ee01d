package io.gnomon.platform.promql.internal.window;

import io.gnomon.model.sample.Histogram;
import io.gnomon.model.sample.Histogram.ResetHint;
import io.gnomon.platform.promql.internal.histogram.HistogramMath;
import io.gnomon.platform.promql.internal.histogram.IncompatibleHistograms;
import io.gnomon.platform.promql.internal.histogram.SeriesArithmetic;

import org.jspecify.annotations.Nullable;

/** The increase of a native histogram over a window that has only histograms, not extrapolated. */
final class HistogramIncrease {
    private final WindowInput in;
    private final SeriesArithmetic arithmetic;
    private final boolean counter;
    private final long @Nullable [] starts;

    HistogramIncrease(WindowInput in, boolean counter) {
        this.in = in;
        this.arithmetic = in.arithmetic();
        this.counter = counter;
        this.starts = in.startTimes();
    }

    /** Null when the histograms of the window, at least two, do not fit together. */
    @Nullable Histogram over(int from, int to) {
        try {
            return difference(from, to);
        } catch (IncompatibleHistograms e) {
            arithmetic.warnOfSchemas();
            return null;
        }
    }

    private Histogram difference(int from, int to) throws IncompatibleHistograms {
        Histogram first = in.histogram(from);
        Histogram last = in.histogram(to - 1);
        remarkHints(from, to, first, last);
        Histogram before = first;
        if (counter && reset(from + 1, first)) {
            // The first one does not count then, so its buckets need not fit the others.
            before = HistogramMath.emptyLike(in.histogram(from + 1));
        }
        int schema = Math.min(last.schema(), before.schema());
        for (int row = from + 1; row < to - 1 && counter; row++) {
            schema = Math.min(schema, in.histogram(row).schema());
            if (HistogramMath.isCustom(in.histogram(row)) != HistogramMath.isCustom(before)) {
                throw new IncompatibleHistograms();
            }
        }
        if (HistogramMath.isCustom(last) != HistogramMath.isCustom(before)) {
            throw new IncompatibleHistograms();
        }
        Histogram result = arithmetic.subtract(last.inSchema(schema), before);
        for (int row = from + 1; row < to && counter; row++) {
            if (reset(row, before)) {
                result = arithmetic.add(result, before);
            }
            before = in.histogram(row);
        }
        if (counter) {
            CounterResets.warnOfOverlap(in, starts, from, to);
        }
        return HistogramMath.compact(result.withHint(ResetHint.GAUGE));
    }

    private boolean reset(int row, Histogram before) {
        return (starts != null && CounterResets.byStartTime(in.samples(), row))
                || HistogramMath.isReset(in.histogram(row), before);
    }

    private void remarkHints(int from, int to, Histogram first, Histogram last) {
        if (!counter) {
            if (first.resetHint() != ResetHint.GAUGE || last.resetHint() != ResetHint.GAUGE) {
                arithmetic.warnNotGauge();
            }
            return;
        }
        for (int row = from; row < to; row++) {
            if (in.histogram(row).resetHint() == ResetHint.GAUGE) {
                arithmetic.warnNotCounter();
                return;
            }
        }
    }
}
