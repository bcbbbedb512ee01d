package io.gnomon.platform.tsdb.internal.head;

import static io.gnomon.platform.tsdb.internal.head.SeriesTable.getByte;
import static io.gnomon.platform.tsdb.internal.head.SeriesTable.getInt;
import static io.gnomon.platform.tsdb.internal.head.SeriesTable.getLong;
import static io.gnomon.platform.tsdb.internal.head.SeriesTable.setByte;
import static io.gnomon.platform.tsdb.internal.head.SeriesTable.setInt;
import static io.gnomon.platform.tsdb.internal.head.SeriesTable.setLong;

import io.gnomon.model.sample.Histogram;
import io.gnomon.model.sample.SampleColumn;
import io.gnomon.platform.tsdb.internal.codec.ByteSink;
import io.gnomon.platform.tsdb.internal.codec.CorruptDataException;
import io.gnomon.platform.tsdb.internal.codec.HistogramCodec;

import org.jspecify.annotations.Nullable;

import java.lang.foreign.MemorySegment;

/**
 * Appends samples to the open chunks of series, and seals what is full. For who has the log's lock;
 * what it changes becomes visible to readers record by record, and counts for them when the log
 * commits.
 */
final class ChunkWriter {
    /** A chunk of histograms that is so long is sealed before it has all its samples. */
    private static final int MAX_BYTES = 16 << 10;

    private final SeriesTable table;
    private final Slabs slabs;
    private final ChunkSealer sealer;
    private final Hidden hidden;
    private final Readers readers;
    private final OpenChunk chunk;

    private final SeriesTable.State state = new SeriesTable.State();
    private final SampleColumn samples = new SampleColumn(TimeColumn.CAPACITY);
    private final OpenChunk.Tail tail = new OpenChunk.Tail();
    private final ByteSink code = new ByteSink(64);

    ChunkWriter(SeriesStore store, ChunkSealer sealer) {
        this.table = store.table;
        this.slabs = store.slabs;
        this.sealer = sealer;
        this.hidden = store.hidden;
        this.readers = store.readers;
        this.chunk = new OpenChunk(store.slabs, store.columns);
    }

    /**
     * Appends a sample that is newer than the last one of the series.
     *
     * @param column number of the shared column that has the time at {@code row}, 0 for none
     * @param oldestReader sequence number of the oldest snapshot
     */
    void append(
            MemorySegment page,
            int id,
            long time,
            double value,
            @Nullable Histogram histogram,
            long seq,
            int column,
            int row,
            long oldestReader) {
        long at = SeriesTable.at(id);
        int flags = getByte(page, at + SeriesTable.FLAGS);
        int count = getByte(page, at + SeriesTable.COUNT);
        boolean sameKind = (flags & SeriesTable.HISTOGRAMS) != 0 == (histogram != null);
        boolean room =
                count > 0
                        && count < TimeColumn.CAPACITY
                        && sameKind
                        && getInt(page, at + SeriesTable.BYTES) < MAX_BYTES;
        boolean own = (flags & SeriesTable.OWN_TIMES) != 0;
        if (room && !own && follows(page, at, count, column, row)) {
            appendOne(page, at, id, time, value, histogram, seq, false, oldestReader);
            return;
        }
        long delta = time - getLong(page, at + SeriesTable.LAST_TIME);
        boolean columnEnds = !own && endsWithColumn(page, at, count) && column != 0 && row == 0;
        if (room && !columnEnds && delta <= Integer.MAX_VALUE && delta > 0) {
            if (!own) {
                takeOwnTimes(page, at, id);
            }
            appendOne(page, at, id, time, value, histogram, seq, true, oldestReader);
            return;
        }
        begin(page, at, id, time, value, histogram, seq, column, row, oldestReader);
    }

    /**
     * Appends the values of rows from one on, as it is done one by one.
     *
     * @param oldestReader sequence number of the oldest snapshot
     */
    void append(
            MemorySegment page,
            int id,
            double[] values,
            GatheredRows rows,
            int from,
            long oldestReader) {
        int row = from;
        while (row < rows.size()) {
            int n = fitting(page, SeriesTable.at(id), rows, row);
            if (n > 0) {
                append(page, id, values, rows, row, n, oldestReader);
                row += n;
            } else {
                append(
                        page,
                        id,
                        rows.times[row],
                        values[row],
                        null,
                        rows.seqs[row],
                        rows.columns[row],
                        rows.columnRows[row],
                        oldestReader);
                row++;
            }
        }
    }

    /** How many rows from one on continue the open chunk with shared times. */
    private static int fitting(MemorySegment page, long at, GatheredRows rows, int from) {
        int count = getByte(page, at + SeriesTable.COUNT);
        int other = SeriesTable.HISTOGRAMS | SeriesTable.OWN_TIMES;
        if (count == 0
                || (getByte(page, at + SeriesTable.FLAGS) & other) != 0
                || getInt(page, at + SeriesTable.BYTES) >= MAX_BYTES
                || !follows(page, at, count, rows.columns[from], rows.columnRows[from])) {
            return 0;
        }
        int most = Math.min(rows.size() - from, TimeColumn.CAPACITY - count);
        int n = 0;
        while (n < most
                && rows.columns[from + n] == rows.columns[from]
                && rows.columnRows[from + n] == rows.columnRows[from] + n) {
            n++;
        }
        return n;
    }

    private void append(
            MemorySegment page,
            int id,
            double[] values,
            GatheredRows rows,
            int from,
            int n,
            long oldestReader) {
        long at = SeriesTable.at(id);
        long bits = getLong(page, at + SeriesTable.LAST_BITS);
        int sames = getByte(page, at + SeriesTable.SAMES);
        int exponent = getByte(page, at + SeriesTable.EXPONENT);
        code.clear();
        for (int i = from; i < from + n; i++) {
            long next = Double.doubleToRawLongBits(values[i]);
            if (next == bits) {
                sames++;
            } else {
                double before = Double.longBitsToDouble(bits);
                exponent = FloatStream.next(before, sames, exponent, values[i], code);
                sames = 0;
                bits = next;
            }
        }
        int count = getByte(page, at + SeriesTable.COUNT);
        int last = write(page, at);
        SeriesTable.beginChange(page, at);
        written(page, at, last, exponent);
        setByte(page, at + SeriesTable.SAMES, sames);
        for (int i = 0; i < n; i++) {
            batch(page, at, id, rows.seqs[from + i], count + i, oldestReader);
        }
        setByte(page, at + SeriesTable.COUNT, count + n);
        setLong(page, at + SeriesTable.LAST_TIME, rows.times[from + n - 1]);
        setLong(page, at + SeriesTable.LAST_BITS, bits);
        SeriesTable.endChange(page, at);
    }

    private static boolean follows(MemorySegment page, long at, int count, int column, int row) {
        return column != 0
                && getInt(page, at + SeriesTable.COLUMN) == column
                && getByte(page, at + SeriesTable.FIRST_ROW) + count == row;
    }

    /**
     * Whether the open chunk has the last row of its column: a series that joined in the middle
     * begins a chunk with the next column, so that it shares the times of all that come.
     */
    private static boolean endsWithColumn(MemorySegment page, long at, int count) {
        return getByte(page, at + SeriesTable.FIRST_ROW) + count == TimeColumn.CAPACITY;
    }

    /** Appends to the open chunk. */
    private void appendOne(
            MemorySegment page,
            long at,
            int id,
            long time,
            double value,
            @Nullable Histogram histogram,
            long seq,
            boolean ownTimes,
            long oldestReader) {
        long bits = Double.doubleToRawLongBits(value);
        long bitsBefore = getLong(page, at + SeriesTable.LAST_BITS);
        boolean same = histogram == null && bits == bitsBefore;
        int sames = getByte(page, at + SeriesTable.SAMES);
        int exponent = getByte(page, at + SeriesTable.EXPONENT);
        int delta = (int) (time - getLong(page, at + SeriesTable.LAST_TIME));
        code.clear();
        if (ownTimes) {
            OpenChunk.nextTime(delta, getInt(page, at + SeriesTable.COLUMN), !same, code);
        }
        if (histogram != null) {
            HistogramCodec.encode(histogram, code);
        } else if (!same) {
            double before = Double.longBitsToDouble(bitsBefore);
            exponent = FloatStream.next(before, sames, exponent, value, code);
        }
        int last = write(page, at);
        SeriesTable.beginChange(page, at);
        if (ownTimes) {
            setInt(page, at + SeriesTable.COLUMN, delta);
        }
        setByte(page, at + SeriesTable.SAMES, same && !ownTimes ? sames + 1 : 0);
        written(page, at, last, exponent);
        end(page, at, id, time, bits, seq, oldestReader);
    }

    /** Appends the code to the open chunk's slabs: beyond what readers know of. */
    private int write(MemorySegment page, long at) {
        return slabs.append(
                getInt(page, at + SeriesTable.LAST_SLAB),
                getInt(page, at + SeriesTable.BYTES),
                code.array(),
                code.size());
    }

    private void written(MemorySegment page, long at, int last, int exponent) {
        setInt(page, at + SeriesTable.LAST_SLAB, last);
        setInt(page, at + SeriesTable.BYTES, getInt(page, at + SeriesTable.BYTES) + code.size());
        setByte(page, at + SeriesTable.EXPONENT, exponent);
    }

    /** Ends the change that appended a sample to the open chunk. */
    private void end(
            MemorySegment page,
            long at,
            int id,
            long time,
            long bits,
            long seq,
            long oldestReader) {
        int count = getByte(page, at + SeriesTable.COUNT);
        batch(page, at, id, seq, count, oldestReader);
        setByte(page, at + SeriesTable.COUNT, count + 1);
        setLong(page, at + SeriesTable.LAST_TIME, time);
        setLong(page, at + SeriesTable.LAST_BITS, bits);
        SeriesTable.endChange(page, at);
    }

    /** Notes which batch brings the sample behind {@code count} others. */
    private void batch(
            MemorySegment page, long at, int id, long seq, int count, long oldestReader) {
        long lastSeq = getLong(page, at + SeriesTable.LAST_SEQ);
        if (seq != lastSeq) {
            if (lastSeq > oldestReader) {
                hidden.add(id, lastSeq, getByte(page, at + SeriesTable.BEFORE));
                SeriesTable.setFlag(page, at, SeriesTable.SPILLED);
            }
            setByte(page, at + SeriesTable.BEFORE, count);
            setLong(page, at + SeriesTable.LAST_SEQ, seq);
        }
    }

    /** Writes the open chunk once more, with its own times. */
    private void takeOwnTimes(MemorySegment page, long at, int id) {
        decode(id);
        code.clear();
        OpenChunk.encode(samples, true, state.exponent, tail, code);
        int first = slabs.allocate();
        int last = slabs.append(first, 0, code.array(), code.size());
        SeriesTable.beginChange(page, at);
        setInt(page, at + SeriesTable.FIRST_SLAB, first);
        setInt(page, at + SeriesTable.LAST_SLAB, last);
        setInt(page, at + SeriesTable.BYTES, code.size());
        setInt(page, at + SeriesTable.COLUMN, tail.lastDelta);
        setByte(page, at + SeriesTable.SAMES, 0);
        setByte(page, at + SeriesTable.FIRST_ROW, 0);
        setByte(page, at + SeriesTable.EXPONENT, tail.exponent);
        SeriesTable.setFlag(page, at, SeriesTable.OWN_TIMES);
        SeriesTable.endChange(page, at);
        free(state.firstSlab, state.bytes);
    }

    /** Reads the record and all samples of its open chunk. */
    private void decode(int id) {
        try {
            table.read(id, state);
            chunk.decode(state, state.count, samples);
        } catch (CorruptDataException e) {
            throw new IllegalStateException("the open chunk of series " + id + " is damaged", e);
        }
    }

    private void free(int first, int bytes) {
        if (first != 0) {
            readers.whenUnseen(() -> slabs.free(first, bytes));
        }
    }

    /** Seals the open chunk if there is one, and begins another with a sample. */
    private void begin(
            MemorySegment page,
            long at,
            int id,
            long time,
            double value,
            @Nullable Histogram histogram,
            long seq,
            int column,
            int row,
            long oldestReader) {
        int exponent = getByte(page, at + SeriesTable.EXPONENT);
        boolean replaced = getByte(page, at + SeriesTable.COUNT) > 0;
        long ref = replaced ? seal(id, oldestReader) : 0;
        code.clear();
        if (column == 0) {
            OpenChunk.firstTime(time, code);
        }
        if (histogram == null) {
            exponent = FloatStream.first(value, exponent, code);
        } else {
            HistogramCodec.encode(histogram, code);
        }
        int first = slabs.allocate();
        int last = slabs.append(first, 0, code.array(), code.size());
        SeriesTable.beginChange(page, at);
        if (replaced) {
            if (state.lastSeq > oldestReader) {
                hidden.sealed(id, ref, state.lastSeq, state.before);
            }
            setLong(page, at + SeriesTable.SEALED, ref);
        }
        setInt(page, at + SeriesTable.FIRST_SLAB, first);
        setInt(page, at + SeriesTable.LAST_SLAB, last);
        setInt(page, at + SeriesTable.BYTES, code.size());
        setInt(page, at + SeriesTable.COLUMN, column);
        setByte(page, at + SeriesTable.SAMES, 0);
        setByte(page, at + SeriesTable.FIRST_ROW, column == 0 ? 0 : row);
        setByte(page, at + SeriesTable.EXPONENT, exponent);
        int kept = SeriesTable.ALIVE | SeriesTable.LOGGED | SeriesTable.LATE;
        setByte(
                page,
                at + SeriesTable.FLAGS,
                (getByte(page, at + SeriesTable.FLAGS) & kept)
                        | (column == 0 ? SeriesTable.OWN_TIMES : 0)
                        | (histogram == null ? 0 : SeriesTable.HISTOGRAMS));
        setByte(page, at + SeriesTable.BEFORE, 0);
        setLong(page, at + SeriesTable.LAST_SEQ, seq);
        setByte(page, at + SeriesTable.COUNT, 1);
        setLong(page, at + SeriesTable.LAST_TIME, time);
        setLong(page, at + SeriesTable.LAST_BITS, Double.doubleToRawLongBits(value));
        SeriesTable.endChange(page, at);
        if (replaced) {
            free(state.firstSlab, state.bytes);
        }
    }

    /** Seals the open chunk if there is one, and begins no other. */
    void sealOpen(MemorySegment page, int id, long oldestReader) {
        long at = SeriesTable.at(id);
        if (getByte(page, at + SeriesTable.COUNT) == 0) {
            return;
        }
        long ref = seal(id, oldestReader);
        SeriesTable.beginChange(page, at);
        if (state.lastSeq > oldestReader) {
            hidden.sealed(id, ref, state.lastSeq, state.before);
        }
        setLong(page, at + SeriesTable.SEALED, ref);
        setNoChunk(page, at);
        SeriesTable.endChange(page, at);
        free(state.firstSlab, state.bytes);
    }

    private static void setNoChunk(MemorySegment page, long at) {
        setByte(page, at + SeriesTable.COUNT, 0);
        setByte(page, at + SeriesTable.BEFORE, 0);
        setInt(page, at + SeriesTable.FIRST_SLAB, 0);
        setInt(page, at + SeriesTable.LAST_SLAB, 0);
        setInt(page, at + SeriesTable.BYTES, 0);
        int flags = getByte(page, at + SeriesTable.FLAGS);
        setByte(page, at + SeriesTable.FLAGS, flags & ~SeriesTable.SPILLED);
    }

    /** Compresses the open chunk; the answer is where it is then. The record is not changed. */
    private long seal(int id, long oldestReader) {
        decode(id);
        return sealer.seal(state, samples, state.lastSeq > oldestReader);
    }

    /** Forgets all samples of a series. */
    void clear(MemorySegment page, int id) {
        long at = SeriesTable.at(id);
        int first = getInt(page, at + SeriesTable.FIRST_SLAB);
        int bytes = getInt(page, at + SeriesTable.BYTES);
        SeriesTable.beginChange(page, at);
        setNoChunk(page, at);
        setLong(page, at + SeriesTable.SEALED, 0);
        SeriesTable.endChange(page, at);
        free(first, bytes);
    }

    /** Takes the chunk of a series from a checkpoint. Called before the store is open. */
    void restore(
            MemorySegment page,
            int id,
            int flags,
            int column,
            int firstRow,
            int count,
            OpenChunk.Tail tail,
            byte[] bytes,
            long ref) {
        long at = SeriesTable.at(id);
        SeriesTable.beginChange(page, at);
        if (count > 0) {
            int first = slabs.allocate();
            setInt(page, at + SeriesTable.FIRST_SLAB, first);
            setInt(page, at + SeriesTable.LAST_SLAB, slabs.append(first, 0, bytes, tail.bytes));
            setInt(page, at + SeriesTable.BYTES, tail.bytes);
        }
        setInt(page, at + SeriesTable.COLUMN, column == 0 ? tail.lastDelta : column);
        setByte(page, at + SeriesTable.FIRST_ROW, firstRow);
        setByte(page, at + SeriesTable.COUNT, count);
        setByte(page, at + SeriesTable.SAMES, tail.sames);
        setByte(page, at + SeriesTable.EXPONENT, tail.exponent);
        setLong(page, at + SeriesTable.LAST_TIME, tail.lastTime);
        setLong(page, at + SeriesTable.LAST_BITS, tail.lastBits);
        setLong(page, at + SeriesTable.SEALED, ref);
        setByte(page, at + SeriesTable.FLAGS, getByte(page, at + SeriesTable.FLAGS) | flags);
        SeriesTable.endChange(page, at);
    }
}
