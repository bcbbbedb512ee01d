package io.gnomon.platform.promql.internal.window;

import io.gnomon.model.sample.Histogram;
import io.gnomon.platform.promql.internal.histogram.HistogramMath;
import io.gnomon.platform.promql.internal.histogram.IncompatibleHistograms;
import io.gnomon.platform.promql.internal.run.Points;

import org.jspecify.annotations.Nullable;

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
        mixed(in, into);
    }

    @Override
    public void mixed(WindowInput in, Points into) {
        long[] starts = counter ? in.startTimes() : null;
        int[] resets = counter ? CounterResets.rows(in.samples(), starts != null) : new int[0];
        double[] values = in.samples().values;
        int firstReset = 0;
        for (int step = 0; step < in.steps(); step++) {
            int from = in.from()[step];
            int to = in.to()[step];
            boolean fromZero = starts != null && startsWithin(in, step, starts);
            int histograms = in.histograms(step);
            if (histograms > 0 && histograms < to - from) {
                in.warnOfMix();
            } else if (histograms >= (fromZero ? 1 : 2)) {
                histogramWindow(in, step, fromZero, into);
            } else if (histograms == 0 && to - from >= (fromZero ? 1 : 2)) {
                double increase = values[to - 1] - values[from];
                while (firstReset < resets.length && resets[firstReset] <= from) {
                    firstReset++;
                }
                for (int i = firstReset; i < resets.length && resets[i] < to; i++) {
                    increase += values[resets[i] - 1];
                }
                if (fromZero) {
                    increase += values[from];
                }
                CounterResets.warnOfOverlap(in, starts, from, to);
                into.set(step, increase * factor(in, step, fromZero, values[from], increase));
            }
        }
    }

    /**
     * Whether the first sample of a window began to count within it: there was a zero then, and
     * nothing has to be guessed.
     */
    private static boolean startsWithin(WindowInput in, int step, long[] starts) {
        int from = in.from()[step];
        return from < in.to()[step]
                && starts[from] != 0
                && starts[from] > in.windows().start(step)
                && starts[from] < in.samples().times[from];
    }

    /**
     * What the increase between the samples is to be multiplied with.
     *
     * @param fromZero the increase counts from the start time of the first sample
     * @param first value or count of the first sample
     */
    private double factor(
            WindowInput in, int step, boolean fromZero, double first, double increase) {
        Borders borders = in.borders();
        double factor = borders.factor[step];
        long[] starts = in.startTimes();
        if (fromZero && starts != null) {
            long last = in.samples().times[in.to()[step] - 1];
            double sampled = (last - starts[in.from()[step]]) / 1000.0;
            factor = Borders.factor(sampled, 0, borders.toEnd[step]);
        } else if (counter && increase > 0 && first >= 0) {
            // A counter is never negative: it cannot have started before its line meets zero.
            double sampled = borders.sampled[step];
            double toStart = borders.toStart[step];
            if (!surelyBeyond(sampled * first, toStart * increase)) {
                double toZero = sampled * (first / increase);
                if (toZero < toStart) {
                    factor = Borders.factor(sampled, toZero, borders.toEnd[step]);
                }
            }
        }
        return perSecond ? factor / (in.windows().rangeMillis() / 1000.0) : factor;
    }

    /**
     * Whether a quotient is greater than one whatever was lost by rounding: most counters have long
     * left zero behind, and dividing takes longer than all the rest.
     */
    private static boolean surelyBeyond(double dividend, double divisor) {
        return divisor > 1e-200 && dividend > divisor * 1.000001;
    }

    private void histogramWindow(WindowInput in, int step, boolean fromZero, Points into) {
        int from = in.from()[step];
        Histogram result = increase(in, from, in.to()[step], fromZero);
        if (result != null) {
            double factor = factor(in, step, fromZero, in.histogram(from).count(), result.count());
            into.set(step, HistogramMath.scale(result, factor));
        }
    }

    private @Nullable Histogram increase(WindowInput in, int from, int to, boolean fromZero) {
        Histogram first = in.histogram(from);
        if (to - from == 1) {
            return first;
        }
        Histogram result = new HistogramIncrease(in, counter).over(from, to);
        if (result == null || !fromZero) {
            return result;
        }
        try {
            return in.arithmetic().add(result, first);
        } catch (IncompatibleHistograms e) {
            in.arithmetic().warnOfSchemas();
            return null;
        }
    }
}
