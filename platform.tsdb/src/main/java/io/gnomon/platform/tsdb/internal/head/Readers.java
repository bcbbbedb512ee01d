package io.gnomon.platform.tsdb.internal.head;

import java.util.TreeMap;
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

    /** Opens a view of what is committed now. */
    synchronized View open(LongSupplier committed, LongSupplier boundary) {
        View view = new View(committed.getAsLong(), boundary.getAsLong(), ++opened);
        open.put(view, true);
        return view;
    }

    synchronized void close(View view) {
        open.remove(view);
    }

    /** The oldest open view, or one opened and closed now. */
    synchronized View oldest(LongSupplier committed, LongSupplier boundary) {
        return open.isEmpty()
                ? new View(committed.getAsLong(), boundary.getAsLong(), 0)
                : open.firstKey();
    }
}
