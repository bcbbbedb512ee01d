package io.gnomon.platform.promql.internal.run;

import io.gnomon.model.sample.SampleColumn;

import org.jspecify.annotations.Nullable;

/**
 * The time windows of a range vector, one for each step: open at the start, closed at the end.
 *
 * @param atMillis end of all windows before the offset, null where they end at their step
 * @param rangeMillis width
 * @param backMillis how far samples before the window are wanted besides, for anchored and smoothed
 *     ranges
 * @param aheadMillis the same after the window
 */
public record Windows(
        Grid grid,
        @Nullable Long atMillis,
        long offsetMillis,
        long rangeMillis,
        long backMillis,
        long aheadMillis) {
    public long end(int step) {
        Long at = atMillis;
        return (at == null ? grid.time(step) : at) - offsetMillis;
    }

    public long start(int step) {
        return end(step) - rangeMillis;
    }

    /** Time of the first sample that any window wants. */
    public long firstMillis() {
        return start(0) - backMillis + 1;
    }

    /** Time of the last sample that any window wants. */
    public long lastMillis() {
        return end(grid.count() - 1) + aheadMillis;
    }

    public int count() {
        return grid.count();
    }

    /**
     * Finds the rows of each window, the wider borders included, with two pointers that only move
     * forward.
     *
     * @param from receives the first row of each window
     * @param to receives the row after the last one of each window
     */
    public void find(SampleColumn column, int[] from, int[] to) {
        long[] times = column.times;
        int size = column.size;
        int low = 0;
        int high = 0;
        for (int step = 0; step < grid.count(); step++) {
            long last = end(step);
            long first = last - rangeMillis - backMillis;
            last += aheadMillis;
            while (high < size && times[high] <= last) {
                high++;
            }
            while (low < high && times[low] <= first) {
                low++;
            }
            from[step] = low;
            to[step] = high;
        }
    }
}
