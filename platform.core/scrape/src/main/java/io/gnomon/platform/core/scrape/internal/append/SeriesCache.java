package io.gnomon.platform.core.scrape.internal.append;

import io.gnomon.platform.core.exposition.SeriesText;

import java.util.Arrays;

/**
 * The series of one target, known by the way they are exposed, so that the steady state hashes
 * nothing and makes no label sets. Subclasses hold the keys: bytes of a text, or the strings that
 * an exporter reported. For one thread.
 *
 * <p>An entry is one exposed series: its key, the store's reference, whether it is live (had a
 * sample in the last scrape and gets a staleness marker when it goes). A scrape is compared with
 * the order of the one before: {@link #expected} names the entry that stood here last time. When
 * that is not the one, the key is looked up by its hash and the order goes on behind the entry
 * found, so one added or vanished series costs one look-up and not a cascade.
 */
abstract class SeriesCache {
    /** No reference was asked for yet in this epoch. */
    static final long UNRESOLVED = -1;

    /** The reference was one of a store that is no more. */
    static final long FORGOTTEN = -3;

    /** Relabelling drops this series. */
    static final long DROPPED = -2;

    private static final int NONE = -1;

    /** So many keys of scrapes that failed are kept for a scrape that works. */
    private static final int MOST_UNUSED = 10_000;

    private int size;
    private long[] references = new long[64];
    private int[] hashes = new int[64];
    private int[] seen = new int[64];
    private boolean[] live = new boolean[64];
    private boolean[] marked = new boolean[64];
    private int[] places = new int[64];

    /**
     * Open addressing: entry + 1, 0 for a free place. At least twice as long as there are entries.
     */
    private int[] table = new int[128];

    private int[] order = new int[64];
    private int orderSize;
    private int[] orderBefore = new int[64];
    private int orderBeforeSize;
    private int place;

    private int scrape;
    private int seenCount;
    private int liveCount;
    private int liveSeen;

    /** Whether the entry has the key that is looked up now. */
    abstract boolean hasCurrentKey(int entry);

    /** Stores the key that is looked up now as that of a new entry. */
    abstract void keepCurrentKey(int entry);

    /** The key of an entry moves to another place; what was there is no longer needed. */
    abstract void moveKey(int from, int to);

    /** Keys from this entry on are no longer needed. */
    abstract void dropKeys(int fromEntry);

    /**
     * The scrape is committed and its order is what the next one is compared with.
     *
     * @param eachOnce whether no series stood in it twice
     */
    void committed(boolean eachOnce) {}

    /** The exposed series, read again from the key. */
    abstract SeriesText exposed(int entry);

    /** Starts a scrape, or starts it again. */
    final void begin() {
        scrape++;
        orderSize = 0;
        place = 0;
        seenCount = 0;
        liveSeen = 0;
    }

    /** The entry that stood here in the scrape before, -1 when the order ends. */
    final int expected() {
        return place < orderBeforeSize ? orderBefore[place] : NONE;
    }

    /** How many places of the order before have been passed. */
    final int place() {
        return place;
    }

    /** Says that the expected entry is the one. */
    final void asExpected(int entry) {
        place++;
        see(entry);
    }

    /** The entry of the current key, a new one when there was none. */
    final int lookUp(int hash) {
        int mask = table.length - 1;
        int at = spread(hash) & mask;
        while (table[at] != 0) {
            int entry = table[at] - 1;
            if (hashes[entry] == hash && hasCurrentKey(entry)) {
                if (!isSeen(entry)
                        && places[entry] < orderBeforeSize
                        && orderBefore[places[entry]] == entry) {
                    place = places[entry] + 1;
                }
                see(entry);
                return entry;
            }
            at = (at + 1) & mask;
        }
        int entry = add(hash);
        table[at] = entry + 1;
        if (2 * size > table.length) {
            rebuildTable(2 * size);
        }
        see(entry);
        return entry;
    }

    private static int spread(int hash) {
        return hash ^ (hash >>> 15);
    }

    private int add(int hash) {
        int entry = size++;
        if (entry == references.length) {
            int length = 2 * entry;
            references = Arrays.copyOf(references, length);
            hashes = Arrays.copyOf(hashes, length);
            seen = Arrays.copyOf(seen, length);
            live = Arrays.copyOf(live, length);
            marked = Arrays.copyOf(marked, length);
            places = Arrays.copyOf(places, length);
        }
        references[entry] = UNRESOLVED;
        hashes[entry] = hash;
        seen[entry] = 0;
        live[entry] = false;
        marked[entry] = false;
        keepCurrentKey(entry);
        return entry;
    }

    private void see(int entry) {
        if (seen[entry] != scrape) {
            seen[entry] = scrape;
            seenCount++;
            liveSeen += live[entry] ? 1 : 0;
        }
        if (orderSize == order.length) {
            order = Arrays.copyOf(order, 2 * orderSize);
        }
        places[entry] = orderSize;
        order[orderSize++] = entry;
    }

    private void rebuildTable(int atLeast) {
        int length = Integer.highestOneBit(Math.max(64, atLeast)) << 1;
        table = new int[length];
        for (int entry = 0; entry < size; entry++) {
            int at = spread(hashes[entry]) & (length - 1);
            while (table[at] != 0) {
                at = (at + 1) & (length - 1);
            }
            table[at] = entry + 1;
        }
    }

    final int size() {
        return size;
    }

    final long reference(int entry) {
        return references[entry];
    }

    final void setReference(int entry, long reference) {
        references[entry] = reference;
    }

    /** Entries that this scrape has. */
    final int seenCount() {
        return seenCount;
    }

    final boolean isSeen(int entry) {
        return seen[entry] == scrape;
    }

    final boolean isLive(int entry) {
        return live[entry];
    }

    /** Live series that have not been seen in this scrape: they get staleness markers. */
    final int missing() {
        return liveCount - liveSeen;
    }

    /** All references are of a store that is no more. */
    final void forgetReferences() {
        for (int entry = 0; entry < size; entry++) {
            if (references[entry] >= 0) {
                references[entry] = FORGOTTEN;
            }
        }
    }

    /**
     * Says whether a series of this scrape is to be marked when it goes; samples with times of
     * their own are not.
     */
    final void setMarked(int entry, boolean isMarked) {
        marked[entry] = isMarked;
    }

    /**
     * The scrape is in the store: the next one is compared with it, and series that it did not have
     * are forgotten.
     */
    final void commit() {
        int[] spare = orderBefore;
        orderBefore = order;
        orderBeforeSize = orderSize;
        order = spare;
        committed(orderSize == seenCount);
        if (seenCount < size) {
            forgetUnseen();
        }
        liveCount = 0;
        for (int entry = 0; entry < size; entry++) {
            live[entry] = marked[entry];
            liveCount += marked[entry] ? 1 : 0;
        }
        liveSeen = liveCount;
    }

    /** The markers of a scrape that failed are in the store: nothing is live, keys stay known. */
    final void commitFailed() {
        Arrays.fill(live, 0, size, false);
        Arrays.fill(marked, 0, size, false);
        liveCount = 0;
        liveSeen = 0;
        if (size > MOST_UNUSED + 4 * orderBeforeSize) {
            forgetUnseen();
        }
    }

    private void forgetUnseen() {
        int[] moved = new int[size];
        Arrays.fill(moved, NONE);
        int kept = 0;
        for (int entry = 0; entry < size; entry++) {
            if (seen[entry] == scrape) {
                moved[entry] = kept;
                move(entry, kept);
                kept++;
            }
        }
        size = kept;
        dropKeys(kept);
        int ordered = 0;
        for (int i = 0; i < orderBeforeSize; i++) {
            int entry = moved[orderBefore[i]];
            if (entry != NONE) {
                orderBefore[ordered++] = entry;
            }
        }
        orderBeforeSize = ordered;
        rebuildTable(2 * size);
    }

    private void move(int from, int to) {
        if (from != to) {
            references[to] = references[from];
            hashes[to] = hashes[from];
            seen[to] = seen[from];
            live[to] = live[from];
            marked[to] = marked[from];
            places[to] = places[from];
            moveKey(from, to);
        }
    }
}
