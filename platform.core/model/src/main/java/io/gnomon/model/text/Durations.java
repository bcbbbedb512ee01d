package io.gnomon.model.text;

import io.gnomon.model.labels.LabelNames;

import java.math.BigInteger;
import java.util.List;

/**
 * Durations in Prometheus's notation: units ms, s, m, h, d, w, y in falling order, each at most
 * once, a year is 365 days; "0" is allowed without a unit.
 */
public final class Durations {
    private static final long[] MILLIS = {
        365L * 86_400_000, 7L * 86_400_000, 86_400_000, 3_600_000, 60_000, 1000, 1
    };
    private static final String[] UNITS = {"y", "w", "d", "h", "m", "s", "ms"};

    private Durations() {}

    /**
     * Milliseconds of a duration.
     *
     * @throws IllegalArgumentException with Prometheus's words
     */
    public static long parseMillis(String text) {
        if (text.equals("0")) {
            return 0;
        }
        if (text.isEmpty()) {
            throw new IllegalArgumentException("empty duration string");
        }
        long sum = 0;
        int unit = -1;
        int at = 0;
        while (at < text.length()) {
            int digits = at;
            while (at < text.length() && isDigit(text.charAt(at))) {
                at++;
            }
            int units = at;
            while (at < text.length() && !isDigit(text.charAt(at))) {
                at++;
            }
            if (digits == units || units == at) {
                throw invalid(text);
            }
            int found = List.of(UNITS).indexOf(text.substring(units, at));
            if (found < 0) {
                throw new IllegalArgumentException(
                        "unknown unit "
                                + LabelNames.quoted(text.substring(units, at))
                                + " in duration "
                                + LabelNames.quoted(text));
            }
            if (found <= unit) {
                throw invalid(text);
            }
            unit = found;
            BigInteger count = new BigInteger(text.substring(digits, units));
            if (count.bitLength() > 64) {
                throw invalid(text);
            }
            sum = add(sum, count, MILLIS[unit]);
        }
        return sum;
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    private static IllegalArgumentException invalid(String text) {
        return new IllegalArgumentException(
                "not a valid duration string: " + LabelNames.quoted(text));
    }

    /** Go holds nanoseconds in 64 bits: about 292 years. */
    private static long add(long sum, BigInteger count, long unitMillis) {
        BigInteger result =
                count.multiply(BigInteger.valueOf(unitMillis)).add(BigInteger.valueOf(sum));
        if (result.compareTo(BigInteger.valueOf(Long.MAX_VALUE / 1_000_000)) > 0) {
            throw new IllegalArgumentException("duration out of range");
        }
        return result.longValueExact();
    }

    /** The shortest notation: whole weeks and years only where nothing is left over. */
    public static String format(long millis) {
        if (millis == 0) {
            return "0s";
        }
        StringBuilder out = new StringBuilder(millis < 0 ? "-" : "");
        long rest = Math.abs(millis);
        for (int i = 0; i < UNITS.length; i++) {
            boolean wholeOnly = i < 2;
            if (rest >= MILLIS[i] && (!wholeOnly || rest % MILLIS[i] == 0)) {
                out.append(rest / MILLIS[i]).append(UNITS[i]);
                rest %= MILLIS[i];
            }
        }
        return out.toString();
    }
}
