package io.gnomon.platform.core.exposition;

import io.gnomon.model.sample.SampleValues;

import java.nio.charset.StandardCharsets;

/**
 * Reads floats from bytes, correctly rounded, without allocating in the usual case. Takes what Go's
 * strconv.ParseFloat takes except hexadecimal floats and underscores, which the exposition formats
 * do not allow.
 *
 * <p>Method: up to 18 digits become a long. When that is at most 2^53 and the power of ten at most
 * 22, both are exact doubles and one multiplication or division rounds once (Clinger, "How to read
 * floating point numbers accurately", 1990). Everything else goes to {@link Double#parseDouble}.
 */
public final class Decimals {
    /** A NaN that no text stands for: the bytes are not a float. */
    private static final long REFUSED_BITS = 0x7ff8_0bad_0bad_0badL;

    private static final double[] POWERS = {
        1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16,
        1e17, 1e18, 1e19, 1e20, 1e21, 1e22
    };
    private static final long EXACT = 1L << 53;
    private static final int MAX_DIGITS = 18;

    private Decimals() {}

    /** Whether {@link #parse} said that the bytes are not a float or out of range. */
    public static boolean isRefused(double value) {
        return Double.doubleToRawLongBits(value) == REFUSED_BITS;
    }

    /** The float in {@code text[from, to)}; ask {@link #isRefused} whether it was one. */
    public static double parse(byte[] text, int from, int to) {
        int i = from;
        boolean negative = false;
        if (i < to && (text[i] == '-' || text[i] == '+')) {
            negative = text[i] == '-';
            i++;
        }
        long mantissa = 0;
        int digits = 0;
        int significant = 0;
        int scale = 0;
        boolean point = false;
        for (; i < to; i++) {
            int c = text[i];
            int digit = c - '0';
            if (digit >= 0 && digit <= 9) {
                digits++;
                significant += significant == 0 && digit == 0 ? 0 : 1;
                if (significant <= MAX_DIGITS) {
                    mantissa = mantissa * 10 + digit;
                    scale -= point ? 1 : 0;
                }
            } else if (c == '.' && !point) {
                point = true;
            } else {
                break;
            }
        }
        if (digits == 0) {
            return point ? refused() : special(text, from, to);
        }
        if (i < to) {
            int exponent = exponent(text, i, to);
            if (exponent == Integer.MIN_VALUE) {
                return refused();
            }
            scale += exponent;
        }
        if (significant > MAX_DIGITS || mantissa > EXACT || scale < -22 || scale > 22) {
            return slow(text, from, to);
        }
        double value = scale < 0 ? mantissa / POWERS[-scale] : mantissa * POWERS[scale];
        return negative ? -value : value;
    }

    /**
     * The float between a cursor and the end of its line, where the cursor is then. Refused, and
     * the cursor stays, when the line does not end with a plain one: at most 18 digits, with a
     * point or an exponent of two digits or without; such a line may still be right.
     */
    static double parseLine(ByteCursor at) {
        byte[] text = at.text;
        int end = at.end;
        int i = at.position;
        boolean negative = i < end && text[i] == '-';
        i += negative ? 1 : 0;
        int start = i;
        long mantissa = 0;
        for (; i < end && isDigit(text[i]); i++) {
            mantissa = mantissa * 10 + text[i] - '0';
        }
        int digits = i - start;
        int scale = 0;
        if (i < end && text[i] == '.') {
            int point = ++i;
            for (; i < end && isDigit(text[i]); i++) {
                mantissa = mantissa * 10 + text[i] - '0';
            }
            scale = point - i;
            digits -= scale;
        }
        if (i + 3 < end && text[i] == 'e' && isDigit(text[i + 2]) && isDigit(text[i + 3])) {
            int exponent = 10 * (text[i + 2] - '0') + text[i + 3] - '0';
            scale += text[i + 1] == '-' ? -exponent : exponent;
            i += text[i + 1] == '-' || text[i + 1] == '+' ? 4 : 0;
        }
        if (i >= end
                || text[i] != '\n'
                || digits == 0
                || digits > MAX_DIGITS
                || mantissa > EXACT
                || scale < -22
                || scale > 22) {
            return refused();
        }
        at.position = i;
        double value = scale < 0 ? mantissa / POWERS[-scale] : mantissa * POWERS[scale];
        return negative ? -value : value;
    }

    private static boolean isDigit(int c) {
        return c >= '0' && c <= '9';
    }

    private static double refused() {
        return Double.longBitsToDouble(REFUSED_BITS);
    }

    /** The number behind e or E, at most a million either way; MIN_VALUE when it is none. */
    private static int exponent(byte[] text, int from, int to) {
        int i = from;
        if ((text[i++] | 0x20) != 'e') {
            return Integer.MIN_VALUE;
        }
        boolean negative = i < to && text[i] == '-';
        if (i < to && (text[i] == '-' || text[i] == '+')) {
            i++;
        }
        if (i == to) {
            return Integer.MIN_VALUE;
        }
        int value = 0;
        for (; i < to; i++) {
            int digit = text[i] - '0';
            if (digit < 0 || digit > 9) {
                return Integer.MIN_VALUE;
            }
            value = Math.min(1_000_000, value * 10 + digit);
        }
        return negative ? -value : value;
    }

    /** The syntax has been checked; only the range has not. */
    private static double slow(byte[] text, int from, int to) {
        double value =
                Double.parseDouble(new String(text, from, to - from, StandardCharsets.ISO_8859_1));
        return Double.isInfinite(value) ? refused() : value;
    }

    private static double special(byte[] text, int from, int to) {
        boolean signed = from < to && (text[from] == '-' || text[from] == '+');
        int start = signed ? from + 1 : from;
        if (is(text, start, to, "inf") || is(text, start, to, "infinity")) {
            return signed && text[from] == '-'
                    ? Double.NEGATIVE_INFINITY
                    : Double.POSITIVE_INFINITY;
        }
        if (!signed && is(text, start, to, "nan")) {
            return Double.longBitsToDouble(SampleValues.NORMAL_NAN_BITS);
        }
        return refused();
    }

    private static boolean is(byte[] text, int from, int to, String word) {
        if (to - from != word.length()) {
            return false;
        }
        for (int i = from; i < to; i++) {
            if ((text[i] | 0x20) != word.charAt(i - from)) {
                return false;
            }
        }
        return true;
    }
}
