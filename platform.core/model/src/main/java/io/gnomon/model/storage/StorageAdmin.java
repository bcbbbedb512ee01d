package io.gnomon.model.storage;

import io.gnomon.model.labels.Matcher;

import org.osgi.annotation.versioning.ProviderType;

import java.util.List;

/**
 * What administrators do to a store; an OSGi service beside {@link Storage}. Any thread; calls may
 * overlap, and may wait for each other. Reading and appending go on meanwhile.
 */
@ProviderType
public interface StorageAdmin {
    /**
     * Deletes samples of the series that satisfy all matchers. When it returns no reader sees them
     * and a power cut does not bring them back; their bytes may stay for a while. Takes a moment
     * for each block in the range.
     *
     * @param matchers at least one
     * @param minTimeMillis first time that is deleted
     * @param maxTimeMillis last time that is deleted
     */
    void delete(List<Matcher> matchers, long minTimeMillis, long maxTimeMillis)
            throws StorageException;

    /** Frees the bytes of what was deleted. Takes as long as writing the blocks concerned anew. */
    void cleanTombstones() throws StorageException;

    /**
     * Makes a copy of the store as it is now in the folder {@code snapshots} of the data directory.
     * It is a data directory itself, and takes little room as long as the originals are kept.
     *
     * @param skipHead without the newest samples, those not in a block yet
     * @return name of the copy's folder
     */
    String snapshot(boolean skipHead) throws StorageException;

    /**
     * Who brings how many series, and what is wrong.
     *
     * @param limit length of each list of counts
     */
    StorageReport report(int limit);

    /** The blocks there are, by time. */
    List<StoredBlock> blocks();

    /** Changes the rules; those for retention count the next time that the store looks. */
    void rules(StorageRules rules);

    /** The rules now. */
    StorageRules rules();
}
