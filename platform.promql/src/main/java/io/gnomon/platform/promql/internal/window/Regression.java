package io.gnomon.platform.promql.internal.window;

import io.gnomon.model.query.QueryException;
import io.gnomon.model.sample.SampleColumn;
import io.gnomon.platform.promql.internal.run.Kahan;
import io.gnomon.platform.promql.internal.run.Points;

/** deriv and predict_linear: least squares through the samples of a window. */
final class Regression implements WindowFunction {
    private final boolean predict;

    Regression(boolean predict) {
        this.predict = predict;
    }

    @Override
    public void floats(WindowInput in, Points into) throws QueryException {
        Line line = new Line();
        for (int step = 0; step < in.steps(); step++) {
            in.check(step);
            int from = in.from()[step];
            int to = in.to()[step];
            if (to - from < 2) {
                continue;
            }
            if (predict) {
                line.fit(in.samples(), from, to, in.windows().grid().time(step));
                into.set(step, line.slope * in.scalars()[0][step] + line.intercept);
            } else {
                line.fit(in.samples(), from, to, in.samples().times[from]);
                into.set(step, line.slope);
            }
        }
    }

    /** y = slope * (t - origin) + intercept, t in seconds. */
    private static final class Line {
        private final Kahan x = new Kahan();
        private final Kahan y = new Kahan();
        private final Kahan xy = new Kahan();
        private final Kahan xx = new Kahan();
        private double slope;
        private double intercept;

        void fit(SampleColumn samples, int from, int to, long originMillis) {
            double first = samples.values[from];
            boolean constant = true;
            x.reset(0);
            y.reset(0);
            xy.reset(0);
            xx.reset(0);
            for (int row = from; row < to; row++) {
                double value = samples.values[row];
                double seconds = (samples.times[row] - originMillis) / 1e3;
                constant &= row == from || value == first;
                x.add(seconds);
                y.add(value);
                xy.add(seconds * value);
                xx.add(seconds * seconds);
            }
            if (constant) {
                slope = Double.isInfinite(first) ? Double.NaN : 0;
                intercept = Double.isInfinite(first) ? Double.NaN : first;
                return;
            }
            double n = to - from;
            double sumX = x.sum() + x.compensation();
            double sumY = y.sum() + y.compensation();
            double covariance = xy.sum() + xy.compensation() - sumX * sumY / n;
            double variance = xx.sum() + xx.compensation() - sumX * sumX / n;
            slope = covariance / variance;
            intercept = sumY / n - slope * sumX / n;
        }
    }
}
