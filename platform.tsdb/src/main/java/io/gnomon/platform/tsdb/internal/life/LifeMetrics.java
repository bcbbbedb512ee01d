package io.gnomon.platform.tsdb.internal.life;

import java.util.concurrent.atomic.LongAdder;

/** What happened to blocks since the store was opened. */
public final class LifeMetrics {
    public final LongAdder cuts = new LongAdder();

    /** Blocks of late samples alone. */
    public final LongAdder lateCuts = new LongAdder();

    public final LongAdder cutsFailed = new LongAdder();
    public final LongAdder cutNanos = new LongAdder();
    public final LongAdder compactions = new LongAdder();
    public final LongAdder compactionsFailed = new LongAdder();
    public final LongAdder compactionNanos = new LongAdder();

    /** How often other blocks were there from one moment on. */
    public final LongAdder changes = new LongAdder();

    public final LongAdder blocksDamaged = new LongAdder();
    public final LongAdder droppedByTime = new LongAdder();
    public final LongAdder droppedBySize = new LongAdder();
    public final LongAdder rewrittenByMatcher = new LongAdder();
    public final LongAdder deletions = new LongAdder();
}
