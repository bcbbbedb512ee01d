package io.gnomon.platform.tsdb.internal.wal;

import java.util.concurrent.atomic.LongAdder;

/** What the log counts about itself. */
public final class WalMetrics {
    public final LongAdder fsyncs = new LongAdder();
    public final LongAdder fsyncNanos = new LongAdder();
    public final LongAdder bytesWritten = new LongAdder();
    public final LongAdder batches = new LongAdder();
    public final LongAdder writesFailed = new LongAdder();
    public final LongAdder corruptions = new LongAdder();
    public final LongAdder checkpoints = new LongAdder();
    public final LongAdder checkpointsFailed = new LongAdder();
}
