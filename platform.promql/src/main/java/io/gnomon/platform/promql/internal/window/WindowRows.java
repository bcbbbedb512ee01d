package io.gnomon.platform.promql.internal.window;

import io.gnomon.model.sample.SampleColumn;
import io.gnomon.platform.promql.internal.run.Windows;

import org.jspecify.annotations.Nullable;

import java.util.Arrays;

/**
 * Which rows of a series lie in which window. Series that were scraped together have the same
 * times: what was found for one of them holds for the next. For one thread.
 */
public final class WindowRows {
    private final Windows windows;
    private final int[] from;
    private final int[] to;

    /** The times that the rows were found for. */
    private long[] times = new long[0];

    private int size = -1;
    private long total;
    private @Nullable Borders borders;

    public WindowRows(Windows windows) {
        this(windows, new int[windows.count()], new int[windows.count()]);
    }

    WindowRows(Windows windows, int[] from, int[] to) {
        this.windows = windows;
        this.from = from;
        this.to = to;
    }

    /** What an object for so many windows takes, {@link Borders} included. */
    public static long bytes(int count) {
        return 64 + 40L * count;
    }

    /** Looks for the rows of another series. */
    public void find(SampleColumn column) {
        if (column.size == size && Arrays.equals(times, 0, size, column.times, 0, size)) {
            return;
        }
        size = column.size;
        if (times.length < size) {
            times = new long[column.times.length];
        }
        System.arraycopy(column.times, 0, times, 0, size);
        windows.find(column, from, to);
        borders = null;
        total = 0;
        for (int step = 0; step < from.length; step++) {
            total += to[step] - from[step];
        }
    }

    public Windows windows() {
        return windows;
    }

    /** First row of each window. */
    public int[] from() {
        return from;
    }

    /** Row after the last one of each window. */
    public int[] to() {
        return to;
    }

    /** Rows of all windows together. */
    public long total() {
        return total;
    }

    /** How far the samples are from the borders of the windows, for the samples' times. */
    Borders borders(long[] sampleTimes) {
        Borders known = borders;
        if (known == null) {
            known = new Borders(this, sampleTimes);
            borders = known;
        }
        return known;
    }
}
