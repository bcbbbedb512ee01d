package io.gnomon.platform.tsdb.internal.head;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.IntUnaryOperator;

/**
 * Which samples of a chunk some open snapshots must not see, beyond what the series' record says of
 * its newest batch: for each batch how many samples were there before it. Kept only while a
 * snapshot needs it. Changed under the log's lock, read by any.
 */
final class Hidden {
    private record Entry(long seq, long key) {}

    /** Batch and samples before it, in turns, ascending. */
    private final ConcurrentHashMap<Long, long[]> batches = new ConcurrentHashMap<>();

    private final ArrayDeque<Entry> bySeq = new ArrayDeque<>();

    private static long key(int series) {
        return -1L - series;
    }

    /** Remembers how many samples of the open chunk were there before a batch. */
    void add(int series, long seq, int before) {
        put(key(series), seq, before);
    }

    /** The open chunk was sealed as the chunk with this reference. */
    void sealed(int series, long ref, long lastSeq, int before) {
        long[] earlier = batches.remove(key(series));
        if (earlier != null) {
            batches.put(ref, earlier);
        }
        put(ref, lastSeq, before);
    }

    private void put(long key, long seq, int before) {
        long[] known = batches.get(key);
        int n = known == null ? 0 : known.length;
        long[] more = known == null ? new long[2] : Arrays.copyOf(known, n + 2);
        more[n] = seq;
        more[n + 1] = before;
        batches.put(key, more);
        bySeq.add(new Entry(seq, key));
    }

    /** The same is true of another chunk, of which some samples were left out. */
    void copy(long ref, long to, IntUnaryOperator kept) {
        long[] known = batches.get(ref);
        if (known != null) {
            long[] copy = known.clone();
            for (int i = 0; i < copy.length; i += 2) {
                copy[i + 1] = kept.applyAsInt((int) copy[i + 1]);
            }
            batches.put(to, copy);
            bySeq.add(new Entry(copy[copy.length - 2], to));
        }
    }

    /** Samples of a series' open chunk that a reader sees, of {@code count}. */
    int visible(int series, int count, long upToSeq) {
        return visibleOfSealed(key(series), count, upToSeq);
    }

    /** Samples of a sealed chunk that a reader sees, of {@code count}. */
    int visibleOfSealed(long ref, int count, long upToSeq) {
        long[] known = batches.get(ref);
        if (known != null) {
            for (int i = 0; i < known.length; i += 2) {
                if (known[i] > upToSeq) {
                    return (int) known[i + 1];
                }
            }
        }
        return count;
    }

    /** Forgets what all open snapshots see. */
    void forget(long oldestReader) {
        while (!bySeq.isEmpty() && bySeq.getFirst().seq <= oldestReader) {
            long key = bySeq.removeFirst().key;
            long[] known = batches.get(key);
            if (known != null && known[known.length - 2] <= oldestReader) {
                batches.remove(key);
            }
        }
    }
}
