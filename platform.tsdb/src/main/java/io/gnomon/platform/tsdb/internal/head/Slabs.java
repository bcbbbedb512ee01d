package io.gnomon.platform.tsdb.internal.head;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;

/**
 * Byte strings that grow, off the heap, as chains of slabs of 32 bytes: 28 of content and the
 * number of the next slab. Number 0 is no slab. One thread changes; others may copy what they were
 * told of, as long as the chain is not freed (see {@link Readers}).
 */
final class Slabs {
    private static final int SLAB_BYTES = 32;
    private static final int CONTENT = 28;

    /** Slabs of a region, as a power of two: regions of 1 MiB. */
    private static final int REGION_BITS = 15;

    private static final int IN_REGION = (1 << REGION_BITS) - 1;

    private volatile MemorySegment[] regions = new MemorySegment[0];
    private int unused = 1;
    private int firstFree;
    private long inUse;

    private MemorySegment region(int slab) {
        return regions[slab >>> REGION_BITS];
    }

    private static long offset(int slab) {
        return (long) (slab & IN_REGION) * SLAB_BYTES;
    }

    /** A slab that nobody uses. */
    int allocate() {
        int slab = firstFree;
        inUse++;
        if (slab != 0) {
            firstFree = next(slab);
            return slab;
        }
        slab = unused++;
        int region = slab >>> REGION_BITS;
        MemorySegment[] all = regions;
        if (region == all.length) {
            all = Arrays.copyOf(all, region + 1);
            all[region] = Arena.ofAuto().allocate((long) SLAB_BYTES << REGION_BITS, SLAB_BYTES);
            regions = all;
        }
        return slab;
    }

    private int next(int slab) {
        return region(slab).get(ValueLayout.JAVA_INT, offset(slab) + CONTENT);
    }

    private void link(int slab, int next) {
        region(slab).set(ValueLayout.JAVA_INT, offset(slab) + CONTENT, next);
    }

    /**
     * Appends to a chain.
     *
     * @param last last slab of the chain
     * @param size bytes in the chain
     * @return last slab of the chain now
     */
    int append(int last, int size, byte[] from, int length) {
        int slab = last;
        int at = 0;
        int room = size == 0 ? CONTENT : CONTENT - 1 - (size - 1) % CONTENT;
        while (at < length) {
            if (room == 0) {
                int fresh = allocate();
                link(slab, fresh);
                slab = fresh;
                room = CONTENT;
            }
            MemorySegment region = region(slab);
            long to = offset(slab) + CONTENT - room;
            int n = Math.min(room, length - at);
            for (int i = 0; i < n; i++) {
                region.set(ValueLayout.JAVA_BYTE, to + i, from[at + i]);
            }
            at += n;
            room -= n;
        }
        return slab;
    }

    /**
     * Copies the first bytes of a chain; false when there are not so many: only for a reader that
     * was overtaken by {@link #free}.
     */
    boolean copy(int first, int size, byte[] into) {
        int slab = first;
        for (int at = 0; at < size; at += CONTENT) {
            if (slab <= 0 || slab >>> REGION_BITS >= regions.length) {
                return false;
            }
            int n = Math.min(CONTENT, size - at);
            MemorySegment.copy(region(slab), ValueLayout.JAVA_BYTE, offset(slab), into, at, n);
            slab = next(slab);
        }
        return true;
    }

    /** Gives the slabs of a chain back. */
    void free(int first, int size) {
        int last = first;
        for (int at = CONTENT; at < size; at += CONTENT) {
            last = next(last);
        }
        link(last, firstFree);
        firstFree = first;
        inUse -= Math.max(1, (size + CONTENT - 1) / CONTENT);
    }

    /** Bytes taken from the system. */
    long bytes() {
        return ((long) regions.length * SLAB_BYTES) << REGION_BITS;
    }

    /** Bytes of slabs in use. */
    long usedBytes() {
        return inUse * SLAB_BYTES;
    }
}
