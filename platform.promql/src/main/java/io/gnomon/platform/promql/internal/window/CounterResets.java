package io.gnomon.platform.promql.internal.window;

import io.gnomon.model.sample.SampleColumn;

import org.jspecify.annotations.Nullable;

import java.util.Arrays;

/** Where counters began anew: by their values, and by their start times where those are known. */
final class CounterResets {
    private CounterResets() {}

    /**
     * Rows of floats that come after a reset, in order.
     *
     * @param useStartTimes whether start times count
     */
    static int[] rows(SampleColumn samples, boolean useStartTimes) {
        int[] rows = new int[8];
        int n = 0;
        for (int row = 1; row < samples.size; row++) {
            boolean reset =
                    samples.values[row] < samples.values[row - 1]
                            || (useStartTimes && byStartTime(samples, row));
            if (reset) {
                if (n == rows.length) {
                    rows = Arrays.copyOf(rows, 2 * n);
                }
                rows[n++] = row;
            }
        }
        return Arrays.copyOf(rows, n);
    }

    /**
     * Whether the start time of a row says that counting began after the row before. A start at
     * exactly the time of the row before is a reset for delta series only, and those know the start
     * of that row too.
     */
    static boolean byStartTime(SampleColumn samples, int row) {
        long[] starts = samples.startTimes;
        if (starts == null) {
            return false;
        }
        long start = starts[row];
        long before = samples.times[row - 1];
        if (start == 0 || start >= samples.times[row] || start < before) {
            return false;
        }
        return start > before || (starts[row - 1] != 0 && starts[row - 1] < before);
    }

    /** Warns when a window has a sample that began to count before the one before it was taken. */
    static void warnOfOverlap(WindowInput in, long @Nullable [] starts, int from, int to) {
        if (starts == null) {
            return;
        }
        for (int row = from + 1; row < to; row++) {
            if (starts[row] != 0
                    && starts[row] < in.samples().times[row - 1]
                    && starts[row] != starts[row - 1]) {
                in.context()
                        .remarks()
                        .warn(
                                "sample has start time that overlaps with previous sample"
                                        + " timestamp for metric "
                                        + in.quotedName(),
                                in.where());
                return;
            }
        }
    }
}
