package io.gnomon.model.storage;

import io.gnomon.model.sample.SampleColumn;

import org.osgi.annotation.versioning.ProviderType;

/** Reads the samples of a {@link Selection}. For one thread. */
@ProviderType
public interface SampleReader extends AutoCloseable {
    /**
     * Replaces the content of {@code into} by all samples of a series in the hints' time range,
     * both ends included, in order of time, staleness markers among them.
     */
    void read(int series, SampleColumn into) throws StorageException;

    /**
     * As {@link #read} for a caller who looks only at the newest sample of the range: the store may
     * leave out any of the others.
     */
    default void readNewest(int series, SampleColumn into) throws StorageException {
        read(series, into);
    }

    @Override
    void close();
}
