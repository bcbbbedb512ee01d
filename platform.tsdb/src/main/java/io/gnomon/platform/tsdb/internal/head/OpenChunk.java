package io.gnomon.platform.tsdb.internal.head;

import io.gnomon.model.sample.Histogram;
import io.gnomon.model.sample.SampleColumn;
import io.gnomon.platform.tsdb.internal.codec.ByteSink;
import io.gnomon.platform.tsdb.internal.codec.ByteSource;
import io.gnomon.platform.tsdb.internal.codec.CorruptDataException;
import io.gnomon.platform.tsdb.internal.codec.HistogramCodec;

import org.jspecify.annotations.Nullable;

/**
 * The chunk that a series is being appended to, as bytes: values as a {@link FloatStream} or
 * histograms one behind the other; a chunk with its own times has in front of each sample how its
 * distance to the one before differs from the distance before that (twice its zigzag form as
 * varint; plus one when a value follows, for it differs from the one before), and in front of all
 * the first time in eight bytes. Reads them; a reusable view for one thread.
 */
final class OpenChunk {
    private final Slabs slabs;
    private final TimeColumns columns;
    private byte[] bytes = {};
    private final SampleColumn all = new SampleColumn(0);

    OpenChunk(Slabs slabs, TimeColumns columns) {
        this.slabs = slabs;
        this.columns = columns;
    }

    // --- writing -------------------------------------------------------------------------------

    /** Writes the first time of a chunk with its own times. */
    static void firstTime(long time, ByteSink out) {
        out.i64(time);
    }

    /** Writes a later time; {@code delta} is its distance to the one before. */
    static void nextTime(long delta, long deltaBefore, boolean valueFollows, ByteSink out) {
        long change = delta - deltaBefore;
        out.varint((change << 1 ^ change >> 63) << 1 | (valueFollows ? 1 : 0));
    }

    /** How a series goes on behind a part of its chunk. */
    static final class Tail {
        int bytes;
        int sames;
        int exponent;
        int lastDelta;
        long lastTime;
        long lastBits;
    }

    /**
     * Writes a whole chunk.
     *
     * @param samples at least one, all floats or all histograms
     * @param exponent of earlier values
     * @param tail is told how the series goes on behind them
     */
    static void encode(
            SampleColumn samples, boolean ownTimes, int exponent, Tail tail, ByteSink out) {
        int start = out.size();
        tail.exponent = exponent;
        tail.sames = 0;
        long delta = 0;
        for (int i = 0; i < samples.size; i++) {
            Histogram histogram = samples.histogram(i);
            boolean follows =
                    i == 0
                            || histogram != null
                            || Double.doubleToRawLongBits(samples.values[i])
                                    != Double.doubleToRawLongBits(samples.values[i - 1]);
            if (ownTimes && i == 0) {
                firstTime(samples.times[0], out);
            } else if (ownTimes) {
                long next = samples.times[i] - samples.times[i - 1];
                nextTime(next, delta, follows, out);
                delta = next;
            }
            if (histogram != null) {
                HistogramCodec.encode(histogram, out);
            } else if (i == 0) {
                tail.exponent = FloatStream.first(samples.values[0], exponent, out);
            } else if (follows) {
                double before = samples.values[i - 1];
                tail.exponent =
                        FloatStream.next(before, tail.sames, tail.exponent, samples.values[i], out);
                tail.sames = 0;
            } else if (!ownTimes) {
                tail.sames++;
            }
        }
        int last = samples.size - 1;
        tail.bytes = out.size() - start;
        tail.lastDelta = (int) delta;
        tail.lastTime = samples.times[last];
        tail.lastBits = Double.doubleToRawLongBits(samples.values[last]);
    }

    // --- reading -------------------------------------------------------------------------------

    /** The shared column of the chunk, null when it has its own times or was dropped. */
    @Nullable TimeColumn column(SeriesTable.State series) {
        return series.has(SeriesTable.OWN_TIMES) ? null : columns.get(series.column);
    }

    /** Time of the first sample; {@link Long#MAX_VALUE} when there is none. */
    long minTime(SeriesTable.State series) {
        if (series.count == 0) {
            return Long.MAX_VALUE;
        }
        if (!series.has(SeriesTable.OWN_TIMES)) {
            TimeColumn column = columns.get(series.column);
            return column == null ? Long.MAX_VALUE : column.time(series.firstRow);
        }
        byte[] first = new byte[Long.BYTES];
        slabs.copy(series.firstSlab, first.length, first);
        try {
            return new ByteSource(first).i64();
        } catch (CorruptDataException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Appends those of the first {@code visible} samples that are in the range. */
    void read(SeriesTable.State series, int visible, long min, long max, SampleColumn into)
            throws CorruptDataException {
        decode(series, visible, all);
        int from = TimeRange.firstAtOrAfter(all.times, 0, all.size, min);
        int to = TimeRange.firstAfter(all.times, from, all.size, max);
        if (series.has(SeriesTable.HISTOGRAMS)) {
            for (int i = from; i < to; i++) {
                Histogram histogram = all.histogram(i);
                if (histogram != null) {
                    into.add(all.times[i], histogram);
                }
            }
            return;
        }
        into.ensureCapacity(into.size + to - from);
        System.arraycopy(all.times, from, into.times, into.size, to - from);
        System.arraycopy(all.values, from, into.values, into.size, to - from);
        into.size += to - from;
    }

    /** The first {@code count} samples, all of them. */
    void decode(SeriesTable.State series, int count, SampleColumn into)
            throws CorruptDataException {
        into.clear();
        TimeColumn column = column(series);
        boolean own = series.has(SeriesTable.OWN_TIMES);
        if (count == 0 || (!own && column == null)) {
            return;
        }
        into.ensureCapacity(count);
        ByteSource in = open(series);
        boolean histograms = series.has(SeriesTable.HISTOGRAMS);
        FloatStream.Cursor values = new FloatStream.Cursor();
        long time = 0;
        long delta = 0;
        for (int i = 0; i < count; i++) {
            boolean follows = true;
            if (column != null) {
                time = column.time(series.firstRow + i);
            } else if (i == 0) {
                time = in.i64();
            } else {
                long code = in.varint();
                follows = (code & 1) != 0;
                long zigzag = code >>> 1;
                delta += zigzag >>> 1 ^ -(zigzag & 1);
                time += delta;
            }
            if (histograms) {
                into.add(time, HistogramCodec.decode(in));
            } else if (own) {
                into.add(time, follows ? values.code(in) : values.value());
            } else {
                into.add(time, values.next(in));
            }
        }
    }

    private ByteSource open(SeriesTable.State series) {
        if (bytes.length < series.bytes) {
            bytes = new byte[Math.max(series.bytes, 2 * bytes.length)];
        }
        if (!slabs.copy(series.firstSlab, series.bytes, bytes)) {
            throw new IllegalStateException("slabs of a series are gone");
        }
        return new ByteSource(bytes, 0, series.bytes);
    }

    /**
     * The bytes of the first {@code count} samples, at least one, and how a series goes on behind
     * them.
     */
    void prefix(SeriesTable.State series, int count, Tail tail, ByteSink out)
            throws CorruptDataException {
        ByteSource in = open(series);
        boolean own = series.has(SeriesTable.OWN_TIMES);
        boolean histograms = series.has(SeriesTable.HISTOGRAMS);
        TimeColumn column = column(series);
        FloatStream.Cursor values = new FloatStream.Cursor();
        long time = 0;
        long delta = 0;
        tail.sames = 0;
        for (int i = 0; i < count; i++) {
            boolean follows = true;
            if (own && i == 0) {
                time = in.i64();
            } else if (own) {
                long code = in.varint();
                follows = (code & 1) != 0;
                long zigzag = code >>> 1;
                delta += zigzag >>> 1 ^ -(zigzag & 1);
                time += delta;
            } else if (column != null) {
                time = column.time(series.firstRow + i);
            }
            if (histograms) {
                HistogramCodec.decode(in);
            } else if (own) {
                if (follows) {
                    values.code(in);
                }
            } else {
                int before = in.position();
                int kind = in.hasMore() && values.atCode() ? bytes[before] & 3 : 1;
                values.next(in);
                // A run of equal samples is written when it ends, so a part of it has no code.
                tail.sames = kind == 1 ? tail.sames + 1 : 0;
                tail.bytes = kind == 1 ? tail.bytes : in.position();
            }
        }
        if (own || histograms) {
            tail.bytes = in.position();
        }
        tail.exponent = histograms ? series.exponent : values.exponent();
        tail.lastDelta = (int) delta;
        tail.lastTime = time;
        tail.lastBits = Double.doubleToRawLongBits(values.value());
        out.bytes(bytes, 0, tail.bytes);
    }
}
