package io.gnomon.platform.promql.internal.window;

import io.gnomon.model.query.QueryException;
import io.gnomon.model.sample.SampleColumn;
import io.gnomon.platform.promql.internal.run.Points;
import io.gnomon.platform.promql.internal.run.QueryContext;

/**
 * rate, increase and delta over anchored and smoothed ranges. Anchored: the value at a border is
 * that of the last sample at or before it. Smoothed: it is interpolated between the samples on both
 * sides. Nothing is extrapolated.
 */
final class ExtendedRange implements WindowFunction {
    private final boolean counter;
    private final boolean perSecond;
    private final boolean smoothed;

    ExtendedRange(boolean counter, boolean perSecond, boolean smoothed) {
        this.counter = counter;
        this.perSecond = perSecond;
        this.smoothed = smoothed;
    }

    @Override
    public void floats(WindowInput in, Points into) {
        for (int step = 0; step < in.steps(); step++) {
            if (in.from()[step] < in.to()[step]) {
                window(in, step, into);
            }
        }
    }

    private void window(WindowInput in, int step, Points into) {
        SampleColumn samples = in.samples();
        long[] times = samples.times;
        double[] values = samples.values;
        long start = in.windows().start(step);
        long end = in.windows().end(step);
        int first = firstRow(times, in.from()[step], in.to()[step], start);
        int last = in.to()[step] - 1;
        if (smoothed) {
            int row = in.from()[step];
            while (row < last && times[row] < end) {
                row++;
            }
            last = row;
        }
        if (times[last] <= start || times[first] > end) {
            return;
        }
        double left =
                smoothed && times[first] < start ? between(samples, first, start) : values[first];
        double right =
                smoothed && last > in.from()[step] && times[last] > end
                        ? between(samples, last - 1, end)
                        : values[last];
        double result = right - left;
        if (counter) {
            int from = times[first] <= start ? first + 1 : first;
            int to = times[last] >= end ? last : last + 1;
            double before = left;
            for (int row = from; row < to; row++) {
                if (values[row] < before) {
                    result += before;
                }
                before = values[row];
            }
            if (right < before) {
                result += before;
            }
        }
        into.set(step, perSecond ? result / (in.windows().rangeMillis() / 1000.0) : result);
    }

    /** The last row at or before the start, or the first one if there is none. */
    static int firstRow(long[] times, int from, int to, long start) {
        int row = from;
        while (row < to - 1 && times[row] <= start) {
            row++;
        }
        return Math.max(from, row - 1);
    }

    /** The value at a time between a row and the next; a counter that was reset rises from zero. */
    private double between(SampleColumn samples, int row, long time) {
        double y1 = samples.values[row];
        double y2 = samples.values[row + 1];
        if (counter && y2 < y1) {
            y1 = 0;
        }
        return y1
                + (y2 - y1)
                        * (time - samples.times[row])
                        / (samples.times[row + 1] - samples.times[row]);
    }

    @Override
    public void mixed(WindowInput in, Points into) throws QueryException {
        for (int step = 0; step < in.steps(); step++) {
            if (in.histograms(step) > 0) {
                throw QueryContext.failure(
                        "smoothed and anchored modifiers do not work with native histograms");
            }
        }
        floats(in, into);
    }
}
