package io.gnomon.platform.promql.internal.window;

import io.gnomon.model.query.QueryException;
import io.gnomon.model.sample.Histogram;
import io.gnomon.model.sample.SampleColumn;
import io.gnomon.platform.promql.internal.histogram.HistogramMath;
import io.gnomon.platform.promql.internal.run.Points;
import io.gnomon.platform.promql.internal.run.Windows;

/**
 * rate, increase and delta: the difference of the last and the first sample of the window, counter
 * resets added back, extrapolated to the borders of the window where the samples come close to
 * them. The resets are found once for the series, so that a window costs the same however wide it
 * is.
 */
final class Extrapolation implements WindowFunction {
    private final boolean counter;
    private final boolean perSecond;

    Extrapolation(boolean counter, boolean perSecond) {
        this.counter = counter;
        this.perSecond = perSecond;
    }

    @Override
    public void floats(WindowInput in, Points into) {
        boolean startTimes = in.context().settings().startTimestamps();
        int[] resets = counter ? CounterResets.rows(in.samples(), startTimes) : new int[0];
        double[] values = in.samples().values;
        int firstReset = 0;
        for (int step = 0; step < in.steps(); step++) {
            int from = in.from()[step];
            int to = in.to()[step];
            if (to - from < 2) {
                continue;
            }
            double increase = values[to - 1] - values[from];
            while (firstReset < resets.length && resets[firstReset] <= from) {
                firstReset++;
            }
            for (int i = firstReset; i < resets.length && resets[i] < to; i++) {
                increase += values[resets[i] - 1];
            }
            into.set(step, increase * factor(in, step, values[from], increase));
        }
    }

    /**
     * What the increase between the samples is to be multiplied with.
     *
     * @param first value or count of the first sample
     */
    private double factor(WindowInput in, int step, double first, double increase) {
        Windows windows = in.windows();
        long[] times = in.samples().times;
        int from = in.from()[step];
        int last = in.to()[step] - 1;
        double toStart = (times[from] - windows.start(step)) / 1000.0;
        double toEnd = (windows.end(step) - times[last]) / 1000.0;
        double sampled = (times[last] - times[from]) / 1000.0;
        double average = sampled / (last - from);
        double threshold = average * 1.1;
        if (toStart >= threshold) {
            toStart = average / 2;
        }
        if (counter && increase > 0 && first >= 0) {
            // A counter is never negative: it cannot have started before its line meets zero.
            double toZero = sampled * (first / increase);
            if (toZero < toStart) {
                toStart = toZero;
            }
        }
        if (toEnd >= threshold) {
            toEnd = average / 2;
        }
        double factor = (sampled + toStart + toEnd) / sampled;
        return perSecond ? factor / (windows.rangeMillis() / 1000.0) : factor;
    }

    @Override
    public void mixed(WindowInput in, Points into) throws QueryException {
        for (int step = 0; step < in.steps(); step++) {
            int size = in.to()[step] - in.from()[step];
            int histograms = in.histograms(step);
            if (histograms > 0 && histograms < size) {
                in.warnOfMix();
            } else if (histograms == 0) {
                floatWindow(in, step, into);
            } else if (size >= 2) {
                histogramWindow(in, step, into);
            }
        }
    }

    /** A window without histograms in a series that has some elsewhere. */
    private void floatWindow(WindowInput in, int step, Points into) {
        int from = in.from()[step];
        int to = in.to()[step];
        if (to - from < 2) {
            return;
        }
        SampleColumn samples = in.samples();
        boolean startTimes = in.context().settings().startTimestamps();
        double increase = samples.values[to - 1] - samples.values[from];
        for (int row = from + 1; counter && row < to; row++) {
            if (samples.values[row] < samples.values[row - 1]
                    || (startTimes && CounterResets.byStartTime(samples, row))) {
                increase += samples.values[row - 1];
            }
        }
        into.set(step, increase * factor(in, step, samples.values[from], increase));
    }

    private void histogramWindow(WindowInput in, int step, Points into) {
        HistogramIncrease increase = new HistogramIncrease(in, counter);
        Histogram result = increase.over(in.from()[step], in.to()[step]);
        Histogram first = in.samples().histogram(in.from()[step]);
        if (result != null && first != null) {
            double factor = factor(in, step, first.count(), result.count());
            into.set(step, HistogramMath.scale(result, factor));
        }
    }
}
