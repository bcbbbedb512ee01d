package io.gnomon.platform.tsdb.internal.tools;

import java.util.Arrays;

/** Numbers series from 0 by the bytes that they are written with. */
final class SeriesBytes {
    private byte[] slab = new byte[1 << 16];

    /** Where the bytes of each series end in the slab; they begin where those before end. */
    private int[] ends = new int[1 << 10];

    /** Number of the series plus one by hash, 0 where free; at most half full. */
    private int[] table = new int[1 << 12];

    private int[] hashes = new int[1 << 10];
    private int size;

    int size() {
        return size;
    }

    /** The number of a series, a new one, {@link #size}, when it was not seen before. */
    int number(byte[] text, int from, int to) {
        int hash = hash(text, from, to);
        for (int at = hash & (table.length - 1); ; at = (at + 1) & (table.length - 1)) {
            int number = table[at] - 1;
            if (number < 0) {
                return add(text, from, to, hash, at);
            }
            if (hashes[number] == hash && equal(number, text, from, to)) {
                return number;
            }
        }
    }

    private static int hash(byte[] text, int from, int to) {
        int hash = 1;
        for (int i = from; i < to; i++) {
            hash = 31 * hash + text[i];
        }
        return hash ^ (hash >>> 15);
    }

    private boolean equal(int number, byte[] text, int from, int to) {
        int begin = number == 0 ? 0 : ends[number - 1];
        return Arrays.equals(slab, begin, ends[number], text, from, to);
    }

    private int add(byte[] text, int from, int to, int hash, int at) {
        int begin = size == 0 ? 0 : ends[size - 1];
        int end = Math.addExact(begin, to - from);
        if (end > slab.length) {
            slab = Arrays.copyOf(slab, Math.max(end, slab.length + (slab.length >> 1)));
        }
        System.arraycopy(text, from, slab, begin, to - from);
        if (size == ends.length) {
            ends = Arrays.copyOf(ends, 2 * size);
            hashes = Arrays.copyOf(hashes, 2 * size);
        }
        ends[size] = end;
        hashes[size] = hash;
        table[at] = ++size;
        if (2 * size > table.length) {
            rehash();
        }
        return size - 1;
    }

    private void rehash() {
        table = new int[2 * table.length];
        for (int number = 0; number < size; number++) {
            int at = hashes[number] & (table.length - 1);
            while (table[at] != 0) {
                at = (at + 1) & (table.length - 1);
            }
            table[at] = number + 1;
        }
    }
}
