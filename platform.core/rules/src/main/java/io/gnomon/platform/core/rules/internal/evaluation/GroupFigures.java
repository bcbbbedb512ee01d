package io.gnomon.platform.core.rules.internal.evaluation;

import io.gnomon.platform.core.exposition.Summary;

import java.util.concurrent.atomic.LongAdder;

/**
 * What is counted of a group; it outlives the group when a reload changes it. Times are seconds, 0
 * when nothing was measured yet. Any thread.
 */
public final class GroupFigures {
    public final LongAdder scheduled = new LongAdder();
    public final LongAdder missed = new LongAdder();
    public final LongAdder evaluations = new LongAdder();
    public final LongAdder failures = new LongAdder();
    public volatile double lastEvaluation;
    public volatile double lastDuration;
    public volatile double lastRuleDurations;
    public volatile double lastRestore;
    public volatile long lastSamples;
    final Shared shared;

    /** Figures of a group that was not evaluated yet. */
    public GroupFigures(Shared shared) {
        this.shared = shared;
    }

    /** Durations of all groups together. */
    public static final class Shared {
        public final Summary rules = new Summary(0.5, 0.9, 0.99);
        public final Summary groups = new Summary(0.01, 0.05, 0.5, 0.9, 0.99);
    }
}
