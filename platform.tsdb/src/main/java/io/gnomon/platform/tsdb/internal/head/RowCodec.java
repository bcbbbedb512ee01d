package io.gnomon.platform.tsdb.internal.head;

import io.gnomon.model.sample.Histogram;
import io.gnomon.platform.tsdb.internal.codec.ByteSink;
import io.gnomon.platform.tsdb.internal.codec.ByteSource;
import io.gnomon.platform.tsdb.internal.codec.CorruptDataException;
import io.gnomon.platform.tsdb.internal.codec.HistogramCodec;

import org.jspecify.annotations.Nullable;

/**
 * SAMPLES records (docs/formats/wal.md): the rows of a batch as what is different from the group's
 * row before. For one thread.
 */
final class RowCodec {
    private static final int OWN_TIMES = 1;
    private static final int RELATIVE = 2;

    // Kinds of a code with the lowest bit set; below 14: an exponent, and a difference follows.
    private static final int HISTOGRAM = 14;
    private static final int RAW = 15;

    /** Plus the exponent: the scaled value follows. */
    private static final int ABSOLUTE = 16;

    /** So far ahead a series is looked for when others of the row before are missing. */
    private static final int LOOK_AHEAD = 32;

    private static final PreviousRow NOTHING = new PreviousRow();

    /** Exponents of the rows written or read last. */
    byte[] exponents = new byte[16];

    /** Row of the row before that each row continues, -1 for none. */
    private int[] continues = new int[16];

    private int continued;

    private void begin(int rows) {
        if (exponents.length < rows) {
            exponents = new byte[rows + (rows >> 2)];
        }
        if (continues.length < rows) {
            continues = new int[rows + (rows >> 2)];
        }
        continued = 0;
    }

    // --- writing -------------------------------------------------------------------------------

    /**
     * Writes rows.
     *
     * @param before null when the group has no row in this segment yet
     */
    void encode(SampleRows rows, @Nullable PreviousRow before, ByteSink out) {
        PreviousRow previous = before == null ? NOTHING : before;
        begin(rows.size);
        out.i64(rows.group);
        out.zigzag(rows.batchTime);
        out.varint(rows.size);
        out.u8((rows.hasOwnTimes() ? OWN_TIMES : 0) | (before == null ? 0 : RELATIVE));
        if (rows.isPlain() && previous.hasSeriesOf(rows)) {
            encodeSameSeries(rows, previous, out);
            return;
        }
        encodeIds(rows, previous, out);
        if (rows.hasOwnTimes()) {
            for (int i = 0; i < rows.size; i++) {
                out.zigzag(rows.time(i) - rows.batchTime);
            }
        }
        encodeChanges(rows, previous, out);
        for (int i = 0; i < rows.size; i++) {
            int from = continues[i];
            Histogram histogram = rows.histogram(i);
            if (histogram != null) {
                out.varint(HISTOGRAM << 1 | 1);
                HistogramCodec.encode(histogram, out);
                exponents[i] = PreviousRow.HISTOGRAM;
            } else if (from < 0) {
                exponents[i] = (byte) absolute(rows.values[i], out);
            } else if (previous.same(from, rows.values[i])) {
                exponents[i] = previous.exponents[from];
            } else {
                exponents[i] =
                        (byte)
                                change(
                                        previous.values[from],
                                        previous.exponents[from],
                                        rows.values[i],
                                        out);
            }
        }
    }

    /** As usual: floats of all series of the row before, at one time. */
    private void encodeSameSeries(SampleRows rows, PreviousRow previous, ByteSink out) {
        int size = rows.size;
        out.varint(0);
        out.varint(size);
        int changedAt = out.size();
        out.zeros((size + 7) / 8);
        double[] values = rows.values;
        double[] before = previous.values;
        System.arraycopy(previous.exponents, 0, exponents, 0, size);
        for (int i = 0; i < size; i++) {
            if (Double.doubleToRawLongBits(values[i]) != Double.doubleToRawLongBits(before[i])
                    || exponents[i] == PreviousRow.HISTOGRAM) {
                out.array()[changedAt + (i >> 3)] |= (byte) (1 << (i & 7));
                exponents[i] = (byte) change(before[i], exponents[i], values[i], out);
            }
        }
    }

    private void encodeIds(SampleRows rows, PreviousRow previous, ByteSink out) {
        int cursor = 0;
        int i = 0;
        int expected = 0;
        while (i < rows.size) {
            int found = find(previous, cursor, rows.ids[i]);
            int run = 0;
            int skip = found < 0 ? 0 : found - cursor;
            cursor += skip;
            while (i + run < rows.size
                    && cursor < previous.size
                    && rows.ids[i + run] == previous.ids[cursor]) {
                continues[i + run] = cursor++;
                run++;
            }
            out.varint(skip);
            out.varint(run);
            i += run;
            continued += run;
            if (i < rows.size) {
                int inserted = 1;
                while (i + inserted < rows.size
                        && find(previous, cursor, rows.ids[i + inserted]) < 0) {
                    inserted++;
                }
                out.varint(inserted);
                for (int end = i + inserted; i < end; i++) {
                    continues[i] = -1;
                    out.zigzag(rows.ids[i] - (long) expected);
                    expected = rows.ids[i] + 1;
                }
            }
        }
    }

    private static int find(PreviousRow previous, int from, int id) {
        int end = Math.min(previous.size, from + LOOK_AHEAD);
        for (int i = from; i < end; i++) {
            if (previous.ids[i] == id) {
                return i;
            }
        }
        return -1;
    }

    private void encodeChanges(SampleRows rows, PreviousRow previous, ByteSink out) {
        int bits = 0;
        int n = 0;
        for (int i = 0; i < rows.size; i++) {
            if (continues[i] < 0) {
                continue;
            }
            if (rows.histogram(i) != null || !previous.same(continues[i], rows.values[i])) {
                bits |= 1 << (n & 7);
            }
            if ((++n & 7) == 0) {
                out.u8(bits);
                bits = 0;
            }
        }
        if ((n & 7) != 0) {
            out.u8(bits);
        }
    }

    private static int absolute(double value, ByteSink out) {
        int exponent = FloatStream.exponent(value, 0);
        if (exponent == FloatStream.NONE) {
            raw(value, out);
        } else {
            out.varint((ABSOLUTE + exponent) << 1 | 1);
            out.zigzag(FloatStream.scaled(value, exponent));
        }
        return exponent;
    }

    private static void raw(double value, ByteSink out) {
        out.varint(RAW << 1 | 1);
        out.i64(Double.doubleToRawLongBits(value));
    }

    private static int change(double before, int exponent, double value, ByteSink out) {
        if (exponent == PreviousRow.HISTOGRAM) {
            return absolute(value, out);
        }
        if (exponent != FloatStream.NONE && FloatStream.fits(value, exponent)) {
            long delta = FloatStream.scaled(value, exponent) - FloatStream.scaled(before, exponent);
            out.varint((delta << 1 ^ delta >> 63) << 1);
            return exponent;
        }
        int other = FloatStream.exponent(value, 0);
        if (other != FloatStream.NONE && FloatStream.fits(before, other)) {
            out.varint(other << 1 | 1);
            out.zigzag(FloatStream.scaled(value, other) - FloatStream.scaled(before, other));
            return other;
        }
        return absolute(value, out);
    }

    // --- reading -------------------------------------------------------------------------------

    /** Group of a record. */
    static long group(ByteSource in) throws CorruptDataException {
        return in.i64();
    }

    /** Reads what follows the group; {@code before} is the group's row before, if it has one. */
    void decode(ByteSource in, long group, @Nullable PreviousRow before, SampleRows into)
            throws CorruptDataException {
        into.begin(group, in.zigzag());
        long count = in.varint();
        int flags = in.u8();
        boolean relative = (flags & RELATIVE) != 0;
        if (relative && before == null) {
            throw new CorruptDataException("the row that the record builds on is missing");
        }
        PreviousRow previous = relative && before != null ? before : NOTHING;
        // A new row takes two bytes at least, one that continues another an eighth of one.
        if (count < 0 || count > 8L * in.remaining() + previous.size) {
            throw new CorruptDataException("a record of " + count + " rows");
        }
        int rows = (int) count;
        begin(rows);
        into.ensureCapacity(rows);
        into.size = rows;
        decodeIds(in, rows, previous, into);
        if ((flags & OWN_TIMES) != 0) {
            for (int i = 0; i < rows; i++) {
                into.setTime(i, into.batchTime + in.zigzag());
            }
        }
        byte[] changed = in.bytes((continued + 7) / 8);
        if (continued == rows) {
            decodeChanged(in, changed, previous, into);
            return;
        }
        int n = 0;
        for (int i = 0; i < rows; i++) {
            int from = continues[i];
            if (from < 0 || (changed[n >> 3] >> (n++ & 7) & 1) != 0) {
                decodeValue(in, i, previous, from, into);
            }
        }
    }

    /** As usual: all rows continue others, and most values are there already. */
    private void decodeChanged(ByteSource in, byte[] changed, PreviousRow previous, SampleRows into)
            throws CorruptDataException {
        for (int at = 0; at < changed.length; at++) {
            for (int bits = changed[at] & 0xff; bits != 0; bits &= bits - 1) {
                int row = 8 * at + Integer.numberOfTrailingZeros(bits);
                if (row < into.size) {
                    decodeValue(in, row, previous, continues[row], into);
                }
            }
        }
    }

    private void decodeIds(ByteSource in, int rows, PreviousRow previous, SampleRows into)
            throws CorruptDataException {
        int cursor = 0;
        int i = 0;
        long expected = 0;
        while (i < rows) {
            long skip = in.varint();
            long run = in.varint();
            if (skip < 0
                    || run < 0
                    || run > rows - i
                    || skip > previous.size - cursor
                    || run > previous.size - cursor - skip) {
                throw new CorruptDataException("a record continues rows that are not there");
            }
            cursor += (int) skip;
            System.arraycopy(previous.ids, cursor, into.ids, i, (int) run);
            System.arraycopy(previous.values, cursor, into.values, i, (int) run);
            System.arraycopy(previous.exponents, cursor, exponents, i, (int) run);
            for (int end = i + (int) run; i < end; i++) {
                continues[i] = cursor++;
            }
            continued += (int) run;
            if (i == rows) {
                return;
            }
            long inserted = in.varint();
            if (inserted < 1 || inserted > rows - i) {
                throw new CorruptDataException("a record with " + inserted + " new rows");
            }
            for (int end = i + (int) inserted; i < end; i++) {
                long id = expected + in.zigzag();
                if (id < 0 || id > Integer.MAX_VALUE) {
                    throw new CorruptDataException("impossible series id " + id);
                }
                continues[i] = -1;
                into.ids[i] = (int) id;
                expected = id + 1;
            }
        }
    }

    private void decodeValue(
            ByteSource in, int row, PreviousRow previous, int from, SampleRows into)
            throws CorruptDataException {
        long code = in.varint();
        long kind = (code & 1) == 0 ? -1 : code >>> 1;
        if (kind == HISTOGRAM) {
            into.setHistogram(row, HistogramCodec.decode(in));
            into.values[row] = 0;
            exponents[row] = PreviousRow.HISTOGRAM;
            return;
        }
        if (kind == RAW) {
            into.values[row] = Double.longBitsToDouble(in.i64());
            exponents[row] = FloatStream.NONE;
            return;
        }
        int exponent =
                kind < 0
                        ? from < 0 ? FloatStream.NONE : previous.exponents[from]
                        : (int) (kind & 0xf);
        if (exponent > FloatStream.MAX_EXPONENT || kind > ABSOLUTE + FloatStream.MAX_EXPONENT) {
            throw new CorruptDataException("unknown kind of value " + code);
        }
        long scaled;
        if (kind >= ABSOLUTE) {
            scaled = in.zigzag();
        } else if (from < 0) {
            throw new CorruptDataException("a difference to nothing");
        } else {
            long zigzag = code >>> 1;
            long delta = kind < 0 ? zigzag >>> 1 ^ -(zigzag & 1) : in.zigzag();
            scaled = FloatStream.scaled(previous.values[from], exponent) + delta;
        }
        into.values[row] = FloatStream.value(scaled, exponent);
        exponents[row] = (byte) exponent;
    }
}
