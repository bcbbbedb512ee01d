package io.gnomon.platform.core.remote.internal.send;

/**
 * How many shards a sender needs: a quarter more than are busy, twice as many when the reader had
 * to wait for room. For one thread.
 */
final class ShardCount {
    private static final double SPARE = 1.25;

    /** Part of the time for which the reader may wait. */
    private static final double WAITED_MOST = 0.1;

    /** With fewer than this part of the shards needed there are fewer. */
    private static final double SHRINK = 0.7;

    private final int min;
    private final int max;
    private long lastNanos = System.nanoTime();
    private long lastBusy;
    private long lastWaited;

    ShardCount(int min, int max) {
        this.min = min;
        this.max = max;
    }

    boolean isDue(long nowNanos, long intervalNanos) {
        return nowNanos - lastNanos >= intervalNanos;
    }

    /** New shards count from 0. */
    void restart() {
        lastBusy = 0;
        lastWaited = 0;
    }

    /**
     * How many there should be.
     *
     * @param busyNanos time that all shards spent sending so far
     * @param waitedNanos time that the reader waited for them so far
     */
    int wanted(int now, long busyNanos, long waitedNanos, long nowNanos) {
        double elapsed = Math.max(1, nowNanos - lastNanos);
        double busy = (busyNanos - lastBusy) / elapsed;
        double waited = (waitedNanos - lastWaited) / elapsed;
        lastNanos = nowNanos;
        lastBusy = busyNanos;
        lastWaited = waitedNanos;
        int needed = (int) Math.ceil(busy * SPARE);
        int wanted = now;
        if (waited > WAITED_MOST) {
            wanted = Math.max(2 * now, needed);
        } else if (needed > now || needed < now * SHRINK) {
            wanted = needed;
        }
        return Math.clamp(wanted, min, max);
    }
}
