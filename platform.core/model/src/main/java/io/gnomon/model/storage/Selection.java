package io.gnomon.model.storage;

import io.gnomon.model.labels.Labels;

import org.osgi.annotation.versioning.ProviderType;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Series found by {@link Snapshot#select}, numbered from 0. Immutable: several threads may read
 * labels and open readers of their own.
 */
@ProviderType
public interface Selection {
    int size();

    Labels labels(int series);

    /**
     * Which series agree in some of their labels: for each series the number of the first one that
     * has the same values (its own when it is that itself). A store may know without making labels.
     *
     * @param names names of labels; a missing label is the same as an empty one
     * @param named true: the named labels count; false: all others do
     */
    default int[] firstAlike(Collection<String> names, boolean named) {
        int[] first = new int[size()];
        if (named && names.isEmpty()) {
            return first;
        }
        Map<Labels, Integer> known = new HashMap<>();
        for (int i = 0; i < first.length; i++) {
            Labels key = named ? labels(i).keep(names) : labels(i).without(names);
            Integer before = known.putIfAbsent(key, i);
            first[i] = before == null ? i : before;
        }
        return first;
    }

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
