package io.gnomon.exporters.node.internal.system;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Durations of node_exporter's flags as Go's time.ParseDuration takes them: numbers that may have a
 * fraction, each with a unit, such as 3.46608s or 1m30s. Prometheus's own notation has no
 * fractions.
 */
final class GoDuration {
    private static final Map<String, BigDecimal> NANOS =
            Map.of(
                    "ns", BigDecimal.valueOf(1),
                    "us", BigDecimal.valueOf(1_000),
                    "ms", BigDecimal.valueOf(1_000_000),
                    "s", BigDecimal.valueOf(1_000_000_000),
                    "m", BigDecimal.valueOf(60_000_000_000L),
                    "h", BigDecimal.valueOf(3_600_000_000_000L));
    private static final Pattern PART =
            Pattern.compile("(\\d{1,9}(?:\\.\\d{0,9})?)(ns|us|ms|s|m|h)");

    private GoDuration() {}

    /**
     * Parses a duration that is not negative.
     *
     * @param setting for the message
     * @throws IllegalArgumentException when the text is none
     */
    static Duration parse(String setting, String text) {
        Matcher matcher = PART.matcher(text);
        BigDecimal nanos = BigDecimal.ZERO;
        int end = 0;
        while (matcher.find() && matcher.start() == end) {
            nanos =
                    nanos.add(
                            new BigDecimal(matcher.group(1))
                                    .multiply(
                                            NANOS.getOrDefault(matcher.group(2), BigDecimal.ONE)));
            end = matcher.end();
        }
        if (text.isEmpty() || end != text.length()) {
            throw new IllegalArgumentException(
                    setting + ": \"" + text + "\" is no duration such as 3.5s");
        }
        return Duration.ofNanos(nanos.min(BigDecimal.valueOf(Long.MAX_VALUE)).longValue());
    }
}
