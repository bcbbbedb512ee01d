package io.gnomon.platform.tsdb.internal.head;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Arrays;

/**
 * The newest rows of one group, all with the same series, that are not in the chunks of these
 * series yet: when they are appended series by series, each record and chunk is touched once for
 * many rows. Changed under the log's lock (before the store is open: by who recovers); what a
 * series has here is copied by any thread.
 */
final class GatheredRows {
    private static final int[] NONE = new int[0];

    /** Rows that there is room for at first. */
    private static final int ROWS = 8;

    private static final ValueLayout.OfDouble DOUBLE = ValueLayout.JAVA_DOUBLE;

    private static final VarHandle VERSION;
    private static final VarHandle SIZE;

    static {
        try {
            MethodHandles.Lookup lookup = MethodHandles.lookup();
            VERSION = lookup.findVarHandle(GatheredRows.class, "version", int.class);
            SIZE = lookup.findVarHandle(GatheredRows.class, "size", int.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    /** What series name their owner by; never 0. */
    final int number;

    private volatile int[] ids = NONE;

    /** Row behind row, off the heap; the garbage collector frees it when nobody looks at it. */
    private MemorySegment values = MemorySegment.NULL;

    /** By row: time, batch, and the place of the time in the shared columns. */
    long[] times = new long[ROWS];

    long[] seqs = new long[ROWS];
    int[] columns = new int[ROWS];
    int[] columnRows = new int[ROWS];

    /** Of the newest row that was ever here. */
    private volatile long lastTime = Long.MIN_VALUE;

    private int size;

    /** Odd while rows or series are taken away. */
    private int version;

    /** See {@link Gathering}. */
    int patience;

    short round;

    GatheredRows(int number) {
        this.number = number;
    }

    int size() {
        return size;
    }

    int width() {
        return ids.length;
    }

    /** The series, none when it has none. Any thread. */
    int[] ids() {
        return ids;
    }

    /** Time of the newest row, whether it is still here or not. Any thread. */
    long lastTime() {
        return lastTime;
    }

    boolean hasSeriesOf(SampleRows rows) {
        int[] own = ids;
        return rows.size == own.length && Arrays.equals(own, 0, own.length, rows.ids, 0, rows.size);
    }

    /** The rows that come have the series of these; none is here now. */
    void series(SampleRows rows) {
        beginChange();
        ids = Arrays.copyOf(rows.ids, rows.size);
        reserve(ROWS * rows.size);
        lastTime = rows.batchTime;
        endChange();
    }

    /** Has no series any more. */
    void noSeries() {
        beginChange();
        ids = NONE;
        values = MemorySegment.NULL;
        endChange();
    }

    void add(SampleRows rows, long seq, int column, int columnRow) {
        int row = size;
        int width = ids.length;
        if (row == times.length) {
            times = Arrays.copyOf(times, 2 * row);
            seqs = Arrays.copyOf(seqs, 2 * row);
            columns = Arrays.copyOf(columns, 2 * row);
            columnRows = Arrays.copyOf(columnRows, 2 * row);
        }
        if (bytes((row + 1) * width) > values.byteSize()) {
            reserve(2 * row * width);
        }
        MemorySegment.copy(rows.values, 0, values, DOUBLE, bytes(row * width), width);
        times[row] = rows.batchTime;
        seqs[row] = seq;
        columns[row] = column;
        columnRows[row] = columnRow;
        lastTime = rows.batchTime;
        SIZE.setRelease(this, row + 1);
    }

    private void reserve(int doubles) {
        if (bytes(doubles) > values.byteSize()) {
            MemorySegment larger = Arena.ofAuto().allocate(DOUBLE, doubles);
            larger.copyFrom(values);
            values = larger;
        }
    }

    private static long bytes(int doubles) {
        return (long) doubles * Double.BYTES;
    }

    /**
     * All values, row behind row.
     *
     * @param scratch returned when it is large enough
     */
    double[] values(double[] scratch) {
        int n = size * ids.length;
        double[] all = scratch.length < n ? new double[n] : scratch;
        MemorySegment.copy(values, DOUBLE, 0, all, 0, n);
        return all;
    }

    /** Of all values those of the series at a place, one for each row. */
    void column(double[] all, int place, double[] into) {
        int width = ids.length;
        for (int row = 0, at = place; row < size; row++, at += width) {
            into[row] = all[at];
        }
    }

    /** All rows were appended to the chunks. */
    void clear() {
        beginChange();
        size = 0;
        endChange();
    }

    private void beginChange() {
        VERSION.setOpaque(this, version + 1);
        VarHandle.storeStoreFence();
    }

    private void endChange() {
        VERSION.setRelease(this, version + 1);
    }

    /** Samples of one series. For one thread. */
    static final class Samples {
        int size;
        long[] times = new long[ROWS];
        double[] values = new double[ROWS];
        int[] columns = new int[ROWS];
        int[] columnRows = new int[ROWS];

        long newest() {
            return times[size - 1];
        }

        /** Forgets those up to a time. */
        void dropUpTo(long time) {
            int n = TimeRange.firstAfter(times, 0, size, time);
            if (n > 0) {
                System.arraycopy(times, n, times, 0, size - n);
                System.arraycopy(values, n, values, 0, size - n);
                System.arraycopy(columns, n, columns, 0, size - n);
                System.arraycopy(columnRows, n, columnRows, 0, size - n);
                size -= n;
            }
        }

        /** Whether there is one in a range, both ends included. */
        boolean has(long min, long max) {
            int first = TimeRange.firstAtOrAfter(times, 0, size, min);
            return first < size && times[first] <= max;
        }
    }

    /**
     * Copies what waits of a series, of the batches that a reader sees. The rows of an open store
     * are {@link #ROWS} at most. Any thread.
     *
     * @param place of the series; it may be another's by now, then nothing is copied
     */
    void copy(int place, int id, long upToSeq, Samples into) {
        while (true) {
            int before = (int) VERSION.getAcquire(this);
            into.size = 0;
            if ((before & 1) == 0) {
                int rows = Math.min(ROWS, (int) SIZE.getAcquire(this));
                int[] own = ids;
                MemorySegment from = values;
                boolean known = place < own.length && own[place] == id;
                for (int row = 0; known && row < rows && seqs[row] <= upToSeq; row++) {
                    long at = bytes(row * own.length + place);
                    if (at < from.byteSize()) {
                        into.times[row] = times[row];
                        into.values[row] = from.get(DOUBLE, at);
                        into.columns[row] = columns[row];
                        into.columnRows[row] = columnRows[row];
                        into.size = row + 1;
                    }
                }
                VarHandle.acquireFence();
                if ((int) VERSION.getOpaque(this) == before) {
                    return;
                }
            }
            Thread.onSpinWait();
        }
    }
}
