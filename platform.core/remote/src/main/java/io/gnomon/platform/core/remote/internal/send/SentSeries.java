package io.gnomon.platform.core.remote.internal.send;

import io.gnomon.model.labels.Labels;
import io.gnomon.model.sample.MetricMetadata;

import org.jspecify.annotations.Nullable;

/** A series as the receiver gets it. */
final class SentSeries {
    final Labels labels;

    /** The same in every process, so that a series stays in its shard. */
    final int hash;

    /** Of its family, null when none is known. */
    final @Nullable MetricMetadata metadata;

    /** Row of {@link Rows} of the follower in which its newest sample is; only for that thread. */
    int row = -1;

    SentSeries(Labels labels, @Nullable MetricMetadata metadata) {
        this.labels = labels;
        this.metadata = metadata;
        long stable = labels.stableHash();
        this.hash = (int) (stable ^ (stable >>> 32)) & Integer.MAX_VALUE;
    }
}
