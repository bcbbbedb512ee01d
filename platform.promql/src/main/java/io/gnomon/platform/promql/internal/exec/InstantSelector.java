package io.gnomon.platform.promql.internal.exec;

import io.gnomon.model.query.QueryException;
import io.gnomon.model.sample.Histogram;
import io.gnomon.model.sample.SampleColumn;
import io.gnomon.model.sample.SampleValues;
import io.gnomon.platform.promql.internal.histogram.DetectedResets;
import io.gnomon.platform.promql.internal.run.Points;
import io.gnomon.platform.promql.internal.run.QueryContext;
import io.gnomon.platform.promql.internal.run.Tally;
import io.gnomon.platform.promql.internal.run.Windows;
import io.gnomon.platform.promql.internal.window.WindowRows;

import java.util.List;

/**
 * The newest sample of each series at each step, not older than the lookback; none after a
 * staleness marker.
 */
public final class InstantSelector implements Operator.Vectors {
    /** What a selector makes of the samples it finds. */
    public enum Yield {
        VALUES,
        /** Their times in seconds: another metric. */
        TIMES,
        /** When they began to count, in seconds, 0 where that is not known: another metric. */
        START_TIMES,
        /** Their times, under the name of the info metric whose samples they are. */
        TIMES_OF_INFO
    }

    private final QueryContext context;
    private final Read read;
    private final Windows windows;

    private final Yield yield;
    private final boolean counted;

    /**
     * @param windows whose range is the lookback
     * @param counted only counts and sums of histograms are used, see {@link DetectedResets}
     */
    public InstantSelector(
            QueryContext context, Read read, Windows windows, Yield yield, boolean counted) {
        this.context = context;
        this.read = read;
        this.windows = windows;
        this.yield = yield;
        this.counted = counted;
    }

    @Override
    public List<Head> heads() throws QueryException {
        List<Head> heads = read.heads(context);
        boolean other = yield == Yield.TIMES || yield == Yield.START_TIMES;
        return other ? Head.withoutNames(heads, context) : heads;
    }

    @Override
    public Lane lane() throws QueryException {
        Read.Lane samples = read.lane(context);
        context.budget().reserve(WindowRows.bytes(windows.count()), "selector");
        WindowRows rows = new WindowRows(windows);
        return (series, into) -> {
            boolean newest = into.steps() == 1 && !counted;
            SampleColumn column = newest ? samples.newest(series) : samples.all(series);
            rows.find(column);
            into.clear();
            find(series, counted ? DetectedResets.in(column) : column, rows, into);
        };
    }

    private void find(int series, SampleColumn column, WindowRows rows, Points into)
            throws QueryException {
        Tally tally = context.tally();
        boolean plain = yield == Yield.VALUES && column.histograms == null;
        int[] from = rows.from();
        int[] to = rows.to();
        long found = 0;
        for (int step = 0; step < from.length; step++) {
            int row = to[step] - 1;
            if (row < from[step]) {
                continue;
            }
            if (plain) {
                double value = column.values[row];
                into.values[step] = value;
                into.present[step] = !SampleValues.isStale(value);
            } else {
                emit(series, column, row, step, into);
            }
            if (into.present[step]) {
                found++;
                if (tally.wantsSteps()) {
                    tally.found(windows.grid(), step, 1);
                }
            }
        }
        if (!tally.wantsSteps()) {
            tally.found(windows.grid(), 0, found);
        }
    }

    private void emit(int series, SampleColumn column, int row, int step, Points into)
            throws QueryException {
        Histogram histogram = column.histogram(row);
        if (SampleValues.isStale(histogram == null ? column.values[row] : histogram.sum())) {
            return;
        }
        if (yield == Yield.TIMES_OF_INFO && histogram != null) {
            throw QueryContext.failure(
                    "this should be an info metric, with float samples: "
                            + read.labels(series, context));
        }
        switch (yield) {
            case VALUES -> into.take(step, column, row);
            case TIMES, TIMES_OF_INFO -> into.set(step, column.times[row] / 1000.0);
            case START_TIMES -> {
                long[] starts = column.startTimes;
                into.set(step, starts == null ? 0 : starts[row] / 1000.0);
            }
        }
    }

    @Override
    public long estimatedSeries() throws QueryException {
        return read.size(context);
    }

    @Override
    public String describe() {
        return switch (yield) {
            case VALUES -> "select " + read;
            case TIMES, TIMES_OF_INFO -> "timestamps of " + read;
            case START_TIMES -> "start timestamps of " + read;
        };
    }

    @Override
    public List<Operator> inputs() {
        return List.of();
    }
}
