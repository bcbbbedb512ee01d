package io.gnomon.model.text;

import java.math.BigDecimal;

/**
 * Numbers as Go's strconv.FormatFloat prints them with the shortest digits that read back to the
 * same bits.
 */
public final class GoNumbers {
    /** As many as the smallest double has behind its point. */
    private static final String ZEROS = "0".repeat(324);

    private GoNumbers() {}

    /** Format 'f', precision -1: never an exponent. "NaN", "+Inf", "-Inf". */
    public static String plain(double value) {
        StringBuilder out = new StringBuilder(24);
        plain(out, value);
        return out.toString();
    }

    /** Appends {@link #plain(double)}. */
    public static void plain(StringBuilder out, double value) {
        if (!special(out, value)) {
            long whole = (long) value;
            if (whole == value && whole < 1L << 53 && whole > -1L << 53) {
                if (whole == 0 && Double.doubleToRawLongBits(value) < 0) {
                    out.append('-');
                }
                out.append(whole);
            } else if (!decimal(out, value)) {
                int start = out.length();
                out.append(value);
                double abs = Math.abs(value);
                if (abs < 1e-3 || abs >= 1e7) {
                    withoutExponent(out, start);
                }
            }
        }
    }

    /**
     * Appends a number that is a whole number of millionths, of at most 15 digits and not whole
     * itself: no two decimals of so few digits are one double, so these digits are the shortest.
     */
    private static boolean decimal(StringBuilder out, double value) {
        double millionths = Math.rint(value * 1e6);
        if (!(Math.abs(millionths) < 1e15) || millionths / 1e6 != value) {
            return false;
        }
        long all = Math.abs((long) millionths);
        if (value < 0) {
            out.append('-');
        }
        out.append(all / 1_000_000).append('.');
        int fraction = (int) (all % 1_000_000);
        int unit = 100_000;
        while (fraction > 0) {
            out.append((char) ('0' + fraction / unit));
            fraction %= unit;
            unit /= 10;
        }
        return true;
    }

    /**
     * Format 'g', precision -1, as {@code %v} prints a float64: an exponent of at least two digits
     * when it is below -4 or at least 21.
     */
    public static String shortest(double value) {
        return general(value, 21);
    }

    /**
     * Format 'g', precision -1, as strconv.FormatFloat gives it: an exponent of at least two digits
     * when it is below -4 or at least 6 ("1e+06").
     */
    public static String general(double value) {
        return general(value, 6);
    }

    /** Format 'e', precision -1: always with an exponent of at least two digits ("1e+00"). */
    public static String scientific(double value) {
        StringBuilder out = new StringBuilder(24);
        return special(out, value) ? out.toString() : exponent(value);
    }

    /** As Prometheus writes sample values in its JSON: 'f', but 'e' below 1e-6 and from 1e21 on. */
    public static void json(StringBuilder out, double value) {
        double abs = Math.abs(value);
        if (abs != 0 && (abs < 1e-6 || abs >= 1e21) && !Double.isInfinite(value)) {
            out.append(exponent(value));
        } else {
            plain(out, value);
        }
    }

    private static String general(double value, int maxExponent) {
        StringBuilder out = new StringBuilder(24);
        if (special(out, value)) {
            return out.toString();
        }
        if (value != 0) {
            BigDecimal d = new BigDecimal(Double.toString(value)).stripTrailingZeros();
            int exponent = d.precision() - d.scale() - 1;
            if (exponent < -4 || exponent >= maxExponent) {
                return exponent(value);
            }
        }
        plain(out, value);
        return out.toString();
    }

    private static boolean special(StringBuilder out, double value) {
        if (Double.isNaN(value)) {
            out.append("NaN");
        } else if (Double.isInfinite(value)) {
            out.append(value > 0 ? "+Inf" : "-Inf");
        } else {
            return false;
        }
        return true;
    }

    /**
     * Brings what Java writes of a double below 1e-3 or from 1e7 on, from {@code start} on, into a
     * form without exponent: the digits are the same (the shortest ones), only their place is not.
     */
    private static void withoutExponent(StringBuilder out, int start) {
        int end = out.length();
        int e = end - 1;
        while (out.charAt(e) != 'E') {
            e--;
        }
        int exponent = 0;
        boolean negative = out.charAt(e + 1) == '-';
        for (int i = negative ? e + 2 : e + 1; i < end; i++) {
            exponent = 10 * exponent + out.charAt(i) - '0';
        }
        int first = out.charAt(start) == '-' ? start + 1 : start;
        // Java writes d.dddE: one digit, the point, at least one digit.
        boolean single = e == first + 3 && out.charAt(first + 2) == '0';
        out.setLength(single ? first + 1 : e);
        if (!single) {
            out.deleteCharAt(first + 1);
        }
        int digits = out.length() - first;
        if (negative) {
            out.insert(first, "0.");
            if (exponent > 1) {
                out.insert(first + 2, ZEROS, 0, exponent - 1);
            }
        } else if (exponent + 1 < digits) {
            out.insert(first + 1 + exponent, '.');
        } else {
            for (int i = digits; i <= exponent; i++) {
                out.append('0');
            }
        }
    }

    /** Format 'e', precision -1. */
    private static String exponent(double value) {
        BigDecimal d = new BigDecimal(Double.toString(value)).stripTrailingZeros();
        String digits = d.unscaledValue().abs().toString();
        int exponent = value == 0 ? 0 : d.precision() - d.scale() - 1;
        StringBuilder out = new StringBuilder(24);
        if (value < 0 || (value == 0 && 1 / value < 0)) {
            out.append('-');
        }
        out.append(digits.charAt(0));
        if (digits.length() > 1) {
            out.append('.').append(digits, 1, digits.length());
        }
        out.append('e').append(exponent < 0 ? '-' : '+');
        int abs = Math.abs(exponent);
        return out.append(abs < 10 ? "0" : "").append(abs).toString();
    }
}
