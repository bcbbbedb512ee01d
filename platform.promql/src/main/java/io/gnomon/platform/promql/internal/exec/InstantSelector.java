package io.gnomon.platform.promql.internal.exec;

import io.gnomon.model.query.QueryException;
import io.gnomon.model.sample.Histogram;
import io.gnomon.model.sample.SampleColumn;
import io.gnomon.model.sample.SampleValues;
import io.gnomon.platform.promql.internal.run.Points;
import io.gnomon.platform.promql.internal.run.QueryContext;
import io.gnomon.platform.promql.internal.run.Windows;

import java.util.ArrayList;
import java.util.List;

/**
 * The newest sample of each series at each step, not older than the lookback; none after a
 * staleness marker.
 */
public final class InstantSelector implements Operator.Vectors {
    private final QueryContext context;
    private final Read read;
    private final Windows windows;

    /** Whether to yield the times of the samples, in seconds, and not their values. */
    private final boolean timestamps;

    private int series;

    /**
     * @param windows whose range is the lookback
     */
    public InstantSelector(QueryContext context, Read read, Windows windows, boolean timestamps) {
        this.context = context;
        this.read = read;
        this.windows = windows;
        this.timestamps = timestamps;
    }

    @Override
    public List<Head> heads() throws QueryException {
        int size = read.size(context);
        List<Head> heads = new ArrayList<>(size);
        for (int i = 0; i < size; i++) {
            Head head = new Head(read.labels(i, context));
            heads.add(timestamps ? head.withoutName(context) : head);
        }
        return heads;
    }

    @Override
    public void next(Points into) throws QueryException {
        SampleColumn column = read.samples(series++, context);
        into.clear();
        long[] times = column.times;
        int size = column.size;
        int after = 0;
        for (int step = 0; step < into.steps(); step++) {
            long end = windows.end(step);
            while (after < size && times[after] <= end) {
                after++;
            }
            int row = after - 1;
            if (row >= 0 && times[row] > end - windows.rangeMillis()) {
                emit(column, row, step, into);
            }
        }
    }

    private void emit(SampleColumn column, int row, int step, Points into) {
        Histogram histogram = column.histogram(row);
        if (SampleValues.isStale(histogram == null ? column.values[row] : histogram.sum())) {
            return;
        }
        if (timestamps) {
            into.set(step, column.times[row] / 1000.0);
        } else if (histogram == null) {
            into.set(step, column.values[row]);
        } else {
            into.set(step, histogram);
        }
    }

    @Override
    public String describe() {
        return (timestamps ? "timestamps of " : "select ") + read;
    }

    @Override
    public List<Operator> inputs() {
        return List.of();
    }
}
