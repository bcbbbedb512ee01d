package io.gnomon.platform.tsdb.internal.head;

import org.jspecify.annotations.Nullable;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.VarHandle;
import java.util.Arrays;

/**
 * What the head knows of each series, as records of fixed size off the heap, found by id. A record
 * is changed under the log's lock between {@link #beginChange} and {@link #endChange}; readers copy
 * it with {@link #read}, which repeats when a change came between.
 *
 * <p>Pages whose series are all gone are dropped; the garbage collector frees them when the last
 * reader has let go.
 */
final class SeriesTable {
    static final int PAGE_BITS = 10;
    static final int PAGE_SIZE = 1 << PAGE_BITS;

    /** Time and bits of the newest sample; {@link Long#MIN_VALUE} without one. */
    static final int LAST_TIME = 0;

    static final int LAST_BITS = 8;

    /** Batch of the newest sample of the open chunk. */
    static final int LAST_SEQ = 16;

    /** Newest sealed chunk, 0 for none. */
    static final int SEALED = 24;

    private static final int VERSION = 32;

    /** Slabs of the open chunk and the bytes in them. */
    static final int FIRST_SLAB = 36;

    static final int LAST_SLAB = 40;
    static final int BYTES = 44;

    /** Number of the open chunk's shared column; distance of its last two times if it has none. */
    static final int COLUMN = 48;

    /** Samples of the open chunk; those before batch LAST_SEQ; equal ones at its end. */
    static final int COUNT = 52;

    static final int BEFORE = 53;
    static final int SAMES = 54;

    /** Row of the open chunk's first sample in the shared column. */
    static final int FIRST_ROW = 55;

    /** Decimal digits of the open chunk's values, see {@link FloatStream}. */
    static final int EXPONENT = 56;

    static final int FLAGS = 57;
    private static final int ROUND = 58;
    static final int HASH = 60;
    static final int LABELS = 64;

    /** Row of the batch with this number that holds the series. Hints. */
    static final int PENDING_ROW = 68;

    static final int PENDING_BATCH = 72;

    /** Number of the group that created the series. */
    static final int GROUP = 76;

    /** Number of the group that owns the series, 0 for none, and its place in the rows of that. */
    static final int OWNER = 80;

    static final int PLACE = 84;

    private static final int RECORD_BYTES = 88;

    /** The series exists. */
    static final int ALIVE = 1;

    /** Its SERIES record is in the log. */
    static final int LOGGED = 2;

    /** The open chunk has its own times. */
    static final int OWN_TIMES = 4;

    /** The open chunk is of histograms. */
    static final int HISTOGRAMS = 8;

    /** {@link Hidden} may know more of the open chunk. */
    static final int SPILLED = 16;

    /** There are samples that came late. */
    static final int LATE = 32;

    private static final VarHandle INTS = ValueLayout.JAVA_INT.varHandle();
    private static final VarHandle BYTES_AT = ValueLayout.JAVA_BYTE.varHandle();
    private static final VarHandle LONGS = ValueLayout.JAVA_LONG.varHandle();

    private volatile @Nullable MemorySegment[] pages = new @Nullable MemorySegment[0];
    private int[] living = new int[0];
    private int nextId;

    /** A consistent copy of a record. For one thread. */
    static final class State {
        long lastTime;
        long lastBits;
        long lastSeq;
        long sealed;
        int firstSlab;
        int bytes;
        int column;
        int count;
        int before;
        int sames;
        int firstRow;
        int exponent;
        int flags;
        int owner;
        int place;
        private int version;

        boolean has(int flag) {
            return (flags & flag) != 0;
        }

        boolean isEmpty() {
            return count == 0 && sealed == 0 && !has(LATE);
        }
    }

    /** The page of a series, null when it has none any more. */
    @Nullable MemorySegment page(int id) {
        @Nullable MemorySegment[] all = pages;
        int page = id >>> PAGE_BITS;
        return id < 0 || page >= all.length ? null : all[page];
    }

    int pages() {
        return pages.length;
    }

    @Nullable MemorySegment pageAt(int page) {
        return pages[page];
    }

    /** Where the record is in its page. */
    static long at(int id) {
        return (long) (id & (PAGE_SIZE - 1)) * RECORD_BYTES;
    }

    boolean isAlive(int id) {
        MemorySegment page = page(id);
        return page != null && isAlive(page, at(id));
    }

    static boolean isAlive(MemorySegment page, long at) {
        return ((byte) BYTES_AT.getAcquire(page, at + FLAGS) & ALIVE) != 0;
    }

    static long lastTime(MemorySegment page, long at) {
        return (long) LONGS.getOpaque(page, at + LAST_TIME);
    }

    /** Number of the group that owns the series, 0 for none. */
    static int owner(MemorySegment page, long at) {
        return (int) INTS.getVolatile(page, at + OWNER);
    }

    static long getLong(MemorySegment page, long at) {
        return page.get(ValueLayout.JAVA_LONG, at);
    }

    static int getInt(MemorySegment page, long at) {
        return page.get(ValueLayout.JAVA_INT, at);
    }

    static int getByte(MemorySegment page, long at) {
        return page.get(ValueLayout.JAVA_BYTE, at) & 0xff;
    }

    static void setLong(MemorySegment page, long at, long value) {
        page.set(ValueLayout.JAVA_LONG, at, value);
    }

    static void setInt(MemorySegment page, long at, int value) {
        page.set(ValueLayout.JAVA_INT, at, value);
    }

    static void setByte(MemorySegment page, long at, int value) {
        page.set(ValueLayout.JAVA_BYTE, at, (byte) value);
    }

    /** Sets a flag. Within a change, or before others know of the series. */
    static void setFlag(MemorySegment page, long at, int flag) {
        BYTES_AT.setRelease(page, at + FLAGS, (byte) (getByte(page, at + FLAGS) | flag));
    }

    static void beginChange(MemorySegment page, long at) {
        int version = (int) INTS.get(page, at + VERSION);
        INTS.setOpaque(page, at + VERSION, version + 1);
        VarHandle.storeStoreFence();
    }

    static void endChange(MemorySegment page, long at) {
        int version = (int) INTS.get(page, at + VERSION);
        INTS.setRelease(page, at + VERSION, version + 1);
    }

    /** Number of the last change; odd while one is going on. */
    static int version(MemorySegment page, long at) {
        return (int) INTS.getAcquire(page, at + VERSION);
    }

    /** Whether nothing has changed since the version was read. */
    static boolean unchanged(MemorySegment page, long at, int version) {
        VarHandle.acquireFence();
        return (version & 1) == 0 && (int) INTS.getOpaque(page, at + VERSION) == version;
    }

    /** Copies a record; false when the series does not exist. */
    boolean read(int id, State into) {
        MemorySegment page = page(id);
        if (page == null) {
            return false;
        }
        long at = at(id);
        while (true) {
            int version = version(page, at);
            into.lastTime = getLong(page, at + LAST_TIME);
            into.lastBits = getLong(page, at + LAST_BITS);
            into.lastSeq = getLong(page, at + LAST_SEQ);
            into.sealed = getLong(page, at + SEALED);
            into.firstSlab = getInt(page, at + FIRST_SLAB);
            into.bytes = getInt(page, at + BYTES);
            into.column = getInt(page, at + COLUMN);
            into.count = getByte(page, at + COUNT);
            into.before = getByte(page, at + BEFORE);
            into.sames = getByte(page, at + SAMES);
            into.firstRow = getByte(page, at + FIRST_ROW);
            into.exponent = getByte(page, at + EXPONENT);
            into.flags = getByte(page, at + FLAGS);
            into.owner = getInt(page, at + OWNER);
            into.place = getInt(page, at + PLACE);
            if (unchanged(page, at, version)) {
                into.version = version;
                return into.has(ALIVE);
            }
            Thread.onSpinWait();
        }
    }

    /** Whether a record is still as it was read. */
    boolean isCurrent(int id, State read) {
        MemorySegment page = page(id);
        return page != null && unchanged(page, at(id), read.version);
    }

    /** Number of the group that made a series. */
    int group(int id) {
        MemorySegment page = page(id);
        return page == null ? 0 : getInt(page, at(id) + GROUP);
    }

    /** Says that a series is in use in this round. Any thread. */
    static void touch(MemorySegment page, long at, short round) {
        if (page.get(ValueLayout.JAVA_SHORT, at + ROUND) != round) {
            page.set(ValueLayout.JAVA_SHORT, at + ROUND, round);
        }
    }

    /** Rounds since the series was used last. */
    static int idleRounds(MemorySegment page, long at, short round) {
        return (short) (round - page.get(ValueLayout.JAVA_SHORT, at + ROUND));
    }

    // --- making and removing; guarded by the lock of the dictionary ---------------------------

    /** Ids below it may be in use or were once. */
    int nextId() {
        return nextId;
    }

    /** Ids below it are not given out. */
    void reserve(int id) {
        nextId = Math.max(nextId, id);
    }

    /** Makes a record. */
    void create(int id, int hash, int labels, int group, short round) {
        MemorySegment page = pageFor(id);
        long at = at(id);
        beginChange(page, at);
        page.asSlice(at + VERSION + Integer.BYTES, RECORD_BYTES - VERSION - Integer.BYTES)
                .fill((byte) 0);
        setLong(page, at + LAST_TIME, Long.MIN_VALUE);
        setLong(page, at + LAST_BITS, 0);
        setLong(page, at + LAST_SEQ, 0);
        setLong(page, at + SEALED, 0);
        setInt(page, at + HASH, hash);
        setInt(page, at + LABELS, labels);
        setInt(page, at + GROUP, group);
        touch(page, at, round);
        setFlag(page, at, ALIVE);
        endChange(page, at);
        living[id >>> PAGE_BITS]++;
        reserve(id + 1);
    }

    private MemorySegment pageFor(int id) {
        int number = id >>> PAGE_BITS;
        @Nullable MemorySegment[] all = pages;
        if (number >= all.length) {
            all = Arrays.copyOf(all, Math.max(number + 1, all.length + (all.length >> 3)));
            living = Arrays.copyOf(living, all.length);
        }
        MemorySegment page = all[number];
        if (page == null) {
            page = Arena.ofAuto().allocate((long) PAGE_SIZE * RECORD_BYTES, Long.BYTES);
            all[number] = page;
        }
        pages = all;
        return page;
    }

    /** Ends a record. Called under the log's lock. */
    void remove(int id) {
        MemorySegment page = page(id);
        if (page == null) {
            return;
        }
        long at = at(id);
        beginChange(page, at);
        setByte(page, at + FLAGS, 0);
        endChange(page, at);
        int number = id >>> PAGE_BITS;
        if (--living[number] == 0 && number < nextId >>> PAGE_BITS) {
            @Nullable MemorySegment[] all = pages;
            all[number] = null;
            pages = all;
        }
    }

    /** Bytes of all pages. */
    long bytes() {
        long count = 0;
        for (MemorySegment page : pages) {
            count += page == null ? 0 : 1;
        }
        return count * PAGE_SIZE * RECORD_BYTES;
    }
}
