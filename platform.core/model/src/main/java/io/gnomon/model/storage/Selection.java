package io.gnomon.model.storage;

import io.gnomon.model.labels.Labels;

import org.osgi.annotation.versioning.ProviderType;

import java.util.List;

/**
 * Series found by {@link Snapshot#select}, numbered from 0. Immutable: several threads may read
 * labels and open readers of their own.
 */
@ProviderType
public interface Selection {
    int size();

    Labels labels(int series);

    /** What kinds of samples the series has. */
    SampleKind kind(int series);

    /**
     * Identity of the time column that this series shares with its scrape group, -1 when its times
     * are its own. Series with the same id have the same times where both have a sample, so windows
     * found for one hold for the others as long as both have as many samples.
     */
    long timeColumn(int series);

    /** A reader for one thread; closed by its owner, at the latest before the snapshot. */
    SampleReader reader();

    /** Sentences about what is missing or doubtful in this answer. */
    List<String> warnings();

    /** True when part of the store could not be asked. */
    boolean partial();

    enum SampleKind {
        FLOAT,
        HISTOGRAM,
        MIXED
    }
}
