package io.gnomon.platform.tsdb.internal.head;

import org.jspecify.annotations.Nullable;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Arrays;

/**
 * Times of a scrape group's batches, ascending, with the sequence number of each batch; all series
 * of the group that missed none point into it. A full column is followed by the group's {@link
 * #next}. Written under the log's lock; readers take {@link #size} first, then the arrays.
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

    /** Chunks know the column by it; never 0, never used again in this folder. */
    final int number;

    /** Hash of the group, not negative. */
    final long group;

    private long[] times;
    private long @Nullable [] seqs;
    private volatile @Nullable TimeColumn next;

    @SuppressWarnings("UnusedVariable") // written and read through SIZE
    private int size;

    /** An empty column of a group. */
    TimeColumn(int number, long group) {
        this(number, group, new long[4], new long[4]);
    }

    private TimeColumn(int number, long group, long[] times, long @Nullable [] seqs) {
        this.number = number;
        this.group = group & Long.MAX_VALUE;
        this.times = times;
        this.seqs = seqs;
    }

    /** A column as a checkpoint has it: visible to all, and goes on when it is not full. */
    static TimeColumn restored(int number, long group, long[] times) {
        TimeColumn column = new TimeColumn(number, group, times, new long[times.length]);
        SIZE.setRelease(column, times.length);
        return column;
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
            int capacity = Math.min(CAPACITY, Math.max(4, 2 * n));
            times = Arrays.copyOf(times, capacity);
            s = Arrays.copyOf(s, capacity);
            seqs = s;
        }
        times[n] = time;
        s[n] = seq;
        SIZE.setRelease(this, n + 1);
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
