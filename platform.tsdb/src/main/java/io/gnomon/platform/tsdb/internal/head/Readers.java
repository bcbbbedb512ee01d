package io.gnomon.platform.tsdb.internal.head;

import io.gnomon.model.storage.StorageException;

import java.time.Duration;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * The snapshots that are open: what they may still need is not thrown away. Safe for use by any
 * number of threads.
 */
final class Readers {
    /** A point in the log and the oldest time that was kept then. */
    record View(long seq, long boundary, long number) implements Comparable<View> {
        @Override
        public int compareTo(View other) {
            int bySeq = Long.compare(seq, other.seq);
            return bySeq != 0 ? bySeq : Long.compare(number, other.number);
        }
    }

    private final TreeMap<View, Boolean> open = new TreeMap<>();
    private long opened;
    private boolean ended;

    /**
     * Opens a view of what is committed now.
     *
     * @throws StorageException of kind {@code UNAVAILABLE} after {@link #end}
     */
    synchronized View open(LongSupplier committed, LongSupplier boundary) throws StorageException {
        if (ended) {
            throw new StorageException(
                    StorageException.Kind.UNAVAILABLE, "the store is being closed");
        }
        View view = new View(committed.getAsLong(), boundary.getAsLong(), ++opened);
        open.put(view, true);
        return view;
    }

    synchronized void close(View view) {
        open.remove(view);
        if (open.isEmpty()) {
            notifyAll();
        }
    }

    /**
     * Opens no view any more and waits for those that are open.
     *
     * @return how many still are when the patience is over
     */
    synchronized int end(Duration patience) throws InterruptedException {
        ended = true;
        long deadline = System.nanoTime() + patience.toNanos();
        long left = patience.toMillis();
        while (!open.isEmpty() && left > 0) {
            wait(left);
            left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
        }
        return open.size();
    }

    /** The oldest open view, or one opened and closed now. */
    synchronized View oldest(LongSupplier committed, LongSupplier boundary) {
        return open.isEmpty()
                ? new View(committed.getAsLong(), boundary.getAsLong(), 0)
                : open.firstKey();
    }
}
