package io.gnomon.platform.tsdb.internal.head;

import io.gnomon.platform.tsdb.internal.head.SeriesLimits.Limit;

import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.LongAdder;

/** What the head counts about itself since the store was opened. */
public final class HeadMetrics {
    public final LongAdder samplesAppended = new LongAdder();
    public final LongAdder histogramsAppended = new LongAdder();

    /** Samples out of order that were taken. */
    public final CountsByType lateAppended = new CountsByType();

    /** Rows that the log has but the head does not: a batch of another group was faster. */
    public final LongAdder rowsDropped = new LongAdder();

    /** Rows refused with a value that differs from the one that is there. */
    public final LongAdder conflicts = new LongAdder();

    /** Refused because no sample is taken out of order. */
    public final CountsByType outOfOrder = new CountsByType();

    /** The same, and of a time that is closed. */
    public final CountsByType outOfBounds = new CountsByType();

    /** Refused because they were further behind than the window for samples out of order. */
    public final CountsByType tooOld = new CountsByType();

    /** Of all samples out of order. */
    public final Lateness lateness = new Lateness();

    public final LongAdder seriesCreated = new LongAdder();
    public final LongAdder seriesRemoved = new LongAdder();

    /** Who made series lately. */
    public final Creations creations = new Creations();

    private final Map<Limit, LongAdder> refused = new EnumMap<>(Limit.class);

    public HeadMetrics() {
        for (Limit limit : Limit.values()) {
            refused.put(limit, new LongAdder());
        }
    }

    /** Counts series that were not made, by the limit that forbade it. */
    public LongAdder refused(Limit limit) {
        return Objects.requireNonNull(refused.get(limit));
    }

    void reset() {
        samplesAppended.reset();
        histogramsAppended.reset();
        lateAppended.reset();
        rowsDropped.reset();
        seriesCreated.reset();
    }
}
