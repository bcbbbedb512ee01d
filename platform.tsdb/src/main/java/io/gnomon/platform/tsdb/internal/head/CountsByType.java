package io.gnomon.platform.tsdb.internal.head;

import java.util.concurrent.atomic.LongAdder;

/** Counts floats and histograms. */
public final class CountsByType {
    private final LongAdder floats = new LongAdder();
    private final LongAdder histograms = new LongAdder();

    void add(boolean histogram) {
        (histogram ? histograms : floats).increment();
    }

    public long floats() {
        return floats.sum();
    }

    public long histograms() {
        return histograms.sum();
    }

    public long sum() {
        return floats() + histograms();
    }

    void reset() {
        floats.reset();
        histograms.reset();
    }
}
