package io.gnomon.model.text;

import java.math.BigInteger;

/**
 * The shortest decimal that reads back to the same double; of several the closest. After Raffaello
 * Giulietti, "The Schubfach way to render doubles" (2021), whose names are kept: a double is {@code
 * c 2^q}, a decimal {@code s 10^k}. Any thread.
 */
final class ShortestDigits {
    private static final long HIDDEN_BIT = 1L << 52;
    private static final long LOW_63 = Long.MAX_VALUE;
    private static final int MIN_Q = -1074;
    private static final int MIN_K = -324;
    private static final int MAX_K = 292;

    /** ceil(2^64 / 10), for the division of numbers below 2^60. */
    private static final long TENTH = 115_292_150_460_684_698L << 4;

    /** By k, made when first used: most values need few of them. */
    private static final Power[] POWERS = new Power[MAX_K - MIN_K + 1];

    /**
     * {@code 10^-k} in 126 bits, rounded up.
     *
     * @param high its upper 63 bits
     * @param low its lower 63 bits
     */
    private record Power(long high, long low) {
        static Power of(int k) {
            int r = floorLog2OfTenTo(-k) - 125;
            BigInteger ten = BigInteger.TEN.pow(Math.abs(k));
            BigInteger floor =
                    k <= 0 ? ten.shiftRight(r) : BigInteger.ONE.shiftLeft(-r).divide(ten);
            BigInteger g = floor.add(BigInteger.ONE);
            return new Power(g.shiftRight(63).longValue(), g.longValue() & LOW_63);
        }
    }

    /** "00", "01" to "99". */
    private static final byte[] PAIRS = new byte[200];

    /** 1, 10 to 10^18. */
    private static final long[] TENS = new long[19];

    static {
        for (int i = 0; i < 100; i++) {
            PAIRS[2 * i] = (byte) ('0' + i / 10);
            PAIRS[2 * i + 1] = (byte) ('0' + i % 10);
        }
        TENS[0] = 1;
        for (int i = 1; i < TENS.length; i++) {
            TENS[i] = 10 * TENS[i - 1];
        }
    }

    private ShortestDigits() {}

    /**
     * Writes the digits and where their point is.
     *
     * @param value finite, greater than zero
     * @param out at least 17 bytes from {@code at} on; digits without zeros at either end
     * @return (number of digits) + 32 (digits before the point, negative for zeros behind it)
     */
    static int write(double value, byte[] out, int at) {
        long bits = Double.doubleToRawLongBits(value);
        long fraction = bits & (HIDDEN_BIT - 1);
        int biased = (int) (bits >>> 52);
        if (biased == 0) {
            return decimal(MIN_Q, fraction, out, at);
        }
        // No two decimals of at most 15 digits are one double, so these digits are the shortest.
        double millionths = value * 1e6;
        if (millionths < 1e15 && millionths >= 1) {
            long whole = (long) (millionths + 0.5);
            if (whole / 1e6 == value) {
                return digits(whole, -6, out, at);
            }
        }
        return decimal(biased + MIN_Q - 1, HIDDEN_BIT | fraction, out, at);
    }

    private static int decimal(int q, long c, byte[] out, int at) {
        int odd = (int) c & 1;
        boolean even = c != HIDDEN_BIT || q == MIN_Q;
        long cb = c << 2;
        long below = even ? cb - 2 : cb - 1;
        int k = even ? floorLog10OfTwoTo(q) : floorLog10OfThreeQuartersOfTwoTo(q);
        int h = q + floorLog2OfTenTo(-k) + 2;
        Power g = power(k);
        long vb = scaled(g, cb << h);
        long vbl = scaled(g, below << h) + odd;
        long vbr = scaled(g, (cb + 2) << h) - odd;
        long s = vb >> 2;
        if (s >= 10) {
            long shorter = 10 * Math.multiplyHigh(s, TENTH);
            boolean lower = vbl <= (shorter << 2);
            boolean upper = ((shorter + 10) << 2) <= vbr;
            if (lower != upper) {
                return digits(lower ? shorter : shorter + 10, k, out, at);
            }
        }
        long t = s + 1;
        boolean lower = vbl <= (s << 2);
        boolean upper = (t << 2) <= vbr;
        if (lower != upper) {
            return digits(lower ? s : t, k, out, at);
        }
        long middle = vb - ((s + t) << 1);
        return digits(middle < 0 || (middle == 0 && (s & 1) == 0) ? s : t, k, out, at);
    }

    /** The product's upper part, its last bit set when anything lies below (section 9.9). */
    private static long scaled(Power g, long cp) {
        long z = ((g.high() * cp) >>> 1) + Math.multiplyHigh(g.low(), cp);
        long w = Math.multiplyHigh(g.high(), cp) + (z >>> 63);
        return w | (((z & LOW_63) + LOW_63) >>> 63);
    }

    private static Power power(int k) {
        Power known = POWERS[k - MIN_K];
        if (known == null) {
            // Two threads may make the same: it is immutable.
            known = Power.of(k);
            POWERS[k - MIN_K] = known;
        }
        return known;
    }

    private static int digits(long number, int k, byte[] out, int at) {
        long s = number;
        int exponent = k;
        if (s % 100_000_000 == 0) {
            s /= 100_000_000;
            exponent += 8;
        }
        while (s % 10 == 0) {
            s /= 10;
            exponent++;
        }
        int count = length(s);
        // In halves, as the division of int is the cheaper one.
        int end = at + count;
        long upper = s / 100_000_000;
        if (upper == 0) {
            below(out, end, count, (int) s);
        } else {
            below(out, end, 8, (int) (s - upper * 100_000_000));
            long top = upper / 100_000_000;
            if (top == 0) {
                below(out, end - 8, count - 8, (int) upper);
            } else {
                below(out, end - 8, 8, (int) (upper - top * 100_000_000));
                below(out, end - 16, count - 16, (int) top);
            }
        }
        return count + 32 * (count + exponent);
    }

    /** Writes the lowest digits of a number, two at a time. */
    private static void below(byte[] out, int end, int count, int number) {
        int rest = number;
        int at = end;
        for (int left = count; left >= 2; left -= 2) {
            int hundredth = rest / 100;
            int pair = 2 * (rest - hundredth * 100);
            out[--at] = PAIRS[pair + 1];
            out[--at] = PAIRS[pair];
            rest = hundredth;
        }
        if ((count & 1) != 0) {
            out[--at] = (byte) ('0' + rest);
        }
    }

    private static int length(long s) {
        // 1233 / 4096 is a little more than log10 of 2.
        int atLeast = ((64 - Long.numberOfLeadingZeros(s)) * 1233) >> 12;
        return s < TENS[atLeast] ? atLeast : atLeast + 1;
    }

    private static int floorLog10OfTwoTo(int e) {
        return (int) ((e * 661_971_961_083L) >> 41);
    }

    private static int floorLog10OfThreeQuartersOfTwoTo(int e) {
        return (int) ((e * 661_971_961_083L - 274_743_187_321L) >> 41);
    }

    private static int floorLog2OfTenTo(int e) {
        return (int) ((e * 913_124_641_741L) >> 38);
    }
}
