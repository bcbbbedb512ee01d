package io.gnomon.platform.tsdb.internal.head;

import io.gnomon.model.storage.StorageException;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * The snapshots that are open: what they may still need is not thrown away. Safe for use by any
 * number of threads, except for what is said to be the log's.
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

    private record Later(long number, Runnable release) {}

    private final TreeMap<View, Boolean> open = new TreeMap<>();
    private final TreeSet<Long> numbers = new TreeSet<>();
    private long opened;
    private boolean ended;

    /** What is released when its readers are gone. Guarded by the log's lock. */
    private final ArrayDeque<Later> waiting = new ArrayDeque<>();

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
        return pin(committed, boundary);
    }

    /** The same for one who writes, who is not refused. */
    synchronized View pin(LongSupplier committed, LongSupplier boundary) {
        View view = new View(committed.getAsLong(), boundary.getAsLong(), ++opened);
        open.put(view, true);
        numbers.add(view.number);
        return view;
    }

    synchronized void close(View view) {
        open.remove(view);
        numbers.remove(view.number);
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

    /** Whether no view is open and none will be. */
    synchronized boolean areGone() {
        return ended && open.isEmpty();
    }

    /** The oldest open view, or one opened and closed now. */
    synchronized View oldest(LongSupplier committed, LongSupplier boundary) {
        return open.isEmpty()
                ? new View(committed.getAsLong(), boundary.getAsLong(), 0)
                : open.firstKey();
    }

    private synchronized long newest() {
        return numbers.isEmpty() ? 0 : opened;
    }

    private synchronized long oldestNumber() {
        return numbers.isEmpty() ? Long.MAX_VALUE : numbers.first();
    }

    /**
     * Releases something that views opened from now on do not find any more: at once, or when those
     * that are open now are closed. For who has the log's lock.
     */
    void whenUnseen(Runnable release) {
        long number = newest();
        if (number == 0) {
            release.run();
        } else {
            waiting.add(new Later(number, release));
        }
    }

    /** Releases what nobody needs any more. For who has the log's lock. */
    void release() {
        if (waiting.isEmpty()) {
            return;
        }
        long oldest = oldestNumber();
        while (!waiting.isEmpty() && waiting.getFirst().number < oldest) {
            waiting.removeFirst().release.run();
        }
    }
}
