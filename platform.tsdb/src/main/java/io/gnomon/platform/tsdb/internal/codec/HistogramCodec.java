package io.gnomon.platform.tsdb.internal.codec;

import io.gnomon.model.sample.Histogram;
import io.gnomon.model.sample.Histogram.ResetHint;

/**
 * One native histogram: a byte with the reset hint (bits 0 and 1) and whether counts are whole (bit
 * 2), schema as zigzag, start time as zigzag, zero threshold, zero count, count and sum as numbers,
 * then the five arrays, each with its length as varint: spans as zigzag, the others as numbers.
 */
public final class HistogramCodec {
    private static final int HINT_BITS = 3;
    private static final int INTEGER = 4;

    private HistogramCodec() {}

    public static void encode(Histogram histogram, ByteSink out) {
        out.u8(hintCode(histogram.resetHint()) | (histogram.integer() ? INTEGER : 0));
        out.zigzag(histogram.schema());
        out.zigzag(histogram.startTimeMillis());
        out.number(histogram.zeroThreshold());
        out.number(histogram.zeroCount());
        out.number(histogram.count());
        out.number(histogram.sum());
        encode(histogram.positiveSpans(), out);
        encode(histogram.positiveBuckets(), out);
        encode(histogram.negativeSpans(), out);
        encode(histogram.negativeBuckets(), out);
        encode(histogram.customBounds(), out);
    }

    public static Histogram decode(ByteSource in) throws CorruptDataException {
        int flags = in.u8();
        int schema = (int) in.zigzag();
        long startTimeMillis = in.zigzag();
        return new Histogram(
                (flags & INTEGER) != 0,
                hint(flags & HINT_BITS),
                schema,
                in.number(),
                in.number(),
                in.number(),
                in.number(),
                ints(in),
                doubles(in),
                ints(in),
                doubles(in),
                doubles(in),
                startTimeMillis);
    }

    static int hintCode(ResetHint hint) {
        return switch (hint) {
            case UNKNOWN -> 0;
            case RESET -> 1;
            case NO_RESET -> 2;
            case GAUGE -> 3;
        };
    }

    static ResetHint hint(int code) {
        return switch (code) {
            case 1 -> ResetHint.RESET;
            case 2 -> ResetHint.NO_RESET;
            case 3 -> ResetHint.GAUGE;
            default -> ResetHint.UNKNOWN;
        };
    }

    private static void encode(int[] numbers, ByteSink out) {
        out.varint(numbers.length);
        for (int number : numbers) {
            out.zigzag(number);
        }
    }

    private static void encode(double[] numbers, ByteSink out) {
        out.varint(numbers.length);
        for (double number : numbers) {
            out.number(number);
        }
    }

    private static int[] ints(ByteSource in) throws CorruptDataException {
        int[] numbers = new int[in.count(1)];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = (int) in.zigzag();
        }
        return numbers;
    }

    private static double[] doubles(ByteSource in) throws CorruptDataException {
        double[] numbers = new double[in.count(1)];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = in.number();
        }
        return numbers;
    }
}
