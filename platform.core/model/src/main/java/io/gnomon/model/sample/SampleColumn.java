package io.gnomon.model.sample;

import org.jspecify.annotations.Nullable;

import java.util.Arrays;

/**
 * The samples of one series over a time range as flat, growable arrays in order of time. The arrays
 * are public because engines loop over them; only indexes below {@link #size} count. Not safe for
 * use by two threads; a reader fills it, its owner reads and reuses it.
 */
public final class SampleColumn {
    /** Number of samples. */
    public int size;

    /** Milliseconds since 1970 UTC, strictly ascending. */
    public long[] times;

    /** Values with their bits kept; undefined at a row that holds a histogram. */
    public double[] values;

    /**
     * Histograms by row, null where a row holds a float and from {@link #size} on, so that a float
     * can be put there; the array is null without histograms.
     */
    public @Nullable Histogram @Nullable [] histograms;

    /**
     * Start times by row in milliseconds, 0 where unknown and from {@link #size} on; null when no
     * row has one.
     */
    public long @Nullable [] startTimes;

    public SampleColumn() {
        this(128);
    }

    public SampleColumn(int capacity) {
        times = new long[capacity];
        values = new double[capacity];
    }

    /** Forgets all rows, keeps the arrays. */
    public void clear() {
        size = 0;
        histograms = null;
        startTimes = null;
    }

    /** Makes room for at least {@code capacity} rows. */
    public void ensureCapacity(int capacity) {
        if (capacity > times.length) {
            int n = Math.max(capacity, times.length + (times.length >> 1));
            times = Arrays.copyOf(times, n);
            values = Arrays.copyOf(values, n);
            if (histograms != null) {
                histograms = Arrays.copyOf(histograms, n);
            }
            if (startTimes != null) {
                startTimes = Arrays.copyOf(startTimes, n);
            }
        }
    }

    public void add(long timeMillis, double value) {
        ensureCapacity(size + 1);
        times[size] = timeMillis;
        values[size++] = value;
    }

    public void add(long timeMillis, Histogram histogram) {
        ensureCapacity(size + 1);
        @Nullable Histogram[] rows = histograms;
        if (rows == null) {
            rows = new @Nullable Histogram[times.length];
            histograms = rows;
        }
        times[size] = timeMillis;
        rows[size++] = histogram;
    }

    /** The histogram of a row, null when the row holds a float. */
    public @Nullable Histogram histogram(int row) {
        @Nullable Histogram[] rows = histograms;
        return rows == null ? null : rows[row];
    }

    /** An own copy of exactly {@link #size} rows. */
    public SampleColumn copy() {
        SampleColumn copy = new SampleColumn(0);
        copy.size = size;
        copy.times = Arrays.copyOf(times, size);
        copy.values = Arrays.copyOf(values, size);
        copy.histograms = histograms == null ? null : Arrays.copyOf(histograms, size);
        copy.startTimes = startTimes == null ? null : Arrays.copyOf(startTimes, size);
        return copy;
    }
}
