package io.gnomon.model.storage;

import io.gnomon.model.labels.Labels;
import io.gnomon.model.sample.Exemplar;
import io.gnomon.model.sample.Histogram;
import io.gnomon.model.sample.MetricMetadata;

import org.jspecify.annotations.Nullable;
import org.osgi.annotation.versioning.ProviderType;

import java.time.Duration;

/** Reads committed batches in commit order. For one thread; closed by its owner. */
@ProviderType
public interface Tail extends AutoCloseable {
    /**
     * Hands the next batch to the visitor.
     *
     * @param wait how long to wait for one
     * @return false when none came in time
     */
    boolean next(Duration wait, Visitor visitor) throws StorageException, InterruptedException;

    /**
     * Labels of a series. They take time to make: a visitor asks when it meets a series for the
     * first time.
     *
     * @param series number that a visitor was given; it stands for the same series as long as this
     *     tail is open
     * @return null when the store has forgotten the series
     */
    @Nullable Labels labels(long series);

    /**
     * Where the batch after the one delivered last begins; to be stored and given to {@link
     * Storage#tail}.
     */
    long position();

    /** Number of the log's file that is read now, to be shown; 0 for a store without a log. */
    long segment();

    @Override
    void close();

    /**
     * Receives the rows of one batch, by the thread that called {@link Tail#next}. Series are
     * numbers, see {@link Tail#labels}; nothing is made for a sample.
     */
    interface Visitor {
        void sample(long series, long timeMillis, double value);

        void histogram(long series, long timeMillis, Histogram histogram);

        void exemplar(long series, Exemplar exemplar);

        void metadata(String family, MetricMetadata metadata);
    }
}
