package io.gnomon.platform.core.scrape.internal.loop;

import io.gnomon.platform.core.exposition.Summary;

import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.LongAdder;

/** Figures over all loops. Any thread. */
public final class LoopMetrics {
    static final double[] RANKS = {0.01, 0.05, 0.5, 0.9, 0.99};

    public final LongAdder missedSlots = new LongAdder();
    public final LongAdder reloads = new LongAdder();
    public final LongAdder targetLimit = new LongAdder();
    public final DiscoveryMetrics discoveries = new DiscoveryMetrics();
    public final LongAdder unusablePools = new LongAdder();

    private final Map<Long, Summary> intervals = new ConcurrentSkipListMap<>();

    /** Time between two scrapes of a target. */
    void interval(long configuredMillis, double seconds) {
        intervals.computeIfAbsent(configuredMillis, i -> new Summary(RANKS)).add(seconds);
    }

    /** Actual lengths in seconds by configured interval in milliseconds; a live view. */
    public Map<Long, Summary> intervals() {
        return intervals;
    }
}
