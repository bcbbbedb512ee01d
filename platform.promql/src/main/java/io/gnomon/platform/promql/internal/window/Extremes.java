package io.gnomon.platform.promql.internal.window;

import io.gnomon.platform.promql.internal.run.Points;

/**
 * max_over_time and min_over_time, and the times of the extremes. A queue of rows whose values only
 * fall (or only rise) gives the extreme of each window at its head: every row enters and leaves it
 * once. NaN counts only where there is nothing else.
 */
final class Extremes implements WindowFunction {
    private final boolean max;

    /** Yield the time of the last extreme in seconds, not its value. */
    private final boolean time;

    Extremes(boolean max, boolean time) {
        this.max = max;
        this.time = time;
    }

    @Override
    public void floats(WindowInput in, Points into) {
        double[] values = in.samples().values;
        int[] queue = new int[in.samples().size];
        int head = 0;
        int tail = 0;
        int next = 0;
        for (int step = 0; step < in.steps(); step++) {
            int from = in.from()[step];
            int to = in.to()[step];
            for (; next < to; next++) {
                double value = values[next];
                if (!Double.isNaN(value)) {
                    while (tail > head && replaces(value, values[queue[tail - 1]])) {
                        tail--;
                    }
                    queue[tail++] = next;
                }
            }
            while (head < tail && queue[head] < from) {
                head++;
            }
            if (from < to) {
                boolean number = head < tail;
                if (time) {
                    // Among NaNs alone each replaces the one before.
                    into.set(step, in.samples().times[number ? queue[head] : to - 1] / 1000.0);
                } else {
                    into.set(step, number ? values[queue[head]] : values[to - 1]);
                }
            }
        }
    }

    /** Whether a later value makes an earlier one irrelevant; of equals the time is the last's. */
    private boolean replaces(double later, double earlier) {
        return max
                ? later > earlier || (time && later == earlier)
                : later < earlier || (time && later == earlier);
    }
}
