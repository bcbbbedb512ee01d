package io.gnomon.platform.tsdb.internal.wal;

import io.gnomon.model.storage.StorageException;

import org.jspecify.annotations.Nullable;

import java.io.IOException;

/**
 * A batch on its way through the {@link Wal}. All methods are called with the log's lock, by
 * whatever thread has it.
 */
public interface WalEntry {
    /** Bytes that {@link #frame} will write, record headers included. */
    int framedBytes();

    /** Writes the records of the batch; the last one carries the flag. */
    void frame(SegmentWriter to, long seq) throws IOException;

    /** Whether it waits for an fsync. */
    boolean durable();

    /** The records are in the file: takes the rows over, invisible until the log commits them. */
    void apply(long seq);

    /**
     * The end: readers see the rows and they are as safe as was asked for, or why they are not. The
     * log does not touch the entry after it: its owner may reuse it.
     */
    void done(@Nullable StorageException failure);
}
