package io.gnomon.platform.tsdb.internal.head;

/** Binary search in ascending times. */
final class TimeRange {
    private TimeRange() {}

    /** First index in {@code [from, to)} whose time is not before {@code time}, else {@code to}. */
    static int firstAtOrAfter(long[] times, int from, int to, long time) {
        int low = from;
        int high = to;
        while (low < high) {
            int mid = (low + high) >>> 1;
            if (times[mid] < time) {
                low = mid + 1;
            } else {
                high = mid;
            }
        }
        return low;
    }

    /** First index in {@code [from, to)} whose time is after {@code time}, else {@code to}. */
    static int firstAfter(long[] times, int from, int to, long time) {
        return time == Long.MAX_VALUE ? to : firstAtOrAfter(times, from, to, time + 1);
    }
}
