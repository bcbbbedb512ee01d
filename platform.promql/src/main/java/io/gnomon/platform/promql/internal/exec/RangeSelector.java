package io.gnomon.platform.promql.internal.exec;

import io.gnomon.model.query.QueryException;
import io.gnomon.model.sample.Histogram;
import io.gnomon.model.sample.SampleColumn;
import io.gnomon.model.sample.SampleValues;
import io.gnomon.platform.promql.internal.histogram.DetectedResets;
import io.gnomon.platform.promql.internal.run.QueryContext;
import io.gnomon.platform.promql.internal.run.Windows;

import java.util.List;

/** All samples of each series over the windows of all steps. */
public final class RangeSelector implements Operator.Ranges {
    private final QueryContext context;
    private final Read read;
    private final Windows windows;
    private final boolean counted;

    /**
     * @param counted only counts and sums of histograms are used, see {@link DetectedResets}
     */
    public RangeSelector(QueryContext context, Read read, Windows windows, boolean counted) {
        this.context = context;
        this.read = read;
        this.windows = windows;
        this.counted = counted;
    }

    @Override
    public List<Head> heads() throws QueryException {
        return read.heads(context);
    }

    @Override
    public RangeLane lane() throws QueryException {
        Read.Lane samples = read.lane(context);
        SampleColumn clean = new SampleColumn(0);
        return series -> {
            SampleColumn column = samples.all(series);
            if (counted) {
                column = DetectedResets.in(column);
            }
            for (int row = 0; row < column.size; row++) {
                if (isStale(column, row)) {
                    copyWithoutMarkers(column, clean);
                    return clean;
                }
            }
            return column;
        };
    }

    private static boolean isStale(SampleColumn column, int row) {
        Histogram histogram = column.histogram(row);
        return SampleValues.isStale(histogram == null ? column.values[row] : histogram.sum());
    }

    private static void copyWithoutMarkers(SampleColumn column, SampleColumn clean) {
        clean.clear();
        long[] starts = column.startTimes;
        if (starts != null) {
            clean.startTimes = new long[Math.max(clean.times.length, column.size)];
        }
        clean.ensureCapacity(column.size);
        for (int row = 0; row < column.size; row++) {
            if (!isStale(column, row)) {
                Histogram histogram = column.histogram(row);
                if (histogram == null) {
                    clean.add(column.times[row], column.values[row]);
                } else {
                    clean.add(column.times[row], histogram);
                }
                long[] cleanStarts = clean.startTimes;
                if (starts != null && cleanStarts != null) {
                    cleanStarts[clean.size - 1] = starts[row];
                }
            }
        }
    }

    @Override
    public Windows windows() {
        return windows;
    }

    @Override
    public long estimatedSeries() throws QueryException {
        return read.size(context);
    }

    @Override
    public String describe() {
        return "select range of " + windows.rangeMillis() + " ms from " + read;
    }

    @Override
    public List<Operator> inputs() {
        return List.of();
    }
}
