package io.gnomon.platform.tsdb.internal.head;

import io.gnomon.model.sample.Histogram;

import org.jspecify.annotations.Nullable;

import java.util.Arrays;

/** Rows of one batch in the order they were appended, as flat arrays. For one thread. */
public final class SampleRows {
    /** Hash of the group's name. */
    long group;

    /** Time of the rows that gave none of their own. */
    long batchTime;

    int size;
    int[] ids = new int[16];
    double[] values = new double[16];

    /** By row, null while all rows have the batch's time. */
    private long @Nullable [] times;

    /** By row, null where it is a float; the array is null without histograms. */
    private @Nullable Histogram @Nullable [] histograms;

    public void begin(long groupHash, long timeMillis) {
        group = groupHash;
        batchTime = timeMillis;
        size = 0;
        times = null;
        histograms = null;
    }

    public int size() {
        return size;
    }

    public int id(int row) {
        return ids[row];
    }

    public long time(int row) {
        long[] own = times;
        return own == null ? batchTime : own[row];
    }

    public double value(int row) {
        return values[row];
    }

    /** The histogram of the row, null when it is a float. */
    public @Nullable Histogram histogram(int row) {
        @Nullable Histogram[] rows = histograms;
        return rows == null ? null : rows[row];
    }

    /** Bytes that the rows take at most in a record. */
    long mostBytes() {
        long sum = 64 + 24L * size + (times == null ? 0 : 10L * size);
        @Nullable Histogram[] rows = histograms;
        for (int i = 0; rows != null && i < size; i++) {
            Histogram h = rows[i];
            if (h != null) {
                int numbers = h.positiveSpans().length + h.positiveBuckets().length;
                numbers += h.negativeSpans().length + h.negativeBuckets().length;
                sum += 100 + 10L * (numbers + h.customBounds().length);
            }
        }
        return sum;
    }

    /** Whether there are rows, all floats at the batch's time. */
    boolean isPlain() {
        return size > 0 && times == null && histograms == null;
    }

    boolean hasOwnTimes() {
        return times != null;
    }

    void add(int id, long time, double value) {
        int row = size;
        if (row == ids.length) {
            ensureCapacity(2 * row);
        }
        ids[row] = id;
        values[row] = value;
        size = row + 1;
        if (time != batchTime || times != null) {
            setTime(row, time);
        }
    }

    void add(int id, long time, Histogram histogram) {
        add(id, time, 0);
        setHistogram(size - 1, histogram);
    }

    void ensureCapacity(int capacity) {
        if (capacity > ids.length) {
            ids = Arrays.copyOf(ids, capacity);
            values = Arrays.copyOf(values, capacity);
            times = times == null ? null : Arrays.copyOf(times, capacity);
            histograms = histograms == null ? null : Arrays.copyOf(histograms, capacity);
        }
    }

    void setTime(int row, long time) {
        long[] own = times;
        if (own == null) {
            own = new long[ids.length];
            Arrays.fill(own, 0, row, batchTime);
            times = own;
        }
        own[row] = time;
    }

    void setHistogram(int row, Histogram histogram) {
        @Nullable Histogram[] rows = histograms;
        if (rows == null) {
            rows = new @Nullable Histogram[ids.length];
            histograms = rows;
        }
        rows[row] = histogram;
    }
}
