package io.gnomon.model.text;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Durations in Prometheus's notation: units ms, s, m, h, d, w, y in falling order, each at most
 * once, a year is 365 days; "0" is allowed without a unit.
 */
public final class Durations {
    private static final Pattern FORM =
            Pattern.compile(
                    "(?:(\\d+)y)?(?:(\\d+)w)?(?:(\\d+)d)?(?:(\\d+)h)?(?:(\\d+)m)?(?:(\\d+)s)?(?:(\\d+)ms)?");
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
        Matcher matcher = FORM.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("not a valid duration string: \"" + text + "\"");
        }
        long sum = 0;
        try {
            for (int i = 0; i < MILLIS.length; i++) {
                String digits = matcher.group(i + 1);
                if (digits != null) {
                    sum = Math.addExact(sum, Math.multiplyExact(Long.parseLong(digits), MILLIS[i]));
                }
            }
            // Go holds nanoseconds in 64 bits: about 292 years.
            Math.multiplyExact(sum, 1_000_000L);
        } catch (ArithmeticException | NumberFormatException e) {
            throw new IllegalArgumentException("duration out of range", e);
        }
        return sum;
    }

    /** The shortest notation: whole weeks and years only where nothing is left over. */
    public static String format(long millis) {
        if (millis == 0) {
            return "0s";
        }
        StringBuilder out = new StringBuilder(millis < 0 ? "-" : "");
        long rest = Math.abs(millis);
        for (int i = 0; i < UNITS.length; i++) {
            boolean wholeOnly = i < 3;
            if (rest >= MILLIS[i] && (!wholeOnly || rest % MILLIS[i] == 0)) {
                out.append(rest / MILLIS[i]).append(UNITS[i]);
                rest %= MILLIS[i];
            }
        }
        return out.toString();
    }
}
