package io.gnomon.platform.tsdb.internal.head;

import java.util.concurrent.atomic.LongAdder;

/** What the head counts about itself since the store was opened. */
public final class HeadMetrics {
    public final LongAdder samplesAppended = new LongAdder();
    public final LongAdder histogramsAppended = new LongAdder();

    /** Samples out of order that were taken. */
    public final LongAdder lateAppended = new LongAdder();

    /** Rows that the log has but the head does not: a batch of another group was faster. */
    public final LongAdder rowsDropped = new LongAdder();

    /** Rows refused with a value that differs from the one that is there. */
    public final LongAdder conflicts = new LongAdder();

    public final LongAdder outOfOrder = new LongAdder();
    public final LongAdder tooOld = new LongAdder();
    public final LongAdder seriesCreated = new LongAdder();
    public final LongAdder seriesRemoved = new LongAdder();

    /** Series that were not made, by the limit that forbade it. */
    public final LongAdder overGroupLimit = new LongAdder();

    public final LongAdder overMetricLimit = new LongAdder();
    public final LongAdder overTotalLimit = new LongAdder();

    void reset() {
        samplesAppended.reset();
        histogramsAppended.reset();
        lateAppended.reset();
        rowsDropped.reset();
        seriesCreated.reset();
    }
}
