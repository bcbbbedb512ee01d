package io.gnomon.platform.tsdb.internal.head;

import org.jspecify.annotations.Nullable;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Arrays;

/**
 * Ascending times with the sequence number of the batch that brought each. A shared column holds
 * the times of a scrape group's batches, and all series of the group that missed none point into
 * it; a private one belongs to one series. A full shared column is followed by the group's {@link
 * #next}. Written by the log's thread; readers take {@link #size} first, then the arrays.
 */
final class TimeColumn {
    /** Rows of a full column, and samples of a full chunk. */
    static final int CAPACITY = 120;

    private static final VarHandle SIZE;

    static {
        try {
            SIZE = MethodHandles.lookup().findVarHandle(TimeColumn.class, "size", int.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    /** Hash of the group, -1 for a private column. */
    final long group;

    private long[] times;
    private long @Nullable [] seqs;
    private volatile @Nullable TimeColumn next;

    @SuppressWarnings("UnusedVariable") // written and read through SIZE
    private int size;

    private TimeColumn(long group, int capacity) {
        this.group = group;
        this.times = new long[capacity];
        this.seqs = new long[capacity];
    }

    /** An empty column of a group. */
    static TimeColumn shared(long group) {
        return new TimeColumn(group & Long.MAX_VALUE, CAPACITY);
    }

    /** An empty column of one series. */
    static TimeColumn ownedBySeries() {
        return new TimeColumn(-1, 4);
    }

    /** A column of a group as a checkpoint has it: visible to all. */
    static TimeColumn restored(long group, long[] times) {
        TimeColumn column = new TimeColumn(group & Long.MAX_VALUE, 0);
        column.times = times;
        column.seqs = null;
        SIZE.setRelease(column, times.length);
        return column;
    }

    boolean isShared() {
        return group >= 0;
    }

    int size() {
        return (int) SIZE.getAcquire(this);
    }

    boolean isFull() {
        return size() >= CAPACITY || seqs == null;
    }

    long time(int row) {
        return times[row];
    }

    /** The times; valid up to a {@link #size} that was taken before. */
    long[] times() {
        return times;
    }

    /** Of the batch that brought the row; 0 when everyone may see it. */
    long seq(int row) {
        long[] s = seqs;
        return s == null ? 0 : s[row];
    }

    void add(long time, long seq) {
        int n = (int) SIZE.get(this);
        long[] s = seqs;
        if (s == null) {
            throw new IllegalStateException("the column is closed");
        }
        if (n == times.length) {
            int capacity = Math.min(CAPACITY, 2 * n);
            times = Arrays.copyOf(times, capacity);
            s = Arrays.copyOf(s, capacity);
            seqs = s;
        }
        times[n] = time;
        s[n] = seq;
        SIZE.setRelease(this, n + 1);
    }

    /** A private copy of some rows, with room for more. */
    TimeColumn copy(int first, int count) {
        TimeColumn copy = ownedBySeries();
        for (int i = first; i < first + count; i++) {
            copy.add(times[i], seq(i));
        }
        return copy;
    }

    /** How many of the first {@code rows} rows a reader may see. */
    int visible(int rows, long upToSeq) {
        int n = rows;
        long[] s = seqs;
        if (s != null) {
            while (n > 0 && s[n - 1] > upToSeq) {
                n--;
            }
        }
        return n;
    }

    /** No reader is left that must not see all rows of this full column. */
    void forgetSeqs() {
        seqs = null;
    }

    @Nullable TimeColumn next() {
        return next;
    }

    void next(TimeColumn column) {
        next = column;
    }
}
