package io.gnomon.platform.core.promformat.chunk;

import io.gnomon.model.sample.Histogram;
import io.gnomon.model.sample.Histogram.ResetHint;
import io.gnomon.model.sample.SampleColumn;
import io.gnomon.model.sample.SampleValues;

import org.jspecify.annotations.Nullable;

import java.util.Objects;

/**
 * Chunks of native histograms. All of a chunk share one {@link HistogramLayout}. Whole numbers are
 * stored as deltas of deltas, each bucket's count as its difference to the bucket before; fractions
 * as {@link XorValue}s. A staleness marker has a sum and no buckets, and only more of them follow.
 */
final class HistogramChunks {
    private static final double[] NO_BUCKETS = {};

    private final StartTime startTime = new StartTime();
    private final XorValue sum = new XorValue();
    private final Numbers numbers = new Numbers();
    private XorValue[] fractions = new XorValue[0];

    /**
     * Appends the histograms of a chunk.
     *
     * @param integer counts are whole numbers
     * @param startTimes the header is the one of chunks with start times
     */
    void read(BitReader in, boolean integer, boolean startTimes, SampleColumn out)
            throws ChunkException {
        // Two bits for resets stand above the count of 14 bits, or in a byte behind 16 bits.
        int count = (int) in.read(16);
        int third = (int) in.read(8);
        int resets = (startTimes ? count >>> 14 : third >>> 6) & 3;
        count = startTimes ? count & 0x3fff : count;
        startTime.start(startTimes ? third : 0);
        if (count == 0) {
            return;
        }
        if (count > in.left()) {
            throw new ChunkException("it is too short for its " + count + " histograms");
        }
        HistogramLayout layout = HistogramLayout.read(in);
        int positive = layout.positiveCount();
        int buckets = positive + layout.negativeCount();
        if (buckets > in.left()) {
            throw new ChunkException("it is too short for its " + buckets + " buckets");
        }
        if (integer) {
            numbers.start(2 + buckets);
        } else {
            startFractions(2 + buckets);
        }
        out.ensureCapacity(out.size + count);
        long time = 0;
        long delta = 0;
        for (int i = 0; i < count; i++) {
            long before = time;
            delta = i == 0 ? 0 : delta + in.varbit();
            time = i == 0 ? in.varbit() : time + delta;
            boolean stale = integer ? readNumbers(in, i, buckets) : readFractions(in, i, buckets);
            long start = startTime.read(in, i, time, before);
            out.add(
                    time,
                    stale
                            ? stale(integer, start)
                            : histogram(
                                    integer, hint(resets, i), layout, positive, buckets, start));
            StartTime.set(out, out.size - 1, start);
        }
    }

    /** Count, zero count, sum, buckets; true for a staleness marker. */
    private boolean readNumbers(BitReader in, int index, int buckets) throws ChunkException {
        for (int k = 0; k < 2; k++) {
            numbers.next(k, index, index == 0 ? in.unsignedVarbit() : in.varbit());
        }
        readSum(in, index);
        // After the layout of the first one, a marker has no buckets.
        if (index > 0 && sum.bits == SampleValues.STALE_NAN_BITS) {
            return true;
        }
        for (int k = 2; k < 2 + buckets; k++) {
            numbers.next(k, index, in.varbit());
        }
        return sum.bits == SampleValues.STALE_NAN_BITS;
    }

    private boolean readFractions(BitReader in, int index, int buckets) throws ChunkException {
        for (int k = 0; k < 2; k++) {
            readXor(in, fractions[k], index);
        }
        readSum(in, index);
        if (index > 0 && sum.bits == SampleValues.STALE_NAN_BITS) {
            return true;
        }
        for (int k = 2; k < 2 + buckets; k++) {
            readXor(in, fractions[k], index);
        }
        return sum.bits == SampleValues.STALE_NAN_BITS;
    }

    private void readSum(BitReader in, int index) throws ChunkException {
        readXor(in, sum, index);
    }

    private static void readXor(BitReader in, XorValue value, int index) throws ChunkException {
        if (index == 0) {
            value.start(in.read(64));
        } else {
            value.read(in);
        }
    }

    private void startFractions(int count) {
        if (fractions.length < count) {
            fractions = new XorValue[count];
            for (int i = 0; i < count; i++) {
                fractions[i] = new XorValue();
            }
        }
    }

    private Histogram histogram(
            boolean integer,
            ResetHint hint,
            HistogramLayout layout,
            int positive,
            int buckets,
            long start) {
        return new Histogram(
                integer,
                hint,
                layout.schema(),
                layout.zeroThreshold(),
                integer ? unsigned(numbers.values[1]) : fraction(1),
                integer ? unsigned(numbers.values[0]) : fraction(0),
                Double.longBitsToDouble(sum.bits),
                layout.positiveSpans(),
                buckets(integer, 2, positive),
                layout.negativeSpans(),
                buckets(integer, 2 + positive, buckets - positive),
                layout.customBounds(),
                start);
    }

    private double[] buckets(boolean integer, int from, int count) {
        double[] buckets = count == 0 ? NO_BUCKETS : new double[count];
        long absolute = 0;
        for (int i = 0; i < count; i++) {
            if (integer) {
                absolute += numbers.values[from + i];
                buckets[i] = absolute;
            } else {
                buckets[i] = fraction(from + i);
            }
        }
        return buckets;
    }

    private double fraction(int k) {
        return Double.longBitsToDouble(fractions[k].bits);
    }

    private static double unsigned(long value) {
        return value >= 0 ? value : 2.0 * ((value >>> 1) | (value & 1));
    }

    static Histogram stale(boolean integer, long startTimeMillis) {
        HistogramLayout none = HistogramLayout.EMPTY;
        return new Histogram(
                integer,
                ResetHint.UNKNOWN,
                none.schema(),
                none.zeroThreshold(),
                0,
                0,
                SampleValues.STALE_NAN,
                none.positiveSpans(),
                NO_BUCKETS,
                none.negativeSpans(),
                NO_BUCKETS,
                none.customBounds(),
                startTimeMillis);
    }

    /** What a chunk's header says about one of its histograms. */
    private static ResetHint hint(int resets, int index) {
        if (resets == 0b11) {
            return ResetHint.GAUGE;
        }
        if (index > 0) {
            return ResetHint.NO_RESET;
        }
        // "No reset" holds against the chunk before, which may be gone.
        return resets == 0b10 ? ResetHint.RESET : ResetHint.UNKNOWN;
    }

    /**
     * Writes histograms [from, to) of a column, all of one kind and one layout.
     *
     * @param resets the two bits of the header
     */
    void write(SampleColumn column, int from, int to, int resets, BitWriter out) {
        Histogram first = row(column, from);
        boolean integer = first.integer();
        HistogramLayout layout = isStale(first) ? HistogramLayout.EMPTY : HistogramLayout.of(first);
        out.write(to - from, 16);
        out.write((long) resets << 6, 8);
        layout.write(out);
        int buckets = layout.positiveCount() + layout.negativeCount();
        if (integer) {
            numbers.start(2 + buckets);
        } else {
            startFractions(2 + buckets);
        }
        long delta = 0;
        for (int i = from; i < to; i++) {
            long next = i == from ? 0 : column.times[i] - column.times[i - 1];
            out.varbit(i == from ? column.times[i] : next - delta);
            delta = next;
            if (integer) {
                writeNumbers(row(column, i), i - from, out);
            } else {
                writeFractions(row(column, i), i - from, out);
            }
        }
    }

    private void writeNumbers(Histogram h, int index, BitWriter out) {
        boolean stale = isStale(h);
        long[] head = {(long) h.count(), (long) h.zeroCount()};
        for (int k = 0; k < 2; k++) {
            if (index == 0) {
                out.unsignedVarbit(stale ? 0 : numbers.difference(k, 0, head[k]));
            } else {
                out.varbit(stale ? 0 : numbers.difference(k, index, head[k]));
            }
        }
        writeXor(out, sum, index, h.sum());
        if (stale) {
            return;
        }
        int k = 2;
        for (double[] buckets : new double[][] {h.positiveBuckets(), h.negativeBuckets()}) {
            long before = 0;
            for (double bucket : buckets) {
                long absolute = (long) bucket;
                out.varbit(numbers.difference(k++, index, absolute - before));
                before = absolute;
            }
        }
    }

    private void writeFractions(Histogram h, int index, BitWriter out) {
        boolean stale = isStale(h);
        writeXor(out, fractions[0], index, stale ? 0 : h.count());
        writeXor(out, fractions[1], index, stale ? 0 : h.zeroCount());
        writeXor(out, sum, index, h.sum());
        if (stale) {
            return;
        }
        int k = 2;
        for (double bucket : h.positiveBuckets()) {
            writeXor(out, fractions[k++], index, bucket);
        }
        for (double bucket : h.negativeBuckets()) {
            writeXor(out, fractions[k++], index, bucket);
        }
    }

    private static void writeXor(BitWriter out, XorValue value, int index, double next) {
        long bits = Double.doubleToRawLongBits(next);
        if (index == 0) {
            out.write(bits, 64);
            value.start(bits);
        } else {
            value.write(out, bits);
        }
    }

    static boolean isStale(Histogram h) {
        return SampleValues.isStale(h.sum());
    }

    static Histogram row(SampleColumn column, int row) {
        @Nullable Histogram h = column.histogram(row);
        return Objects.requireNonNull(h, "row without a histogram");
    }

    /** Whole numbers that are stored as deltas of deltas, by position in the histogram. */
    private static final class Numbers {
        long[] values = new long[64];
        private long[] deltas = new long[64];

        void start(int count) {
            if (values.length < count) {
                values = new long[count];
                deltas = new long[count];
            }
        }

        /** Takes what is stored for histogram {@code index}. */
        void next(int k, int index, long stored) {
            if (index == 0) {
                values[k] = stored;
                deltas[k] = 0;
            } else {
                deltas[k] += stored;
                values[k] += deltas[k];
            }
        }

        /** What is to be stored for a value. */
        long difference(int k, int index, long value) {
            long delta = index == 0 ? 0 : value - values[k];
            long stored = index == 0 ? value : delta - deltas[k];
            deltas[k] = delta;
            values[k] = value;
            return stored;
        }
    }
}
