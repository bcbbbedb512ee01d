package io.gnomon.platform.promql.internal.window;

import io.gnomon.model.sample.Histogram;
import io.gnomon.model.sample.SampleColumn;
import io.gnomon.platform.promql.internal.histogram.HistogramMath;
import io.gnomon.platform.promql.internal.run.Points;

import org.jspecify.annotations.Nullable;

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
        mixed(in, into);
    }

    @Override
    public void mixed(WindowInput in, Points into) {
        ExtendedHistograms histograms = new ExtendedHistograms(in, counter, smoothed);
        for (int step = 0; step < in.steps(); step++) {
            int size = in.to()[step] - in.from()[step];
            int found = in.histograms(step);
            if (found > 0 && found < size) {
                in.warnOfMix();
            } else if (size > 0) {
                window(in, step, into, found > 0 ? histograms : null);
            }
        }
    }

    private void window(
            WindowInput in, int step, Points into, @Nullable ExtendedHistograms histograms) {
        long[] times = in.samples().times;
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
        double seconds = perSecond ? in.windows().rangeMillis() / 1000.0 : 1;
        if (histograms == null) {
            into.set(step, floats(in.samples(), first, last, start, end) / seconds);
            return;
        }
        Histogram increase = histograms.over(first, last, start, end);
        if (increase != null) {
            into.set(step, perSecond ? HistogramMath.divide(increase, seconds) : increase);
        }
    }

    private double floats(SampleColumn samples, int first, int last, long start, long end) {
        long[] times = samples.times;
        double[] values = samples.values;
        double left =
                smoothed && times[first] < start ? between(samples, first, start) : values[first];
        double right =
                smoothed && last > first && times[last] > end
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
        return result;
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
}
