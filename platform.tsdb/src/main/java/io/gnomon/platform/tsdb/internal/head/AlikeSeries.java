package io.gnomon.platform.tsdb.internal.head;

import java.util.Arrays;
import java.util.BitSet;
import java.util.Collection;

/**
 * Finds series that agree in some labels by the numbers of their pairs of name and value: no label
 * is made, and no text is compared but once for each pair. For one thread.
 */
final class AlikeSeries {
    private final SeriesDictionary dictionary;
    private final Collection<String> names;
    private final boolean named;

    /** Pairs that were looked at, and those of them that count. */
    private final BitSet seen = new BitSet();

    private final BitSet counting = new BitSet();

    /** Pairs that count of each first series, one behind the other. */
    private int[] keys = new int[256];

    private int keysSize;

    AlikeSeries(SeriesDictionary dictionary, Collection<String> names, boolean named) {
        this.dictionary = dictionary;
        this.names = names;
        this.named = named;
    }

    /** The number of the first series that agrees with each. */
    int[] firstOf(int[] ids) {
        int[] first = new int[ids.length];
        int[] slots = new int[Integer.highestOneBit(Math.max(8, ids.length)) << 2];
        int mask = slots.length - 1;
        int[] starts = new int[ids.length];
        int[] lengths = new int[ids.length];
        for (int i = 0; i < ids.length; i++) {
            int[] own = dictionary.pairs(ids[i]);
            if (own == null) {
                throw new IllegalStateException("a series was removed while it was read");
            }
            int length = keepCounting(own);
            int slot = hash(own, length) & mask;
            while (slots[slot] != 0 && !isKey(slots[slot] - 1, starts, lengths, own, length)) {
                slot = slot + 1 & mask;
            }
            if (slots[slot] == 0) {
                slots[slot] = i + 1;
                starts[i] = keysSize;
                lengths[i] = length;
                addKey(own, length);
            }
            first[i] = slots[slot] - 1;
        }
        return first;
    }

    /** Moves the pairs that count to the front; the answer is how many they are. */
    private int keepCounting(int[] own) {
        int n = 0;
        for (int pair : own) {
            if (!seen.get(pair)) {
                seen.set(pair);
                counting.set(pair, names.contains(dictionary.pairName(pair)) == named);
            }
            if (counting.get(pair)) {
                own[n++] = pair;
            }
        }
        return n;
    }

    private static int hash(int[] pairs, int length) {
        int hash = length;
        for (int i = 0; i < length; i++) {
            hash = 31 * hash + pairs[i];
        }
        hash *= 0x9E3779B9;
        return hash ^ hash >>> 15;
    }

    private boolean isKey(int series, int[] starts, int[] lengths, int[] pairs, int length) {
        int start = starts[series];
        return lengths[series] == length
                && Arrays.equals(keys, start, start + length, pairs, 0, length);
    }

    private void addKey(int[] pairs, int length) {
        if (keysSize + length > keys.length) {
            keys = Arrays.copyOf(keys, 2 * (keysSize + length));
        }
        System.arraycopy(pairs, 0, keys, keysSize, length);
        keysSize += length;
    }
}
