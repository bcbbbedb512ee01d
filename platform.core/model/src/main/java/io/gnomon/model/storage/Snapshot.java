package io.gnomon.model.storage;

import io.gnomon.model.labels.Labels;
import io.gnomon.model.labels.Matcher;
import io.gnomon.model.sample.Exemplar;
import io.gnomon.model.sample.MetricMetadata;

import org.osgi.annotation.versioning.ProviderType;

import java.util.List;
import java.util.Map;

/**
 * A consistent view of the store over a time range: batches committed before {@link Storage#open}
 * returned are in it, whole; later ones are not. Methods may be called by several threads and may
 * block on I/O; an interrupt ends them with a {@link StorageException} of kind {@code CANCELLED}.
 * Valid until closed.
 */
@ProviderType
public interface Snapshot extends AutoCloseable {
    /**
     * Series that satisfy all matchers and may have samples in the snapshot's range.
     *
     * @param matchers at least one; a missing label counts as empty
     */
    Selection select(List<Matcher> matchers, SelectHints hints) throws StorageException;

    /**
     * Names of the labels of all series that satisfy the matchers, sorted.
     *
     * @param matchers none means all series
     * @param limit at most so many, 0 for no limit
     */
    List<String> labelNames(List<Matcher> matchers, int limit) throws StorageException;

    /** Values of one label over all series that satisfy the matchers, sorted; limit as above. */
    List<String> labelValues(String name, List<Matcher> matchers, int limit)
            throws StorageException;

    /** Exemplars in the snapshot's range of the series that satisfy the matchers. */
    Map<Labels, List<Exemplar>> exemplars(List<Matcher> matchers) throws StorageException;

    /** Latest metadata by family name; of one family when {@code family} is not empty. */
    Map<String, MetricMetadata> metadata(String family) throws StorageException;

    /**
     * Which names, values and pairs have the most series among those that the store still writes
     * to, whatever the snapshot's range: each list at most {@code limit} long.
     */
    Cardinality cardinality(int limit) throws StorageException;

    /**
     * Sentences about what is missing or doubtful in the names and values of labels that were asked
     * for up to now. Selections have their own.
     */
    default List<String> warnings() {
        return List.of();
    }

    @Override
    void close();

    /** Counted name. */
    record Count(String name, long value) {}

    /**
     * See {@link Snapshot#cardinality}; each list is sorted by falling count.
     *
     * @param labelPairs different pairs of name and value
     */
    record Cardinality(
            long labelPairs,
            List<Count> seriesByMetric,
            List<Count> valuesByLabel,
            List<Count> bytesByLabel,
            List<Count> seriesByPair) {}
}
