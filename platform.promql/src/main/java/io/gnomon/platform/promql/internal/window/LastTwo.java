package io.gnomon.platform.promql.internal.window;

import io.gnomon.model.sample.Histogram;
import io.gnomon.model.sample.Histogram.ResetHint;
import io.gnomon.model.sample.SampleColumn;
import io.gnomon.platform.promql.internal.histogram.HistogramMath;
import io.gnomon.platform.promql.internal.histogram.IncompatibleHistograms;
import io.gnomon.platform.promql.internal.histogram.SeriesArithmetic;
import io.gnomon.platform.promql.internal.run.Points;

/** irate and idelta: from the last two samples of the window. */
final class LastTwo implements WindowFunction {
    private final boolean rate;

    LastTwo(boolean rate) {
        this.rate = rate;
    }

    @Override
    public void floats(WindowInput in, Points into) {
        for (int step = 0; step < in.steps(); step++) {
            if (in.to()[step] - in.from()[step] >= 2) {
                floatPair(in, in.to()[step] - 1, step, into);
            }
        }
    }

    private void floatPair(WindowInput in, int last, int step, Points into) {
        SampleColumn samples = in.samples();
        double value = samples.values[last];
        boolean reset =
                rate
                        && (value < samples.values[last - 1]
                                || (in.startTimes() != null
                                        && CounterResets.byStartTime(samples, last)));
        double difference = reset ? value : value - samples.values[last - 1];
        into.set(step, rate ? difference / seconds(samples, last) : difference);
    }

    private static double seconds(SampleColumn samples, int last) {
        return (samples.times[last] - samples.times[last - 1]) / 1000.0;
    }

    @Override
    public void mixed(WindowInput in, Points into) {
        for (int step = 0; step < in.steps(); step++) {
            int last = in.to()[step] - 1;
            if (last <= in.from()[step]) {
                continue;
            }
            Histogram h = in.samples().histogram(last);
            Histogram before = in.samples().histogram(last - 1);
            if (h == null && before == null) {
                floatPair(in, last, step, into);
            } else if (h == null || before == null) {
                in.warnOfMix();
            } else {
                histogramPair(in, h, before, last, step, into);
            }
        }
    }

    private void histogramPair(
            WindowInput in, Histogram h, Histogram before, int last, int step, Points into) {
        SeriesArithmetic arithmetic = in.arithmetic();
        boolean gauge = h.resetHint() == ResetHint.GAUGE;
        boolean gaugeBefore = before.resetHint() == ResetHint.GAUGE;
        if (rate && (gauge || gaugeBefore)) {
            arithmetic.warnNotCounter();
        }
        if (!rate && !(gauge && gaugeBefore)) {
            arithmetic.warnNotGauge();
        }
        Histogram result = h;
        boolean reset =
                rate
                        && ((in.startTimes() != null
                                        && CounterResets.byStartTime(in.samples(), last))
                                || HistogramMath.isReset(h, before));
        if (!reset) {
            try {
                result = arithmetic.subtract(h, before);
            } catch (IncompatibleHistograms e) {
                arithmetic.warnOfSchemas();
                return;
            }
        }
        result = HistogramMath.compact(result.withHint(ResetHint.GAUGE));
        into.set(step, rate ? HistogramMath.divide(result, seconds(in.samples(), last)) : result);
    }
}
