package io.gnomon.model.text;

import java.math.BigDecimal;

/**
 * Numbers as Go's strconv.FormatFloat prints them with the shortest digits that read back to the
 * same bits.
 */
public final class GoNumbers {
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
            if (whole == value && Math.abs(whole) < 1L << 53) {
                if (whole == 0 && Double.doubleToRawLongBits(value) < 0) {
                    out.append('-');
                }
                out.append(whole);
            } else {
                out.append(new BigDecimal(Double.toString(value)).toPlainString());
                trimFraction(out);
            }
        }
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

    /** As Prometheus writes sample values in its JSON: 'f', but 'e' below 1e-6 and from 1e21 on. */
    public static void json(StringBuilder out, double value) {
        double abs = Math.abs(value);
        if (abs != 0 && (abs < 1e-6 || abs >= 1e21) && !Double.isInfinite(value)) {
            String e = exponent(value);
            // Go's encoder writes e-9 for e-09.
            int n = e.length();
            if (n >= 4
                    && e.charAt(n - 4) == 'e'
                    && e.charAt(n - 3) == '-'
                    && e.charAt(n - 2) == '0') {
                e = e.substring(0, n - 2) + e.charAt(n - 1);
            }
            out.append(e);
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

    private static void trimFraction(StringBuilder out) {
        if (out.indexOf(".") >= 0) {
            int n = out.length();
            while (out.charAt(n - 1) == '0') {
                n--;
            }
            out.setLength(out.charAt(n - 1) == '.' ? n - 1 : n);
        }
    }

    /** Format 'e', precision -1. */
    private static String exponent(double value) {
        BigDecimal d = new BigDecimal(Double.toString(value)).stripTrailingZeros();
        String digits = d.unscaledValue().abs().toString();
        int exponent = d.precision() - d.scale() - 1;
        StringBuilder out = new StringBuilder(24);
        if (value < 0) {
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
