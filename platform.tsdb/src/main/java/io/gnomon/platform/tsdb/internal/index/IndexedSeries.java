package io.gnomon.platform.tsdb.internal.index;

import io.gnomon.model.labels.Labels;

/** What the index needs to know of a series. Immutable. */
public interface IndexedSeries {
    /** Never given to another label set within one data directory. */
    int id();

    Labels labels();
}
