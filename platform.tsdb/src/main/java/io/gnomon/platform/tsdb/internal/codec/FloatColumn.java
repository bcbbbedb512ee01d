package io.gnomon.platform.tsdb.internal.codec;

import io.gnomon.model.sample.SampleValues;

import org.jspecify.annotations.Nullable;

import java.util.Arrays;

/**
 * Doubles as bytes, every bit kept. Values become whole numbers, by a power of ten or as their raw
 * bits, and then a {@link LongColumn}; where nothing else helps they are an {@link XorColumn}.
 * Staleness markers and single odd values are taken out first and kept in lists of their own.
 *
 * <p>Format: docs/formats/chunks.md. Keeps scratch space: for one thread.
 */
public final class FloatColumn {
    /** Low five bits of the first byte: the scale, see Decimals, or one of these. */
    private static final int RAW = 31;

    private static final int XOR = 30;
    private static final int SCALE_BITS = 5;
    private static final int SCALE = (1 << SCALE_BITS) - 1;

    /** High three bits of the first byte: a shape of the column of numbers, or this. */
    private static final int MARKED = 7;

    /** Bytes a value above which a decimal column is compared with the raw bits. */
    private static final int WIDE = 4;

    /** Up to so many decimal places nobody looks for a better way. */
    private static final int PLAIN_SCALE = 9;

    /** An odd value takes so many bytes; that is worth while for one in so many. */
    private static final int ODD_BYTES = 10;

    private static final int VALUES_PER_ODD = 16;

    private final LongColumn decimals;
    private final LongColumn raws;
    private final Decimals scale = new Decimals();
    private final ByteSink xor = new ByteSink(0);
    private double[] kept = new double[0];
    private long[] whole = new long[0];
    private long[] bits = new long[0];
    private int[] marked = new int[0];

    /** Makes columns as small as it can. */
    public FloatColumn() {
        this(false);
    }

    /**
     * Makes columns.
     *
     * @param quick for who encodes often and for a short time, see {@link LongColumn}
     */
    public FloatColumn(boolean quick) {
        decimals = new LongColumn(quick);
        raws = new LongColumn(quick);
    }

    /** Appends a column of any number of the same value, which is no staleness marker. */
    public void encodeConstant(double value, ByteSink out) {
        room(1);
        kept[0] = value;
        for (int way = 0; way < Decimals.WAYS_COUNT; way++) {
            if (scale.of(way, kept, 1, 0, whole)) {
                out.u8(LongColumn.CONSTANT << SCALE_BITS | scale.scale);
                out.zigzag(whole[0]);
                return;
            }
        }
        out.u8(LongColumn.CONSTANT << SCALE_BITS | RAW);
        out.zigzag(Double.doubleToRawLongBits(value));
    }

    /** Appends {@code count} values, at least one, that begin at {@code from}. */
    public void encode(double[] values, int from, int count, ByteSink out) {
        room(count);
        int stale = 0;
        int n = 0;
        for (int i = 0; i < count; i++) {
            double v = values[from + i];
            if (SampleValues.isStale(v)) {
                marked[stale++] = i;
            } else {
                kept[n++] = v;
            }
        }
        if (n == 0 || stale > 0) {
            out.u8(MARKED << SCALE_BITS);
            positions(marked, stale, out);
        }
        if (n > 0) {
            encodeKept(n, out);
        }
    }

    private void room(int count) {
        if (kept.length < count) {
            kept = new double[count];
            whole = new long[count];
            bits = new long[count];
            marked = new int[count];
        }
    }

    private static void positions(int[] marked, int n, ByteSink out) {
        out.varint(n);
        int next = 0;
        for (int i = 0; i < n; i++) {
            out.varint(marked[i] - next);
            next = marked[i] + 1;
        }
    }

    private void encodeKept(int n, ByteSink out) {
        long bytes = planDecimals(n);
        if (bytes > (long) WIDE * n) {
            int raw = planRaw(n);
            if (Math.min(raw, xor.size()) < bytes) {
                writeRaw(raw, n, out);
                return;
            }
        }
        writeDecimals(n, out);
    }

    /** Finds the scale with the fewest bytes and plans it; its bytes, or more than any number. */
    private long planDecimals(int n) {
        int mostOdd = n / VALUES_PER_ODD;
        long best = Long.MAX_VALUE;
        int bestScale = -1;
        for (int way = 0; way < Decimals.WAYS_COUNT; way++) {
            if (!scale.of(way, kept, n, mostOdd, whole)) {
                continue;
            }
            long bytes = planScaled(n);
            if (scale.oddCount == 0 && scale.scale <= PLAIN_SCALE) {
                return bytes;
            }
            if (bytes < best) {
                best = bytes;
                bestScale = scale.scale;
            }
        }
        if (bestScale >= 0 && bestScale != scale.scale) {
            scale.convert(bestScale, kept, n, mostOdd, whole);
            planScaled(n);
        }
        return best;
    }

    private long planScaled(int n) {
        return decimals.plan(whole, n - scale.oddCount) + (long) ODD_BYTES * scale.oddCount;
    }

    private void writeDecimals(int n, ByteSink out) {
        int odd = scale.oddCount;
        if (odd > 0) {
            out.u8(MARKED << SCALE_BITS | RAW);
            positions(scale.odd, odd, out);
            for (int i = 0; i < odd; i++) {
                out.i64(Double.doubleToRawLongBits(kept[scale.odd[i]]));
            }
        }
        out.u8(decimals.shape() << SCALE_BITS | scale.scale);
        decimals.write(whole, n - odd, out);
    }

    /** Plans the raw bits and makes the exclusive or; bytes of the former. */
    private int planRaw(int n) {
        for (int i = 0; i < n; i++) {
            bits[i] = Double.doubleToRawLongBits(kept[i]);
        }
        xor.clear();
        XorColumn.encode(bits, n, xor);
        return raws.plan(bits, n);
    }

    private void writeRaw(int raw, int n, ByteSink out) {
        if (raw <= xor.size()) {
            out.u8(raws.shape() << SCALE_BITS | RAW);
            raws.write(bits, n, out);
        } else {
            out.u8(XOR);
            out.varint(xor.size());
            out.bytes(xor.array(), 0, xor.size());
        }
    }

    /** Reads {@code count} values into {@code into} from {@code at}. */
    public void decode(ByteSource in, int count, double[] into, int at)
            throws CorruptDataException {
        room(count);
        int head = in.u8();
        int markers = 0;
        if (head == MARKED << SCALE_BITS) {
            markers = readPositions(in, count);
            if (markers == count) {
                Arrays.fill(into, at, at + count, SampleValues.STALE_NAN);
                return;
            }
            int[] stale = Arrays.copyOf(marked, markers);
            decodeKept(in.u8(), in, count - markers, into, at);
            spread(into, at, count, stale, null);
            return;
        }
        decodeKept(head, in, count, into, at);
    }

    private void decodeKept(int head, ByteSource in, int n, double[] into, int at)
            throws CorruptDataException {
        if (head == (MARKED << SCALE_BITS | RAW)) {
            int odd = readPositions(in, n);
            long[] odds = new long[odd];
            for (int i = 0; i < odd; i++) {
                odds[i] = in.i64();
            }
            int[] where = Arrays.copyOf(marked, odd);
            decodeNumbers(in.u8(), in, n - odd, into, at);
            spread(into, at, n, where, odds);
            return;
        }
        decodeNumbers(head, in, n, into, at);
    }

    private void decodeNumbers(int head, ByteSource in, int n, double[] into, int at)
            throws CorruptDataException {
        int scaled = head & SCALE;
        int shape = head >>> SCALE_BITS;
        if (head == XOR) {
            int length = in.count(1);
            XorColumn.decode(in.slice(length), n, into, at);
            in.skip(length);
            return;
        }
        if (n < 1 || (scaled != RAW && scaled > Decimals.THOUSANDTH_OF_THOUSANDTH)) {
            throw new CorruptDataException("unknown encoding of values: " + head);
        }
        decimals.decode(shape, in, n, whole, 0);
        if (scaled == RAW) {
            for (int i = 0; i < n; i++) {
                into[at + i] = Double.longBitsToDouble(whole[i]);
            }
        } else {
            Decimals.back(whole, n, scaled, into, at);
        }
    }

    private int readPositions(ByteSource in, int n) throws CorruptDataException {
        int count = in.count(1);
        int position = -1;
        if (count > n) {
            throw new CorruptDataException(count + " marks of " + n + " values");
        }
        for (int i = 0; i < count; i++) {
            position += (int) Math.min(in.varint(), n) + 1;
            if (position < 0 || position >= n) {
                throw new CorruptDataException("a mark past the end of its column");
            }
            marked[i] = position;
        }
        return count;
    }

    /** Makes room for the marked values, from the back, and fills them in. */
    private static void spread(
            double[] values, int at, int count, int[] where, long @Nullable [] what) {
        int from = count - where.length - 1;
        int mark = where.length - 1;
        for (int to = count - 1; mark >= 0; to--) {
            if (to == where[mark]) {
                values[at + to] =
                        what == null ? SampleValues.STALE_NAN : Double.longBitsToDouble(what[mark]);
                mark--;
            } else {
                values[at + to] = values[at + from--];
            }
        }
    }
}
