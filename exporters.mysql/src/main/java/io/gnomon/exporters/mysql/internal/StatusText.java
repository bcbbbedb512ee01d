package io.gnomon.exporters.mysql.internal;

import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoField;
import java.util.Locale;
import java.util.regex.Pattern;

/** Numbers in what a server shows as text; the rules are mysqld_exporter's. */
final class StatusText {
    private static final Pattern NUMBER =
            Pattern.compile("[+-]?(\\d+\\.?\\d*|\\.\\d+)([eE][+-]?\\d+)?");
    private static final Pattern FOREIGN = Pattern.compile("[^a-zA-Z0-9_]");
    private static final Pattern CERTIFICATE_DATE =
            Pattern.compile("([A-Z][a-z]{2}) +(\\d+ \\d\\d:\\d\\d:\\d\\d \\d{4}) [A-Z]{3,4}");
    private static final DateTimeFormatter OF_CERTIFICATE =
            DateTimeFormatter.ofPattern("MMM d HH:mm:ss yyyy", Locale.ROOT);
    private static final DateTimeFormatter OF_SQL =
            new DateTimeFormatterBuilder()
                    .appendPattern("uuuu-MM-dd HH:mm:ss")
                    .appendFraction(ChronoField.NANO_OF_SECOND, 0, 9, true)
                    .toFormatter(Locale.ROOT);

    private StatusText() {}

    /** A decimal number, NaN for any other text. */
    static double number(String text) {
        return NUMBER.matcher(text).matches() ? Double.parseDouble(text) : Double.NaN;
    }

    /** A number, a switch, a state or a date; NaN for any other text. */
    static double parse(String text) {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "yes", "on", "primary" -> 1;
            case "no", "off", "disabled", "connecting", "non-primary", "disconnected" -> 0;
            default -> numberOrDate(text);
        };
    }

    /** Seconds since 1970 of a DATETIME in UTC; 0 for the zero date and what is none. */
    static double seconds(String text) {
        double seconds = date(text);
        return Double.isNaN(seconds) || seconds <= -62_135_596_800.0 ? 0 : seconds;
    }

    /** A name of the server's as part of a metric's. */
    static String metricName(String text) {
        return FOREIGN.matcher(text).replaceAll("_");
    }

    private static double numberOrDate(String text) {
        double number = number(text);
        return Double.isNaN(number) ? date(text) : number;
    }

    private static double date(String text) {
        var certificate = CERTIFICATE_DATE.matcher(text);
        try {
            LocalDateTime date =
                    certificate.matches()
                            ? LocalDateTime.parse(
                                    certificate.group(1) + " " + certificate.group(2),
                                    OF_CERTIFICATE)
                            : text.length() >= 19 && text.charAt(4) == '-'
                                    ? LocalDateTime.parse(text, OF_SQL)
                                    : null;
            return date == null ? Double.NaN : date.toInstant(ZoneOffset.UTC).toEpochMilli() / 1e3;
        } catch (DateTimeParseException e) {
            return Double.NaN;
        }
    }
}
