package io.gnomon.platform.tsdb.internal.head;

import io.gnomon.platform.tsdb.internal.codec.ByteSink;
import io.gnomon.platform.tsdb.internal.codec.ByteSource;
import io.gnomon.platform.tsdb.internal.codec.CorruptDataException;

/**
 * Floats as they are appended, bits kept: a code for each that is not like the one before.
 *
 * <ul>
 *   <li>lowest bit 0: difference to the one before, both times 10^exponent, zigzag in the rest;
 *   <li>01: the rest is how many more samples equal the one before;
 *   <li>11: the rest is the exponent from now on, the eight bytes of the value follow.
 * </ul>
 *
 * The first code is of the third kind. Samples at the end that equal the one before have no code
 * yet: who reads knows the count.
 */
final class FloatStream {
    /** Exponent of a value that is no whole number times a small power of ten. */
    static final int NONE = 15;

    static final int MAX_EXPONENT = 6;

    private static final double[] POWERS = {1, 10, 100, 1000, 1e4, 1e5, 1e6};

    /** Beyond it a double does not hold every whole number. */
    private static final double MAX_WHOLE = 0x1p53;

    private FloatStream() {}

    /** Whether the value times 10^exponent is whole and gives the value back, bit for bit. */
    static boolean fits(double value, int exponent) {
        if (exponent == 0) {
            long whole = (long) value;
            return Math.abs(value) < MAX_WHOLE
                    && Double.doubleToRawLongBits((double) whole)
                            == Double.doubleToRawLongBits(value);
        }
        double scaled = value * POWERS[exponent];
        long whole = (long) Math.rint(scaled);
        return Math.abs(scaled) < MAX_WHOLE
                && Double.doubleToRawLongBits(whole / POWERS[exponent])
                        == Double.doubleToRawLongBits(value);
    }

    /** The value times 10^exponent, for one that {@link #fits}. */
    static long scaled(double value, int exponent) {
        return exponent == 0 ? (long) value : (long) Math.rint(value * POWERS[exponent]);
    }

    /** The value of {@link #scaled}. */
    static double value(long scaled, int exponent) {
        return exponent == 0 ? scaled : scaled / POWERS[exponent];
    }

    /** Smallest exponent from {@code atLeast} on that fits, else {@link #NONE}. */
    static int exponent(double value, int atLeast) {
        for (int e = atLeast; e <= MAX_EXPONENT; e++) {
            if (fits(value, e)) {
                return e;
            }
        }
        return NONE;
    }

    /**
     * Writes the code of the first value of a stream.
     *
     * @param hint exponent of earlier values
     * @return exponent of the stream
     */
    static int first(double value, int hint, ByteSink out) {
        int exponent = hint != NONE && fits(value, hint) ? hint : exponent(value, 0);
        whole(value, exponent, out);
        return exponent;
    }

    /**
     * Writes the codes of a value that differs from the one before.
     *
     * @param sames samples before it that equal theirs and have no code yet
     * @return exponent of the stream now
     */
    static int next(double before, int sames, int exponent, double value, ByteSink out) {
        if (sames > 0) {
            out.varint((long) sames << 2 | 1);
        }
        if (exponent != NONE && fits(value, exponent)) {
            long delta = scaled(value, exponent) - scaled(before, exponent);
            out.varint((delta << 1 ^ delta >> 63) << 1);
            return exponent;
        }
        int changed = exponent(value, exponent == NONE ? 0 : exponent);
        if (changed == NONE && exponent != NONE) {
            changed = exponent(value, 0);
        }
        whole(value, changed, out);
        return changed;
    }

    private static void whole(double value, int exponent, ByteSink out) {
        out.varint((long) exponent << 2 | 3);
        out.i64(Double.doubleToRawLongBits(value));
    }

    /** Reads a stream value by value. For one thread. */
    static final class Cursor {
        private double value;
        private long scaled;
        private int exponent = NONE;
        private long sames;

        int exponent() {
            return exponent;
        }

        /** Whether the next sample has a code of its own, if there are bytes left. */
        boolean atCode() {
            return sames == 0;
        }

        /** The current sample. */
        double value() {
            return value;
        }

        /** Moves to the next sample; at the end of the bytes the last one is repeated. */
        double next(ByteSource in) throws CorruptDataException {
            if (sames > 0) {
                sames--;
                return value;
            }
            if (!in.hasMore()) {
                return value;
            }
            return code(in);
        }

        /** Reads one code and moves to the sample that it stands for. */
        double code(ByteSource in) throws CorruptDataException {
            long code = in.varint();
            if ((code & 1) == 0) {
                long zigzag = code >>> 1;
                scaled += zigzag >>> 1 ^ -(zigzag & 1);
                value = FloatStream.value(scaled, exponent);
            } else if ((code & 2) == 0) {
                sames = (code >>> 2) - 1;
            } else {
                exponent = (int) (code >>> 2);
                value = Double.longBitsToDouble(in.i64());
                if (exponent != NONE && exponent > MAX_EXPONENT) {
                    throw new CorruptDataException("impossible exponent " + exponent);
                }
                scaled = exponent == NONE ? 0 : FloatStream.scaled(value, exponent);
            }
            return value;
        }
    }
}
