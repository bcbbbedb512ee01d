package io.gnomon.platform.core.remote.internal.write;

import io.gnomon.platform.core.promformat.remote.TextKey;

import org.jspecify.annotations.Nullable;

/**
 * References of series by the key of their labels, so that a series that was seen before costs no
 * texts. Bounded: a table that is full becomes the old one, what is still asked for comes back from
 * there, the rest is forgotten. 24 bytes a slot, at most 3 million series. Any thread.
 */
final class KnownSeries {
    /** What {@link #find} gives for a series that is not known. */
    static final long UNKNOWN = -1;

    private static final int SHARDS = 16;
    private static final int FIRST_SLOTS = 256;
    private static final int MAX_SLOTS = 128 << 10;

    private final Shard[] shards = new Shard[SHARDS];
    private long epoch = Long.MIN_VALUE;

    KnownSeries() {
        for (int i = 0; i < SHARDS; i++) {
            shards[i] = new Shard();
        }
    }

    /** Forgets all when references of this epoch are others than those known. */
    synchronized void enter(long epochNow) {
        if (epoch != epochNow) {
            epoch = epochNow;
            clear();
        }
    }

    /** Forgets all. */
    void clear() {
        for (Shard shard : shards) {
            shard.clear();
        }
    }

    long find(TextKey key) {
        return shard(key).find(key.high(), key.low());
    }

    void put(TextKey key, long reference) {
        shard(key).put(key.high(), key.low(), reference);
    }

    private Shard shard(TextKey key) {
        return shards[(int) (key.high() >>> 60)];
    }

    /** Three numbers a slot: both halves of the key, the reference plus one. */
    private static final class Shard {
        private long[] young = new long[3 * FIRST_SLOTS];
        private int used;
        private long @Nullable [] old;

        synchronized void clear() {
            young = new long[3 * FIRST_SLOTS];
            used = 0;
            old = null;
        }

        synchronized long find(long high, long low) {
            long found = young[slot(young, high, low) + 2];
            if (found == 0 && old != null) {
                found = old[slot(old, high, low) + 2];
                if (found != 0) {
                    add(high, low, found);
                }
            }
            return found - 1;
        }

        synchronized void put(long high, long low, long reference) {
            add(high, low, reference + 1);
        }

        private void add(long high, long low, long value) {
            int slot = slot(young, high, low);
            if (young[slot + 2] == 0) {
                if (++used > young.length / 3 * 3 / 4) {
                    makeRoom();
                    slot = slot(young, high, low);
                }
                young[slot] = high;
                young[slot + 1] = low;
            }
            young[slot + 2] = value;
        }

        private void makeRoom() {
            long[] full = young;
            if (full.length / 3 >= MAX_SLOTS) {
                old = full;
                young = new long[3 * FIRST_SLOTS];
                used = 1;
                return;
            }
            young = new long[2 * full.length];
            for (int i = 0; i < full.length; i += 3) {
                if (full[i + 2] != 0) {
                    System.arraycopy(full, i, young, slot(young, full[i], full[i + 1]), 3);
                }
            }
        }

        /** Where the key is, or would be. */
        private static int slot(long[] table, long high, long low) {
            int mask = table.length / 3 - 1;
            int i = (int) low & mask;
            while (table[3 * i + 2] != 0 && (table[3 * i] != high || table[3 * i + 1] != low)) {
                i = (i + 1) & mask;
            }
            return 3 * i;
        }
    }
}
