package io.gnomon.platform.tsdb.internal.head;

import org.jspecify.annotations.Nullable;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Sealed chunks one behind the other in regions of memory. A region that is full never changes
 * again: a checkpoint writes it to a file once, then the file is mapped in its place. A region goes
 * when all its samples are too old. References are the region's number and the offset in it; they
 * are good as long as the data is, also after a restart. Changed under the log's lock.
 */
final class Regions {
    private static final int REGION_BYTES = 1 << 20;
    private static final int OFFSET_BITS = 24;
    private static final int MAX_CHUNK = (1 << OFFSET_BITS) - Long.BYTES;

    /** Memory of regions that went is kept for new ones, so much of it. */
    private static final int SPARE_REGIONS = 8;

    /**
     * A region.
     *
     * @param number never used again in this folder
     * @param used bytes of it, 0 while it is being filled
     * @param file the mapped file that it lies in, null when it is in memory only
     */
    record Region(
            long number, MemorySegment memory, int used, long maxTime, @Nullable ChunkFile file) {
        long ref(int offset) {
            return number << OFFSET_BITS | offset;
        }
    }

    private final ConcurrentHashMap<Long, Region> live = new ConcurrentHashMap<>();
    private final ArrayDeque<MemorySegment> spare = new ArrayDeque<>();
    private long nextNumber = 1;

    // The region that is being filled; it is in the map already.
    private @Nullable Region filling;
    private int used;
    private long maxTime;

    /** The region of a reference, null when it was dropped. Any thread. */
    @Nullable Region of(long ref) {
        return live.get(ref >>> OFFSET_BITS);
    }

    static int offset(long ref) {
        return (int) (ref & ((1 << OFFSET_BITS) - 1));
    }

    static long regionOf(long ref) {
        return ref >>> OFFSET_BITS;
    }

    /** Copies a chunk in and says where it is; others may look at it then. */
    long append(byte[] chunk, int length, long chunkMaxTime) {
        if (length > MAX_CHUNK) {
            throw new IllegalArgumentException("a chunk of " + length + " bytes");
        }
        Region region = filling;
        if (region == null || used + length > region.memory.byteSize()) {
            close();
            region = begin(length);
        }
        int at = used;
        MemorySegment.copy(chunk, 0, region.memory, ValueLayout.JAVA_BYTE, at, length);
        used += length;
        maxTime = Math.max(maxTime, chunkMaxTime);
        return region.ref(at);
    }

    private Region begin(int length) {
        MemorySegment memory = spare.pollLast();
        if (memory == null || memory.byteSize() < length + Long.BYTES) {
            long bytes = Math.max(REGION_BYTES, length + (long) Long.BYTES);
            memory = Arena.ofAuto().allocate(bytes, Long.BYTES);
        }
        Region region = new Region(nextNumber++, memory, 0, Long.MAX_VALUE, null);
        live.put(region.number, region);
        filling = region;
        // Offset 0 of region 0 would be no reference; so that none looks like it, none is 0.
        used = Long.BYTES;
        maxTime = Long.MIN_VALUE;
        return region;
    }

    /** Ends the region that is being filled: what was appended so far never changes again. */
    void close() {
        Region region = filling;
        if (region != null) {
            live.put(region.number, new Region(region.number, region.memory, used, maxTime, null));
            filling = null;
        }
    }

    /** Number that the next region will have; all regions below it are closed after close. */
    long nextNumber() {
        return nextNumber;
    }

    void restoreNextNumber(long number) {
        nextNumber = Math.max(nextNumber, number);
    }

    /** Closed regions by ascending number. Any thread. */
    List<Region> closed() {
        List<Region> regions = new ArrayList<>(live.values());
        regions.removeIf(r -> r.used == 0);
        regions.sort(Comparator.comparingLong(Region::number));
        return regions;
    }

    /** Puts regions of a file in the place of those in memory. */
    void replace(List<Region> mapped, Readers readers) {
        for (Region region : mapped) {
            Region before = live.get(region.number);
            if (before != null) {
                live.put(region.number, region);
                readers.whenUnseen(() -> recycle(before.memory));
            } else if (region.file != null) {
                region.file.release();
            }
        }
    }

    /** Takes a region of a checkpoint. Called before the store is open. */
    void restore(Region region) {
        live.put(region.number, region);
        restoreNextNumber(region.number + 1);
    }

    /** Numbers of the files that regions lie in. Any thread. */
    Set<Long> files() {
        Set<Long> files = new TreeSet<>();
        for (Region region : live.values()) {
            if (region.file != null) {
                files.add(region.file.number());
            }
        }
        return files;
    }

    /** Drops all; files are unmapped. */
    void close(Readers readers) {
        dropBefore(Long.MAX_VALUE, readers);
    }

    private void recycle(MemorySegment memory) {
        if (spare.size() < SPARE_REGIONS && memory.byteSize() == REGION_BYTES) {
            spare.add(memory);
        }
    }

    /** Drops regions whose samples are all before the time. */
    void dropBefore(long time, Readers readers) {
        for (Region region : closed()) {
            if (region.maxTime < time && live.remove(region.number, region)) {
                ChunkFile file = region.file;
                readers.whenUnseen(file == null ? () -> recycle(region.memory) : file::release);
            }
        }
    }

    /** Bytes of chunks: in memory, and in mapped files. */
    long bytes(boolean mapped) {
        long sum = 0;
        for (Region region : live.values()) {
            sum += region.file != null == mapped ? region.memory.byteSize() : 0;
        }
        return sum;
    }
}
