package io.gnomon.platform.promql.internal.window;

import io.gnomon.model.query.QueryException;
import io.gnomon.platform.promql.internal.run.Points;
import io.gnomon.platform.promql.internal.run.QueryContext;

/**
 * double_exponential_smoothing: Holt's linear method (C. C. Holt, "Forecasting seasonals and trends
 * by exponentially weighted moving averages", 1957).
 */
final class Smoothing implements WindowFunction {
    @Override
    public void floats(WindowInput in, Points into) throws QueryException {
        double[] values = in.samples().values;
        for (int step = 0; step < in.steps(); step++) {
            in.check(step);
            int from = in.from()[step];
            int to = in.to()[step];
            if (from < to) {
                double smoothing = factor(in.scalars()[0][step], "smoothing");
                double trend = factor(in.scalars()[1][step], "trend");
                if (to - from >= 2) {
                    into.set(step, smooth(values, from, to, smoothing, trend));
                }
            }
        }
    }

    private static double factor(double value, String name) throws QueryException {
        if (value <= 0 || value >= 1) {
            throw QueryContext.failure(
                    String.format(
                            "invalid %s factor. Expected: 0 < %s < 1, got: %f",
                            name, name.equals("trend") ? "tf" : "sf", value));
        }
        return value;
    }

    private static double smooth(
            double[] values, int from, int to, double smoothing, double trendFactor) {
        double before = 0;
        double level = values[from];
        double trend = values[from + 1] - values[from];
        for (int row = from + 1; row < to; row++) {
            if (row > from + 1) {
                trend = trendFactor * (level - before) + (1 - trendFactor) * trend;
            }
            double next = smoothing * values[row] + (1 - smoothing) * (level + trend);
            before = level;
            level = next;
        }
        return level;
    }
}
