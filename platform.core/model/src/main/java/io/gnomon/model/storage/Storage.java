package io.gnomon.model.storage;

import org.osgi.annotation.versioning.ProviderType;

/**
 * A store of time series, an OSGi service. All methods may be called by any thread and may overlap;
 * what they return is for one thread at a time unless it says otherwise.
 *
 * <p>The service may be replaced while the server runs. Users ask for it once per unit of work (a
 * scrape, a query) and treat its absence as {@link StorageException} of kind {@code UNAVAILABLE}.
 */
@ProviderType
public interface Storage {
    /** Position behind the batch that was committed last, for {@link #tail}. */
    long TAIL_END = Long.MAX_VALUE;

    /**
     * Identifies this life of the store. Series references of another epoch are not valid; a store
     * that was replaced, or that collected unused series, has a new one.
     */
    long epoch();

    /**
     * Starts a batch of one group. Only one batch of a group is open at a time; batches of
     * different groups overlap freely. Does not block on I/O.
     *
     * @param group stable name of what is written together: a target, a connection, a rule group.
     *     Series of one group share their times where they can, so a group should append most of
     *     its series with the batch's own time.
     * @param timeMillis time of the rows that give none of their own
     */
    AppendBatch batch(String group, long timeMillis);

    /**
     * Pins what is committed now and lies in the range, both ends included, for reading. The caller
     * closes it. Does not read samples yet.
     *
     * @throws StorageException when the store cannot be read now
     */
    Snapshot open(long minTimeMillis, long maxTimeMillis) throws StorageException;

    /**
     * The feed of committed batches from a position on, in commit order. Position 0 is the oldest
     * batch that is still kept, {@link #TAIL_END} what is committed after this call.
     *
     * @throws StorageException of kind {@code GONE} when the position is no longer kept
     */
    Tail tail(long position) throws StorageException;

    /** Figures of the store now; cheap. */
    StorageStats stats();
}
