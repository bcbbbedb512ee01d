package io.gnomon.model.text;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.Arrays;

/**
 * Numbers as Go's strconv.FormatFloat prints them with the shortest digits that read back to the
 * same bits.
 */
public final class GoNumbers {
    /** The longest {@link #json} has so many bytes: sign, "0.", five zeros and 17 digits. */
    public static final int JSON_BYTES = 28;

    /** The longest number without exponent: sign, "0.", 323 zeros and 17 digits. */
    private static final int PLAIN_BYTES = 344;

    private static final int NEVER = 400;

    private GoNumbers() {}

    /** Format 'f', precision -1: never an exponent. "NaN", "+Inf", "-Inf". */
    public static String plain(double value) {
        byte[] out = new byte[PLAIN_BYTES];
        return new String(out, 0, write(out, 0, value, -NEVER, NEVER), ISO_8859_1);
    }

    /** Appends {@link #plain(double)}. */
    public static void plain(StringBuilder out, double value) {
        out.append(plain(value));
    }

    /**
     * Format 'g', precision -1, as {@code %v} prints a float64: an exponent of at least two digits
     * when it is below -4 or at least 21.
     */
    public static String shortest(double value) {
        return text(value, -4, 21);
    }

    /**
     * Format 'g', precision -1, as strconv.FormatFloat gives it: an exponent of at least two digits
     * when it is below -4 or at least 6 ("1e+06").
     */
    public static String general(double value) {
        return text(value, -4, 6);
    }

    /** Format 'e', precision -1: always with an exponent of at least two digits ("1e+00"). */
    public static String scientific(double value) {
        return text(value, NEVER, NEVER);
    }

    /** As Prometheus writes sample values in its JSON: 'f', but 'e' below 1e-6 and from 1e21 on. */
    public static void json(StringBuilder out, double value) {
        out.append(text(value, -6, 21));
    }

    /**
     * Writes {@link #json(StringBuilder, double)} as ASCII.
     *
     * @param out with {@link #JSON_BYTES} free from {@code at} on
     * @return where the next byte belongs
     */
    public static int json(byte[] out, int at, double value) {
        return write(out, at, value, -6, 21);
    }

    private static String text(double value, int minExponent, int maxExponent) {
        byte[] out = new byte[JSON_BYTES];
        return new String(out, 0, write(out, 0, value, minExponent, maxExponent), ISO_8859_1);
    }

    /**
     * Writes a number.
     *
     * @param minExponent smaller decimal exponents are written, not counted out in zeros
     * @param maxExponent so are these and greater ones
     */
    private static int write(byte[] out, int from, double value, int minExponent, int maxExponent) {
        int at = from;
        if (Double.isNaN(value)) {
            return ascii(out, at, "NaN");
        }
        if (Double.isInfinite(value)) {
            return ascii(out, at, value > 0 ? "+Inf" : "-Inf");
        }
        if (Double.doubleToRawLongBits(value) < 0) {
            out[at++] = '-';
        }
        double abs = Math.abs(value);
        int count = 1;
        int point = 1;
        if (abs == 0) {
            out[at] = '0';
        } else {
            int found = ShortestDigits.write(abs, out, at);
            count = found & 31;
            point = found >> 5;
        }
        int exponent = point - 1;
        return exponent < minExponent || exponent >= maxExponent
                ? scientific(out, at, count, exponent)
                : plain(out, at, count, point);
    }

    /** Puts zeros and a point around digits. */
    private static int plain(byte[] out, int at, int count, int point) {
        if (point <= 0) {
            System.arraycopy(out, at, out, at + 2 - point, count);
            out[at] = '0';
            out[at + 1] = '.';
            Arrays.fill(out, at + 2, at + 2 - point, (byte) '0');
            return at + 2 - point + count;
        }
        if (point < count) {
            System.arraycopy(out, at + point, out, at + point + 1, count - point);
            out[at + point] = '.';
            return at + count + 1;
        }
        Arrays.fill(out, at + count, at + point, (byte) '0');
        return at + point;
    }

    private static int scientific(byte[] out, int start, int count, int exponent) {
        int at = start + count;
        if (count > 1) {
            System.arraycopy(out, start + 1, out, start + 2, count - 1);
            out[start + 1] = '.';
            at++;
        }
        out[at++] = 'e';
        out[at++] = (byte) (exponent < 0 ? '-' : '+');
        int abs = Math.abs(exponent);
        if (abs >= 100) {
            out[at++] = (byte) ('0' + abs / 100);
        }
        out[at++] = (byte) ('0' + abs / 10 % 10);
        out[at++] = (byte) ('0' + abs % 10);
        return at;
    }

    private static int ascii(byte[] out, int from, String text) {
        int at = from;
        for (int i = 0; i < text.length(); i++) {
            out[at++] = (byte) text.charAt(i);
        }
        return at;
    }
}
