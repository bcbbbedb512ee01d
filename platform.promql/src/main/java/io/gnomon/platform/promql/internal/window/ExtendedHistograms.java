package io.gnomon.platform.promql.internal.window;

import io.gnomon.model.sample.Histogram;
import io.gnomon.model.sample.Histogram.ResetHint;
import io.gnomon.platform.promql.internal.histogram.HistogramMath;
import io.gnomon.platform.promql.internal.histogram.IncompatibleHistograms;
import io.gnomon.platform.promql.internal.histogram.SeriesArithmetic;

import org.jspecify.annotations.Nullable;

/** The increase of a native histogram over one anchored or smoothed window. */
final class ExtendedHistograms {
    private final WindowInput in;
    private final SeriesArithmetic arithmetic;
    private final boolean counter;
    private final boolean smoothed;

    ExtendedHistograms(WindowInput in, boolean counter, boolean smoothed) {
        this.in = in;
        this.arithmetic = in.arithmetic();
        this.counter = counter;
        this.smoothed = smoothed;
    }

    /**
     * The increase from the start to the end of a window.
     *
     * @param first the last row at or before the start, or the first one after it
     * @param last the last row that counts, after the end only in smoothed windows
     * @return null when the histograms do not fit together
     */
    @Nullable Histogram over(int first, int last, long startMillis, long endMillis) {
        if (!checkRows(first, last)) {
            arithmetic.warnOfSchemas();
            return null;
        }
        try {
            return increase(first, last, startMillis, endMillis);
        } catch (IncompatibleHistograms e) {
            arithmetic.warnOfSchemas();
            return null;
        }
    }

    /** Whether all rows have the same kind of buckets; gauges in a counter are remarked. */
    private boolean checkRows(int first, int last) {
        for (int row = first; row <= last; row++) {
            if (HistogramMath.isCustom(in.histogram(row))
                    != HistogramMath.isCustom(in.histogram(first))) {
                return false;
            }
            if (counter && in.histogram(row).resetHint() == ResetHint.GAUGE) {
                arithmetic.warnNotCounter();
            }
        }
        return true;
    }

    private Histogram increase(int first, int last, long startMillis, long endMillis)
            throws IncompatibleHistograms {
        long[] times = in.samples().times;
        boolean before = smoothed && times[first] < startMillis;
        boolean after = smoothed && last > first && times[last] > endMillis;
        Histogram left = before ? between(first, startMillis) : in.histogram(first);
        Histogram right = after ? between(last - 1, endMillis) : in.histogram(last);
        if (!counter
                && (left.resetHint() != ResetHint.GAUGE || right.resetHint() != ResetHint.GAUGE)) {
            arithmetic.warnNotGauge();
        }
        Histogram result = arithmetic.subtract(right, left);
        Histogram correction = counter ? correction(first, last, left, right, before) : null;
        if (correction != null) {
            result = arithmetic.add(result, correction);
        }
        return HistogramMath.compact(result.withHint(ResetHint.GAUGE));
    }

    private Histogram between(int row, long timeMillis) throws IncompatibleHistograms {
        long[] times = in.samples().times;
        return arithmetic.between(
                in.histogram(row),
                times[row],
                in.histogram(row + 1),
                times[row + 1],
                timeMillis,
                counter);
    }

    /**
     * What resets within the window took away. The borders stand for the first and the last row; a
     * reset that the left border lies in is accounted for by its interpolation.
     */
    private @Nullable Histogram correction(
            int first, int last, Histogram left, Histogram right, boolean leftBetween)
            throws IncompatibleHistograms {
        int from = first + 1;
        Histogram before = left;
        if (leftBetween && HistogramMath.isReset(in.histogram(first + 1), in.histogram(first))) {
            before = in.histogram(first + 1);
            from++;
        }
        if (from > last) {
            return null;
        }
        Histogram correction = null;
        for (int row = from; row <= last; row++) {
            Histogram now = row == last ? right : in.histogram(row);
            if (HistogramMath.isReset(now, before)) {
                correction = correction == null ? before : arithmetic.add(correction, before);
            }
            before = now;
        }
        return correction;
    }
}
