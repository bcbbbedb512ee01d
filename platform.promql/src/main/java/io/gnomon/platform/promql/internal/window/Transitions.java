package io.gnomon.platform.promql.internal.window;

import io.gnomon.model.sample.Histogram;
import io.gnomon.model.sample.SampleColumn;
import io.gnomon.platform.promql.internal.histogram.HistogramMath;
import io.gnomon.platform.promql.internal.run.Points;

/**
 * changes and resets. Both count pairs of neighbours, so the count up to each row is taken once and
 * a window is a difference of two counts.
 */
final class Transitions implements WindowFunction {
    private final boolean resets;
    private final boolean anchored;

    Transitions(boolean resets, boolean anchored) {
        this.resets = resets;
        this.anchored = anchored;
    }

    @Override
    public void floats(WindowInput in, Points into) {
        mixed(in, into);
    }

    @Override
    public void mixed(WindowInput in, Points into) {
        SampleColumn samples = in.samples();
        boolean startTimes = resets && in.startTimes() != null;
        int[] before = new int[samples.size];
        for (int row = 1; row < samples.size; row++) {
            boolean counts = resets ? isReset(samples, row, startTimes) : isChange(samples, row);
            before[row] = before[row - 1] + (counts ? 1 : 0);
        }
        for (int step = 0; step < in.steps(); step++) {
            int from = in.from()[step];
            int to = in.to()[step];
            if (from == to) {
                continue;
            }
            if (anchored) {
                long start = in.windows().start(step);
                if (samples.times[to - 1] <= start) {
                    continue;
                }
                from = ExtendedRange.firstRow(samples.times, from, to, start);
            }
            into.set(step, before[to - 1] - before[from]);
        }
    }

    private static boolean isReset(SampleColumn samples, int row, boolean startTimes) {
        if (startTimes && CounterResets.byStartTime(samples, row)) {
            return true;
        }
        Histogram now = samples.histogram(row);
        Histogram before = samples.histogram(row - 1);
        if (now == null || before == null) {
            boolean both = now == null && before == null;
            return !both || samples.values[row] < samples.values[row - 1];
        }
        return HistogramMath.isReset(now, before);
    }

    private static boolean isChange(SampleColumn samples, int row) {
        Histogram now = samples.histogram(row);
        Histogram before = samples.histogram(row - 1);
        if (now == null || before == null) {
            double a = samples.values[row];
            double b = samples.values[row - 1];
            boolean both = now == null && before == null;
            return !both || (a != b && !(Double.isNaN(a) && Double.isNaN(b)));
        }
        return !HistogramMath.sameValue(now, before);
    }
}
