package io.gnomon.platform.core.scrape.internal.loop;

import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.LongAdder;

/** Figures over all loops. Any thread. */
public final class LoopMetrics {
    public final LongAdder missedSlots = new LongAdder();
    public final LongAdder syncs = new LongAdder();
    public final LongAdder reloads = new LongAdder();
    public final LongAdder targetLimit = new LongAdder();
    public final DiscoveryMetrics discoveries = new DiscoveryMetrics();

    private final Map<Long, Lengths> intervals = new ConcurrentSkipListMap<>();

    /** Time between two scrapes of a target. */
    void interval(long configuredMillis, double seconds) {
        intervals.computeIfAbsent(configuredMillis, i -> new Lengths()).add(seconds);
    }

    /** Actual lengths by configured interval in milliseconds; a live view. */
    public Map<Long, Lengths> intervals() {
        return intervals;
    }

    /** Lengths seen: their number, sum, and the quantiles of the last thousand. */
    public static final class Lengths {
        private final double[] last = new double[1000];
        private long count;
        private double sum;

        synchronized void add(double seconds) {
            last[(int) (count++ % last.length)] = seconds;
            sum += seconds;
        }

        public synchronized long count() {
            return count;
        }

        public synchronized double sum() {
            return sum;
        }

        /** The values at these ranks, NaN while there are none. */
        public double[] quantiles(double... ranks) {
            double[] sorted;
            synchronized (this) {
                sorted = Arrays.copyOf(last, (int) Math.min(count, last.length));
            }
            Arrays.sort(sorted);
            double[] values = new double[ranks.length];
            for (int i = 0; i < ranks.length; i++) {
                values[i] =
                        sorted.length == 0
                                ? Double.NaN
                                : sorted[(int) (ranks[i] * (sorted.length - 1))];
            }
            return values;
        }
    }
}
