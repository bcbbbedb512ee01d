package io.gnomon.platform.promql.internal.window;

import io.gnomon.model.query.QueryException;
import io.gnomon.model.sample.Histogram;
import io.gnomon.platform.promql.internal.histogram.HistogramSum;
import io.gnomon.platform.promql.internal.run.Kahan;
import io.gnomon.platform.promql.internal.run.Mean;
import io.gnomon.platform.promql.internal.run.Points;

/** sum_over_time and avg_over_time: summed anew for each window, with compensation. */
final class Sums implements WindowFunction {
    private final boolean mean;

    Sums(boolean mean) {
        this.mean = mean;
    }

    @Override
    public void floats(WindowInput in, Points into) throws QueryException {
        Mean average = new Mean();
        Kahan sum = new Kahan();
        for (int step = 0; step < in.steps(); step++) {
            in.check(step);
            if (in.from()[step] < in.to()[step]) {
                into.set(step, mean ? mean(in, step, average) : sum(in, step, sum));
            }
        }
    }

    private static double sum(WindowInput in, int step, Kahan sum) {
        double[] values = in.samples().values;
        sum.reset(0);
        for (int row = in.from()[step]; row < in.to()[step]; row++) {
            sum.add(values[row]);
        }
        return sum.total();
    }

    private static double mean(WindowInput in, int step, Mean mean) {
        double[] values = in.samples().values;
        mean.reset(values[in.from()[step]]);
        for (int row = in.from()[step] + 1; row < in.to()[step]; row++) {
            mean.add(values[row]);
        }
        return mean.value();
    }

    @Override
    public void mixed(WindowInput in, Points into) throws QueryException {
        Mean average = new Mean();
        Kahan sum = new Kahan();
        for (int step = 0; step < in.steps(); step++) {
            in.check(step);
            int size = in.to()[step] - in.from()[step];
            int histograms = in.histograms(step);
            if (size == 0) {
                continue;
            }
            if (histograms == 0) {
                into.set(step, mean ? mean(in, step, average) : sum(in, step, sum));
            } else if (histograms < size) {
                in.warnOfMix();
            } else {
                histogram(in, step, into);
            }
        }
    }

    private void histogram(WindowInput in, int step, Points into) {
        HistogramSum sum = new HistogramSum(in.context().remarks(), in.where(), mean);
        for (int row = in.from()[step]; row < in.to()[step]; row++) {
            Histogram h = in.samples().histogram(row);
            if (h != null) {
                sum.add(h, in.metricName());
            }
        }
        Histogram result = sum.result();
        if (result != null) {
            into.set(step, result);
        }
    }
}
