package io.gnomon.platform.tsdb.internal.head;

import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.LongAdder;

/** How far behind the newest sample of the head samples out of order were, taken or not. */
public final class Lateness {
    /** Prometheus's bounds, in seconds. */
    private static final int[] BOUNDS = {600, 1800, 3600, 7200, 10_800, 21_600, 43_200};

    private final AtomicLongArray counts = new AtomicLongArray(BOUNDS.length + 1);
    private final LongAdder millis = new LongAdder();

    void add(long behindMillis) {
        int i = 0;
        while (i < BOUNDS.length && behindMillis > BOUNDS[i] * 1000L) {
            i++;
        }
        counts.incrementAndGet(i);
        millis.add(behindMillis);
    }

    /** Number of bounds; behind the last one there is one without an end. */
    public int bounds() {
        return BOUNDS.length;
    }

    /** A bound in seconds. */
    public int bound(int i) {
        return BOUNDS[i];
    }

    /** How many were no further behind than a bound; all behind the last one. */
    public long upTo(int bound) {
        long sum = 0;
        for (int i = 0; i <= bound; i++) {
            sum += counts.get(i);
        }
        return sum;
    }

    public double seconds() {
        return millis.sum() / 1000.0;
    }
}
