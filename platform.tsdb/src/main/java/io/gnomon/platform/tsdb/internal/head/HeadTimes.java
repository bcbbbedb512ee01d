package io.gnomon.platform.tsdb.internal.head;

/** The times that bound what a head has, takes and shows. Read by any thread. */
final class HeadTimes {
    private volatile long boundary = Long.MIN_VALUE;
    private volatile long floor = Long.MIN_VALUE;
    private volatile long min = Long.MAX_VALUE;
    private volatile long max = Long.MIN_VALUE;

    /** Of what was appended since the last sweep began. Guarded by the log's lock. */
    private long minSinceSweep = Long.MAX_VALUE;

    /** Samples before it are not seen by who looks from now on. */
    long boundary() {
        return boundary;
    }

    /** Samples before it are not taken in order. */
    long floor() {
        return floor;
    }

    /** Of the oldest sample, {@link Long#MAX_VALUE} when there is none. */
    long min() {
        return min;
    }

    /** Of the newest sample, {@link Long#MIN_VALUE} when there was none. */
    long max() {
        return max;
    }

    synchronized void raiseFloor(long time) {
        floor = Math.max(floor, time);
    }

    synchronized void hideBefore(long time) {
        floor = Math.max(floor, time);
        boundary = Math.max(boundary, time);
    }

    /** Samples were appended. Under the log's lock, as what follows. */
    void applied(long first, long newest) {
        if (newest > max) {
            max = newest;
        }
        if (first < min) {
            min = first;
        }
        minSinceSweep = Math.min(minSinceSweep, first);
    }

    void sweepBegins() {
        minSinceSweep = Long.MAX_VALUE;
    }

    /**
     * A sweep has ended.
     *
     * @param empty whether no series has a sample
     * @param oldestLate time of the oldest late sample
     */
    void sweepEnds(boolean empty, long oldestLate) {
        if (empty) {
            min = Long.MAX_VALUE;
        } else {
            long inOrder = Math.max(min, boundary);
            min = Math.min(Math.min(inOrder, minSinceSweep), oldestLate);
        }
    }
}
