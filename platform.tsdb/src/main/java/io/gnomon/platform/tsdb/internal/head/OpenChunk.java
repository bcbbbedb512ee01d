package io.gnomon.platform.tsdb.internal.head;

import io.gnomon.model.sample.Histogram;
import io.gnomon.model.sample.SampleColumn;

import org.jspecify.annotations.Nullable;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Arrays;

/**
 * The chunk that a series is being appended to: plain arrays. Sample i has the time at row {@code
 * first + i} of the column. Written by the log's thread; readers take the size first.
 */
final class OpenChunk implements Chunk {
    private static final VarHandle SIZE;

    static {
        try {
            SIZE = MethodHandles.lookup().findVarHandle(OpenChunk.class, "size", int.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    final TimeColumn column;
    final int first;

    /** Room in the array in use; here so that appending need not touch the array's header. */
    private int capacity;

    /** Of a chunk of floats; empty in one of histograms. */
    private double[] values;

    private @Nullable Histogram @Nullable [] histograms;

    @SuppressWarnings("UnusedVariable") // written and read through SIZE
    private int size;

    private OpenChunk(
            TimeColumn column,
            int first,
            double[] values,
            @Nullable Histogram @Nullable [] histograms,
            int size) {
        this.column = column;
        this.first = first;
        this.values = values;
        this.histograms = histograms;
        this.capacity = histograms == null ? values.length : histograms.length;
        SIZE.setRelease(this, size);
    }

    /** A chunk with one sample whose time is in the row of the column already. */
    static OpenChunk of(TimeColumn column, int first, double value, @Nullable Histogram histogram) {
        OpenChunk chunk =
                new OpenChunk(
                        column,
                        first,
                        histogram == null ? new double[4] : new double[0],
                        histogram == null ? null : new @Nullable Histogram[4],
                        0);
        chunk.add(value, histogram);
        return chunk;
    }

    /** The same samples with a column of their own. */
    OpenChunk withOwnColumn() {
        int n = size();
        return new OpenChunk(column.copy(first, n), 0, values, histograms, n);
    }

    int size() {
        return (int) SIZE.getAcquire(this);
    }

    /** Appends a sample whose time is in the column already. */
    void add(double value, @Nullable Histogram histogram) {
        int n = (int) SIZE.get(this);
        if (n == capacity) {
            grow(Math.min(TimeColumn.CAPACITY, 2 * n));
        }
        @Nullable Histogram[] rows = histograms;
        if (histogram == null) {
            values[n] = value;
        } else if (rows != null) {
            rows[n] = histogram;
        }
        SIZE.setRelease(this, n + 1);
    }

    private void grow(int newCapacity) {
        capacity = newCapacity;
        if (histograms == null) {
            values = Arrays.copyOf(values, newCapacity);
        } else {
            histograms = Arrays.copyOf(histograms, newCapacity);
        }
    }

    @Override
    public boolean hasHistograms() {
        return histograms != null;
    }

    double[] values() {
        return values;
    }

    @Nullable Histogram @Nullable [] histograms() {
        return histograms;
    }

    @Override
    public int visible(long upToSeq) {
        int n = size();
        return Math.max(0, column.visible(first + n, upToSeq) - first);
    }

    @Override
    public long minTime() {
        return column.time(first);
    }

    @Override
    public long maxTime() {
        int n = size();
        return column.time(first + n - 1);
    }

    @Override
    public @Nullable TimeColumn sharedColumn() {
        return column.isShared() ? column : null;
    }

    @Override
    public int firstRow() {
        return first;
    }

    @Override
    public void read(long min, long max, long upToSeq, SampleColumn into) {
        int n = visible(upToSeq);
        long[] times = column.times();
        double[] floats = values;
        @Nullable Histogram[] rows = histograms;
        int from = TimeRange.firstAtOrAfter(times, first, first + n, min) - first;
        int to = TimeRange.firstAfter(times, first + from, first + n, max) - first;
        into.ensureCapacity(into.size + to - from);
        for (int i = from; i < to; i++) {
            Histogram histogram = rows == null ? null : rows[i];
            if (histogram == null) {
                into.add(times[first + i], floats[i]);
            } else {
                into.add(times[first + i], histogram);
            }
        }
    }
}
