package io.gnomon.platform.promql.internal.window;

import io.gnomon.model.query.QueryException;
import io.gnomon.platform.promql.internal.run.Kahan;
import io.gnomon.platform.promql.internal.run.Points;

/**
 * stddev_over_time and stdvar_over_time by Welford's recurrence, compensated (B. P. Welford, "Note
 * on a method for calculating corrected sums of squares and products", 1962).
 */
final class Deviation implements WindowFunction {
    private final boolean root;

    Deviation(boolean root) {
        this.root = root;
    }

    @Override
    public void floats(WindowInput in, Points into) throws QueryException {
        double[] values = in.samples().values;
        Kahan mean = new Kahan();
        Kahan squares = new Kahan();
        for (int step = 0; step < in.steps(); step++) {
            in.check(step);
            int from = in.from()[step];
            int to = in.to()[step];
            if (from == to) {
                continue;
            }
            mean.reset(0);
            squares.reset(0);
            double count = 0;
            for (int row = from; row < to; row++) {
                count++;
                double delta = values[row] - (mean.sum() + mean.compensation());
                mean.add(delta / count);
                squares.add(delta * (values[row] - (mean.sum() + mean.compensation())));
            }
            double variance = (squares.sum() + squares.compensation()) / count;
            into.set(step, root ? Math.sqrt(variance) : variance);
        }
    }
}
