package io.gnomon.platform.tsdb.internal.tools;

import io.gnomon.model.labels.Labels;
import io.gnomon.model.sample.SampleColumn;
import io.gnomon.platform.tsdb.internal.block.SeriesFeed;

import org.jspecify.annotations.Nullable;

import java.util.Arrays;

/** Series that lie in memory as columns of floats; a range of their times. */
final class ColumnsFeed implements SeriesFeed {
    private final Labels[] labels;
    private final @Nullable SampleColumn[] columns;
    private final long begin;
    private final long end;
    private int current = -1;

    /**
     * A feed.
     *
     * @param labels ascending
     * @param columns of the same series, sorted by time, null where there is none
     * @param end behind the range
     */
    ColumnsFeed(Labels[] labels, @Nullable SampleColumn[] columns, long begin, long end) {
        this.labels = labels;
        this.columns = columns;
        this.begin = begin;
        this.end = end;
    }

    @Override
    public boolean next() {
        do {
            current++;
        } while (current < labels.length && columns[current] == null);
        return current < labels.length;
    }

    @Override
    public Labels labels() {
        return labels[current];
    }

    @Override
    public void samples(SampleColumn into) {
        into.clear();
        SampleColumn column = columns[current];
        if (column == null) {
            return;
        }
        int from = firstFrom(column, begin);
        int to = firstFrom(column, end);
        into.ensureCapacity(to - from);
        System.arraycopy(column.times, from, into.times, 0, to - from);
        System.arraycopy(column.values, from, into.values, 0, to - from);
        into.size = to - from;
    }

    private static int firstFrom(SampleColumn column, long time) {
        int at = Arrays.binarySearch(column.times, 0, column.size, time);
        return at < 0 ? -(at + 1) : at;
    }

    @Override
    public void close() {}
}
