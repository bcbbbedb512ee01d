package io.gnomon.platform.promql.internal.window;

import io.gnomon.model.sample.Histogram;
import io.gnomon.model.sample.Histogram.ResetHint;
import io.gnomon.platform.promql.internal.histogram.HistogramMath;
import io.gnomon.platform.promql.internal.histogram.IncompatibleHistograms;

import org.jspecify.annotations.Nullable;

/** The increase of a native histogram over a window that has only histograms, not extrapolated. */
final class HistogramIncrease {
    private static final String SUBTRACTION = "subtraction";
    private static final String ADDITION = "addition";

    private final WindowInput in;
    private final boolean counter;
    private final boolean startTimes;

    HistogramIncrease(WindowInput in, boolean counter) {
        this.in = in;
        this.counter = counter;
        this.startTimes = in.context().settings().startTimestamps();
    }

    @Nullable Histogram over(int from, int to) {
        try {
            return difference(from, to);
        } catch (IncompatibleHistograms e) {
            in.context()
                    .remarks()
                    .warn(
                            "vector contains a mix of histograms with exponential and custom"
                                    + " buckets schemas for metric name "
                                    + in.quotedName(),
                            in.where());
            return null;
        }
    }

    private Histogram difference(int from, int to) throws IncompatibleHistograms {
        Histogram first = at(from);
        Histogram last = at(to - 1);
        hints(from, to, first, last);
        Histogram before = first;
        if (counter && reset(from + 1, first)) {
            // The first one does not count then, so its buckets need not fit the others.
            before = HistogramMath.emptyLike(at(from + 1));
        }
        int schema = Math.min(last.schema(), before.schema());
        for (int row = from + 1; row < to - 1 && counter; row++) {
            schema = Math.min(schema, at(row).schema());
            if (HistogramMath.isCustom(at(row)) != HistogramMath.isCustom(before)) {
                throw new IncompatibleHistograms();
            }
        }
        if (HistogramMath.isCustom(last) != HistogramMath.isCustom(before)) {
            throw new IncompatibleHistograms();
        }
        HistogramMath.Sum sum =
                HistogramMath.subtract(HistogramMath.toSchema(last, schema), before);
        reconciled(sum, SUBTRACTION);
        Histogram result = sum.histogram();
        for (int row = from + 1; row < to && counter; row++) {
            if (reset(row, before)) {
                sum = HistogramMath.add(result, before);
                reconciled(sum, ADDITION);
                result = sum.histogram();
            }
            before = at(row);
        }
        return HistogramMath.compact(HistogramMath.withHint(result, ResetHint.GAUGE));
    }

    private boolean reset(int row, Histogram before) {
        return (startTimes && CounterResets.byStartTime(in.samples(), row))
                || HistogramMath.isReset(at(row), before);
    }

    private void hints(int from, int to, Histogram first, Histogram last) {
        if (!counter) {
            if (first.resetHint() != ResetHint.GAUGE || last.resetHint() != ResetHint.GAUGE) {
                in.context()
                        .remarks()
                        .warn(
                                "this native histogram metric is not a gauge: " + in.quotedName(),
                                in.where());
            }
            return;
        }
        for (int row = from; row < to; row++) {
            if (at(row).resetHint() == ResetHint.GAUGE) {
                in.context()
                        .remarks()
                        .warn(
                                "this native histogram metric is not a counter: " + in.quotedName(),
                                in.where());
                return;
            }
        }
    }

    private void reconciled(HistogramMath.Sum sum, String operation) {
        if (sum.boundsReconciled()) {
            in.context()
                    .remarks()
                    .info(
                            "mismatched custom buckets were reconciled during " + operation,
                            in.where());
        }
    }

    private Histogram at(int row) {
        Histogram h = in.samples().histogram(row);
        if (h == null) {
            throw new IllegalStateException("row " + row + " holds a float");
        }
        return h;
    }
}
