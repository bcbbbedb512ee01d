package io.gnomon.model.storage;

import io.gnomon.model.labels.Labels;
import io.gnomon.model.sample.Exemplar;
import io.gnomon.model.sample.Histogram;
import io.gnomon.model.sample.MetricMetadata;

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
     * Where the batch after the one delivered last begins; to be stored and given to {@link
     * Storage#tail}.
     */
    long position();

    @Override
    void close();

    /** Receives the rows of one batch, by the thread that called {@link Tail#next}. */
    interface Visitor {
        void sample(Labels labels, long timeMillis, double value);

        void histogram(Labels labels, long timeMillis, Histogram histogram);

        void exemplar(Labels labels, Exemplar exemplar);

        void metadata(String family, MetricMetadata metadata);
    }
}
