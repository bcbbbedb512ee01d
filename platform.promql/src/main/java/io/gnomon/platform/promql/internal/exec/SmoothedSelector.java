package io.gnomon.platform.promql.internal.exec;

import io.gnomon.model.query.QueryException;
import io.gnomon.model.sample.Histogram;
import io.gnomon.model.sample.Histogram.ResetHint;
import io.gnomon.model.sample.SampleColumn;
import io.gnomon.platform.promql.internal.ast.Span;
import io.gnomon.platform.promql.internal.histogram.IncompatibleHistograms;
import io.gnomon.platform.promql.internal.run.Points;
import io.gnomon.platform.promql.internal.run.QueryContext;
import io.gnomon.platform.promql.internal.run.Windows;
import io.gnomon.platform.promql.internal.window.WindowInput;
import io.gnomon.platform.promql.internal.window.WindowRows;

import java.util.List;

/**
 * A smoothed instant selector: the value on the straight line between the samples before and after
 * the step, as far as the lookback reaches to both sides; the sample before where there is none
 * after.
 */
public final class SmoothedSelector implements Operator.Vectors {
    private final QueryContext context;
    private final RangeSelector samples;
    private final Windows windows;
    private final Span where;
    private List<Head> heads = List.of();

    /**
     * @param where the selector in the query, for remarks
     */
    public SmoothedSelector(QueryContext context, Read read, Windows windows, Span where) {
        this.context = context;
        this.samples = new RangeSelector(context, read, windows, false);
        this.windows = windows;
        this.where = where;
    }

    @Override
    public List<Head> heads() throws QueryException {
        heads = samples.heads();
        return heads;
    }

    @Override
    public Lane lane() throws QueryException {
        RangeLane lane = samples.lane();
        context.budget().reserve(WindowRows.bytes(windows.count()), "smoothed");
        WindowRows rows = new WindowRows(windows);
        return (series, into) -> {
            SampleColumn column = lane.read(series);
            rows.find(column);
            smooth(
                    new WindowInput(
                            context,
                            () -> Head.metricName(heads, series),
                            column,
                            rows,
                            new double[0][],
                            where),
                    into);
        };
    }

    private void smooth(WindowInput in, Points into) {
        into.clear();
        for (int step = 0; step < into.steps(); step++) {
            int size = in.to()[step] - in.from()[step];
            int histograms = in.histograms(step);
            if (histograms > 0 && histograms < size) {
                in.warnOfMix();
            } else if (size > 0) {
                point(in, step, into);
            }
        }
    }

    private void point(WindowInput in, int step, Points into) {
        long[] times = in.samples().times;
        long end = windows.end(step);
        int from = in.from()[step];
        int to = in.to()[step];
        int after = from;
        while (after < to && times[after] < end) {
            after++;
        }
        boolean found = after < to;
        if (found && times[after] == end) {
            into.take(step, in.samples(), after);
        } else if (after > from && !found) {
            into.take(step, in.samples(), after - 1);
        } else if (after > from && in.isHistogram(after)) {
            histogramBetween(in, after, step, into);
        } else if (after > from) {
            into.set(step, between(in.samples(), after, end));
        }
    }

    private static double between(SampleColumn column, int after, long time) {
        double y1 = column.values[after - 1];
        double y2 = column.values[after];
        long t1 = column.times[after - 1];
        return y1 + (y2 - y1) * (time - t1) / (column.times[after] - t1);
    }

    private void histogramBetween(WindowInput in, int after, int step, Points into) {
        Histogram h1 = in.histogram(after - 1);
        Histogram h2 = in.histogram(after);
        boolean counter = h1.resetHint() != ResetHint.GAUGE || h2.resetHint() != ResetHint.GAUGE;
        long[] times = in.samples().times;
        try {
            into.set(
                    step,
                    in.arithmetic()
                            .between(
                                    h1,
                                    times[after - 1],
                                    h2,
                                    times[after],
                                    windows.end(step),
                                    counter));
        } catch (IncompatibleHistograms e) {
            in.arithmetic().warnOfSchemas();
        }
    }

    @Override
    public long estimatedSeries() throws QueryException {
        return samples.estimatedSeries();
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
