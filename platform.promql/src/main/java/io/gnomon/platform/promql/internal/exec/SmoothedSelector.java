package io.gnomon.platform.promql.internal.exec;

import io.gnomon.model.query.QueryException;
import io.gnomon.model.sample.SampleColumn;
import io.gnomon.platform.promql.internal.run.Points;
import io.gnomon.platform.promql.internal.run.QueryContext;
import io.gnomon.platform.promql.internal.run.Windows;

import java.util.List;

/**
 * A smoothed instant selector: the value on the straight line between the samples before and after
 * the step, as far as the lookback reaches to both sides; the sample before where there is none
 * after.
 */
public final class SmoothedSelector implements Operator.Vectors {
    private final RangeSelector samples;
    private final Windows windows;
    private final int[] from;
    private final int[] to;

    public SmoothedSelector(QueryContext context, Read read, Windows windows) {
        this.samples = new RangeSelector(context, read, windows);
        this.windows = windows;
        this.from = new int[windows.count()];
        this.to = new int[windows.count()];
    }

    @Override
    public List<Head> heads() throws QueryException {
        return samples.heads();
    }

    @Override
    public void next(Points into) throws QueryException {
        SampleColumn column = samples.next();
        windows.find(column, from, to);
        into.clear();
        for (int step = 0; step < into.steps(); step++) {
            int after = from[step];
            while (after < to[step] && column.times[after] < windows.end(step)) {
                after++;
            }
            for (int row = from[step]; row < to[step]; row++) {
                if (column.histogram(row) != null) {
                    throw QueryContext.failure(
                            "smoothed and anchored modifiers do not work with native"
                                    + " histograms");
                }
            }
            boolean found = after < to[step];
            if (found && column.times[after] == windows.end(step)) {
                into.set(step, column.values[after]);
            } else if (after > from[step]) {
                double before = column.values[after - 1];
                into.set(step, found ? between(column, after, windows.end(step)) : before);
            }
        }
    }

    private static double between(SampleColumn column, int after, long time) {
        double y1 = column.values[after - 1];
        double y2 = column.values[after];
        long t1 = column.times[after - 1];
        return y1 + (y2 - y1) * (time - t1) / (column.times[after] - t1);
    }

    @Override
    public String describe() {
        return "smoothed " + samples.describe();
    }

    @Override
    public List<Operator> inputs() {
        return List.of();
    }
}
