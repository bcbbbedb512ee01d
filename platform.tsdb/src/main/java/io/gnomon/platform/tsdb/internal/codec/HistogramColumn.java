package io.gnomon.platform.tsdb.internal.codec;

import io.gnomon.model.sample.Histogram;

import org.jspecify.annotations.Nullable;

import java.util.Arrays;

/**
 * Native histograms of one layout as bytes: the layout once, then a column each for reset hints,
 * start times, count, count of zeros, sum, and every bucket. Layout is what {@link #sameLayout}
 * compares. Format: docs/formats/chunks.md. Keeps scratch space: for one thread.
 */
public final class HistogramColumn {
    private static final int INTEGER = 1;
    private static final int NEGATIVE = 2;
    private static final int CUSTOM = 4;

    private final LongColumn longs = new LongColumn();
    private final FloatColumn floats = new FloatColumn();
    private long[] numbers = new long[0];
    private double[] values = new double[0];

    /** Whether two histograms may stand in one column. */
    public static boolean sameLayout(Histogram a, Histogram b) {
        return a.integer() == b.integer()
                && a.schema() == b.schema()
                && same(a.zeroThreshold(), b.zeroThreshold())
                && Arrays.equals(a.positiveSpans(), b.positiveSpans())
                && Arrays.equals(a.negativeSpans(), b.negativeSpans())
                && a.positiveBuckets().length == b.positiveBuckets().length
                && a.negativeBuckets().length == b.negativeBuckets().length
                && sameBits(a.customBounds(), b.customBounds());
    }

    private static boolean same(double a, double b) {
        return Double.doubleToRawLongBits(a) == Double.doubleToRawLongBits(b);
    }

    private static boolean sameBits(double[] a, double[] b) {
        if (a.length != b.length) {
            return false;
        }
        for (int i = 0; i < a.length; i++) {
            if (!same(a[i], b[i])) {
                return false;
            }
        }
        return true;
    }

    /** One number of each histogram. */
    private interface Part {
        double of(Histogram histogram);
    }

    /** Appends {@code n} histograms of one layout, at least one, that begin at {@code from}. */
    public void encode(@Nullable Histogram[] rows, int from, int n, ByteSink out) {
        room(n);
        Histogram first = row(rows, from);
        layout(first, out);
        for (int i = 0; i < n; i++) {
            numbers[i] = HistogramCodec.hintCode(row(rows, from + i).resetHint());
        }
        longs.encode(numbers, n, out);
        for (int i = 0; i < n; i++) {
            numbers[i] = row(rows, from + i).startTimeMillis();
        }
        longs.encode(numbers, n, out);
        encode(rows, from, n, Histogram::count, out);
        encode(rows, from, n, Histogram::zeroCount, out);
        encode(rows, from, n, Histogram::sum, out);
        for (int b = 0; b < first.positiveBuckets().length; b++) {
            int bucket = b;
            encode(rows, from, n, h -> h.positiveBuckets()[bucket], out);
        }
        for (int b = 0; b < first.negativeBuckets().length; b++) {
            int bucket = b;
            encode(rows, from, n, h -> h.negativeBuckets()[bucket], out);
        }
    }

    private static Histogram row(@Nullable Histogram[] rows, int i) {
        Histogram row = rows[i];
        if (row == null) {
            throw new IllegalArgumentException("row " + i + " is not a histogram");
        }
        return row;
    }

    private void encode(@Nullable Histogram[] rows, int from, int n, Part part, ByteSink out) {
        for (int i = 0; i < n; i++) {
            values[i] = part.of(row(rows, from + i));
        }
        floats.encode(values, 0, n, out);
    }

    private static void layout(Histogram h, ByteSink out) {
        boolean negative = h.negativeSpans().length > 0 || h.negativeBuckets().length > 0;
        boolean custom = h.customBounds().length > 0;
        out.u8((h.integer() ? INTEGER : 0) | (negative ? NEGATIVE : 0) | (custom ? CUSTOM : 0));
        out.zigzag(h.schema());
        out.number(h.zeroThreshold());
        side(h.positiveSpans(), h.positiveBuckets().length, out);
        if (negative) {
            side(h.negativeSpans(), h.negativeBuckets().length, out);
        }
        if (custom) {
            out.varint(h.customBounds().length);
            for (double bound : h.customBounds()) {
                out.number(bound);
            }
        }
    }

    private static void side(int[] spans, int buckets, ByteSink out) {
        out.varint(spans.length);
        for (int number : spans) {
            out.zigzag(number);
        }
        out.varint(buckets);
    }

    /** Reads {@code n} histograms into {@code into} from {@code at}. */
    public void decode(ByteSource in, int n, @Nullable Histogram[] into, int at)
            throws CorruptDataException {
        room(n);
        int flags = in.u8();
        int schema = (int) in.zigzag();
        double zeroThreshold = in.number();
        int[] positiveSpans = spans(in);
        int positive = in.count(1);
        int[] negativeSpans = new int[0];
        int negative = 0;
        if ((flags & NEGATIVE) != 0) {
            negativeSpans = spans(in);
            negative = in.count(1);
        }
        double[] bounds = new double[(flags & CUSTOM) != 0 ? in.count(1) : 0];
        for (int i = 0; i < bounds.length; i++) {
            bounds[i] = in.number();
        }
        long[] hints = new long[n];
        longs.decode(in, n, hints, 0);
        longs.decode(in, n, numbers, 0);
        double[] counts = column(in, n);
        double[] zeros = column(in, n);
        double[] sums = column(in, n);
        double[][] positives = buckets(in, n, positive);
        double[][] negatives = buckets(in, n, negative);
        for (int i = 0; i < n; i++) {
            into[at + i] =
                    new Histogram(
                            (flags & INTEGER) != 0,
                            HistogramCodec.hint((int) hints[i]),
                            schema,
                            zeroThreshold,
                            zeros[i],
                            counts[i],
                            sums[i],
                            positiveSpans,
                            positives[i],
                            negativeSpans,
                            negatives[i],
                            bounds,
                            numbers[i]);
        }
    }

    private static int[] spans(ByteSource in) throws CorruptDataException {
        int[] spans = new int[in.count(1)];
        for (int i = 0; i < spans.length; i++) {
            spans[i] = (int) in.zigzag();
        }
        return spans;
    }

    private double[] column(ByteSource in, int n) throws CorruptDataException {
        double[] column = new double[n];
        floats.decode(in, n, column, 0);
        return column;
    }

    /** Bucket columns turned into rows. */
    private double[][] buckets(ByteSource in, int n, int count) throws CorruptDataException {
        double[][] rows = new double[n][count];
        for (int b = 0; b < count; b++) {
            floats.decode(in, n, values, 0);
            for (int i = 0; i < n; i++) {
                rows[i][b] = values[i];
            }
        }
        return rows;
    }

    private void room(int n) {
        if (numbers.length < n) {
            numbers = new long[n];
            values = new double[n];
        }
    }
}
