package io.gnomon.platform.core.scrape.internal.append;

import io.gnomon.model.storage.AppendBatch;

/** Where a scrape writes to: the store, or what stands in for it while it is away. */
public interface SampleStore {
    /** Identifies the life in which references are valid; see Storage. */
    long epoch();

    /** Starts a batch; see Storage. */
    AppendBatch batch(String group, long timeMillis);
}
