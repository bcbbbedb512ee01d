package io.gnomon.platform.tsdb.internal.head;

import io.gnomon.model.storage.StorageException;

import java.util.concurrent.TimeUnit;

/**
 * How many chunks the head has: found by following those of each series, so only now and then. Any
 * thread.
 */
public final class ChunkCount {
    private static final long GOOD_FOR_NANOS = TimeUnit.MINUTES.toNanos(1);

    private final Head head;
    private long counted = -1;
    private long countedAtNanos;

    public ChunkCount(Head head) {
        this.head = head;
    }

    /** Open and sealed chunks; at most a minute old. */
    public synchronized long get() {
        if (counted < 0 || System.nanoTime() - countedAtNanos > GOOD_FOR_NANOS) {
            try {
                counted = count();
                countedAtNanos = System.nanoTime();
            } catch (StorageException closing) {
                return Math.max(0, counted);
            }
        }
        return counted;
    }

    private long count() throws StorageException {
        SeriesStore store = head.store;
        SealedChunk sealed = new SealedChunk(store.regions, store.columns);
        SeriesTable.State state = new SeriesTable.State();
        // What is looked at stays where it is as long as the view is open.
        Readers.View view = head.openView();
        try {
            long chunks = 0;
            for (int id = 0; id < head.nextId(); id++) {
                if (!store.table.read(id, state)) {
                    continue;
                }
                // Rows that wait with their group are a chunk as soon as anybody looks.
                chunks += state.count > 0 || state.owner != 0 ? 1 : 0;
                for (long ref = state.sealed; sealed.open(ref); ref = sealed.before) {
                    chunks++;
                }
            }
            return chunks;
        } finally {
            store.readers.close(view);
        }
    }
}
