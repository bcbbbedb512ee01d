package io.gnomon.platform.tsdb.internal;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Sizes as Prometheus writes them: units are powers of 1024, KB and KiB alike. */
final class ByteSizes {
    private static final Pattern SIZE = Pattern.compile("(\\d+)([KMGTPE]?)I?B?");
    private static final String UNITS = "KMGTPE";

    private ByteSizes() {}

    /**
     * Reads a size such as 512MB.
     *
     * @throws IllegalArgumentException with a sentence when it is none
     */
    static long parse(String text) {
        Matcher matcher = SIZE.matcher(text.toUpperCase(Locale.ROOT));
        if (!matcher.matches()) {
            throw invalid(text);
        }
        String unit = matcher.group(2);
        try {
            long number = Long.parseLong(matcher.group(1));
            int shift = unit.isEmpty() ? 0 : 10 * (UNITS.indexOf(unit) + 1);
            return Math.multiplyExact(number, 1L << shift);
        } catch (ArithmeticException | NumberFormatException e) {
            throw invalid(text);
        }
    }

    private static IllegalArgumentException invalid(String text) {
        return new IllegalArgumentException(
                "\"" + text + "\" is not a size: give a number with B, KB, MB, GB, TB, PB or EB");
    }
}
