package io.gnomon.platform.core.scrape.internal.append;

import java.util.concurrent.atomic.LongAdder;

/** What became of samples, over all targets. */
public final class AppendCounters {
    public final LongAdder duplicateTimestamp = new LongAdder();
    public final LongAdder outOfOrder = new LongAdder();
    public final LongAdder outOfBounds = new LongAdder();
    public final LongAdder exemplarOutOfOrder = new LongAdder();
    public final LongAdder sampleLimit = new LongAdder();
    public final LongAdder labelLimits = new LongAdder();
    public final LongAdder bodySizeLimit = new LongAdder();
    public final LongAdder bucketLimit = new LongAdder();
    public final LongAdder samples = new LongAdder();
}
