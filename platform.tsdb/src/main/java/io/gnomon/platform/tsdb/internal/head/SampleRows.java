package io.gnomon.platform.tsdb.internal.head;

import io.gnomon.model.sample.Histogram;
import io.gnomon.platform.tsdb.internal.codec.ByteSink;
import io.gnomon.platform.tsdb.internal.codec.ByteSource;
import io.gnomon.platform.tsdb.internal.codec.CorruptDataException;
import io.gnomon.platform.tsdb.internal.codec.HistogramCodec;

import org.jspecify.annotations.Nullable;

import java.util.Arrays;

/**
 * Rows of one batch in the order they were appended, as flat arrays; also what a SAMPLES or HISTO
 * record carries (docs/formats/wal.md). For one thread.
 */
public final class SampleRows {
    private static final int OWN_TIMES = 1;

    /** Hash of the group's name. */
    long group;

    /** Time of the rows that gave none of their own. */
    long batchTime;

    int size;
    int[] ids = new int[64];
    long[] times = new long[64];
    double[] values = new double[64];

    /** By row, null where it is a float; the array is null without histograms. */
    private @Nullable Histogram @Nullable [] histograms;

    public void begin(long groupHash, long timeMillis) {
        group = groupHash;
        batchTime = timeMillis;
        size = 0;
        histograms = null;
    }

    public int size() {
        return size;
    }

    public int id(int row) {
        return ids[row];
    }

    public long time(int row) {
        return times[row];
    }

    public double value(int row) {
        return values[row];
    }

    /** The histogram of the row, null when it is a float. */
    public @Nullable Histogram histogram(int row) {
        @Nullable Histogram[] rows = histograms;
        return rows == null ? null : rows[row];
    }

    void add(int id, long time, double value) {
        if (size == ids.length) {
            grow();
        }
        ids[size] = id;
        times[size] = time;
        values[size++] = value;
    }

    void add(int id, long time, Histogram histogram) {
        add(id, time, 0);
        @Nullable Histogram[] rows = histograms;
        if (rows == null) {
            rows = new @Nullable Histogram[ids.length];
            histograms = rows;
        }
        rows[size - 1] = histogram;
    }

    private void grow() {
        int capacity = 2 * size;
        ids = Arrays.copyOf(ids, capacity);
        times = Arrays.copyOf(times, capacity);
        values = Arrays.copyOf(values, capacity);
        if (histograms != null) {
            histograms = Arrays.copyOf(histograms, capacity);
        }
    }

    /** End of the run of rows from {@code from} on that are all floats or all histograms. */
    int runEnd(int from) {
        if (histograms == null) {
            return size;
        }
        boolean kind = histogram(from) == null;
        int to = from + 1;
        while (to < size && (histogram(to) == null) == kind) {
            to++;
        }
        return to;
    }

    /** Writes a run of rows of one kind. */
    void encode(int from, int to, ByteSink out) {
        out.i64(group);
        out.zigzag(batchTime);
        out.varint(to - from);
        encodeIds(from, to, out);
        encodeTimes(from, to, out);
        for (int i = from; i < to; i++) {
            Histogram histogram = histogram(i);
            if (histogram == null) {
                out.number(values[i]);
            } else {
                HistogramCodec.encode(histogram, out);
            }
        }
    }

    private void encodeIds(int from, int to, ByteSink out) {
        int expected = 0;
        int i = from;
        while (i < to) {
            int start = i++;
            while (i < to && ids[i] == ids[i - 1] + 1) {
                i++;
            }
            out.zigzag(ids[start] - (long) expected);
            out.varint(i - start);
            expected = ids[i - 1] + 1;
        }
    }

    private void encodeTimes(int from, int to, ByteSink out) {
        int i = from;
        while (i < to && times[i] == batchTime) {
            i++;
        }
        out.u8(i == to ? 0 : OWN_TIMES);
        if (i < to) {
            for (int row = from; row < to; row++) {
                out.zigzag(times[row] - batchTime);
            }
        }
    }

    /** Replaces the rows by those of a record. */
    void decode(ByteSource in, boolean areHistograms) throws CorruptDataException {
        begin(in.i64(), in.zigzag());
        // A row takes at least the one byte of its value.
        int count = in.count(1);
        while (ids.length < count) {
            size = ids.length;
            grow();
        }
        size = 0;
        decodeIds(in, count);
        boolean ownTimes = in.u8() == OWN_TIMES;
        for (int i = 0; i < count; i++) {
            times[i] = ownTimes ? batchTime + in.zigzag() : batchTime;
        }
        if (areHistograms) {
            @Nullable Histogram[] rows = new @Nullable Histogram[ids.length];
            for (int i = 0; i < count; i++) {
                rows[i] = HistogramCodec.decode(in);
            }
            histograms = rows;
        } else {
            for (int i = 0; i < count; i++) {
                values[i] = in.number();
            }
        }
        size = count;
    }

    private void decodeIds(ByteSource in, int count) throws CorruptDataException {
        long next = 0;
        int i = 0;
        while (i < count) {
            next += in.zigzag();
            long run = in.varint();
            if (run < 1 || run > count - i || next < 0 || next + run > Integer.MAX_VALUE) {
                throw new CorruptDataException("impossible series ids");
            }
            for (int n = 0; n < run; n++) {
                ids[i++] = (int) next++;
            }
        }
    }
}
