package io.gnomon.model.text;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;

import org.jspecify.annotations.Nullable;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.time.temporal.TemporalAccessor;
import java.time.temporal.TemporalQueries;
import java.util.Locale;
import java.util.Map;

/**
 * Formats of times in the notation of moment.js, which dashboards use: {@code YYYY-MM-DD HH:mm:ss}.
 * Words are English; text in brackets stands for itself.
 */
public final class MomentFormat {
    private static final Pattern TOKEN =
            Pattern.compile(
                    "\\[([^\\]]*)\\]|YYYY|YY|MMMM|MMM|MM|M|DDDD|DDD|Do|DD|D|dddd|ddd|HH|H|hh|h|mm|m|ss|s|SSS|SS|S|A|a|ZZ|Z|X|x|Q|ww|w");

    /** Patterns of {@link DateTimeFormatter}. */
    private static final Map<String, String> JAVA =
            Map.ofEntries(
                    Map.entry("YYYY", "uuuu"),
                    Map.entry("YY", "uu"),
                    Map.entry("MMMM", "MMMM"),
                    Map.entry("MMM", "MMM"),
                    Map.entry("MM", "MM"),
                    Map.entry("M", "M"),
                    Map.entry("DDDD", "DDD"),
                    Map.entry("DDD", "D"),
                    Map.entry("DD", "dd"),
                    Map.entry("D", "d"),
                    Map.entry("dddd", "EEEE"),
                    Map.entry("ddd", "EEE"),
                    Map.entry("HH", "HH"),
                    Map.entry("H", "H"),
                    Map.entry("hh", "hh"),
                    Map.entry("h", "h"),
                    Map.entry("mm", "mm"),
                    Map.entry("m", "m"),
                    Map.entry("ss", "ss"),
                    Map.entry("s", "s"),
                    Map.entry("SSS", "SSS"),
                    Map.entry("SS", "SS"),
                    Map.entry("S", "S"),
                    Map.entry("A", "a"),
                    Map.entry("a", "a"),
                    Map.entry("ZZ", "xx"),
                    Map.entry("Z", "xxx"),
                    Map.entry("Q", "Q"));

    private final @Nullable DateTimeFormatter formatter;
    private final String number;

    private MomentFormat(@Nullable DateTimeFormatter formatter, String number) {
        this.formatter = formatter;
        this.number = number;
    }

    /**
     * A format; empty: ISO 8601.
     *
     * @throws IllegalArgumentException with a sentence when it has a part that is not known
     */
    public static MomentFormat of(String format) {
        if (format.isEmpty() || format.equals("X") || format.equals("x")) {
            return new MomentFormat(null, format);
        }
        DateTimeFormatterBuilder builder = new DateTimeFormatterBuilder().parseCaseInsensitive();
        Matcher token = TOKEN.matcher(format);
        int done = 0;
        while (token.find()) {
            builder.appendLiteral(format.substring(done, token.start()));
            String java = JAVA.get(token.group());
            if (token.group(1) != null) {
                builder.appendLiteral(token.group(1));
            } else if (java != null) {
                builder.appendPattern(java);
            } else {
                throw new IllegalArgumentException(
                        "the format of times \"%s\" has %s, which is not supported; valid are years to milliseconds, names of months and days, A, Z, Q, and X or x alone"
                                .formatted(format, token.group()));
            }
            done = token.end();
        }
        return new MomentFormat(
                builder.appendLiteral(format.substring(done)).toFormatter(Locale.ENGLISH), "");
    }

    /** A time as a text. */
    public String format(long millis, ZoneId zone) {
        Instant instant = Instant.ofEpochMilli(millis);
        if (formatter != null) {
            return formatter.format(instant.atZone(zone));
        }
        return switch (number) {
            case "X" -> Long.toString(Math.floorDiv(millis, 1000));
            case "x" -> Long.toString(millis);
            default ->
                    DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(
                            zone.equals(ZoneOffset.UTC)
                                    ? instant.atOffset(ZoneOffset.UTC)
                                    : instant.atZone(zone).toOffsetDateTime());
        };
    }

    /** The time of a text, of UTC where it names no zone; null when it is not in this format. */
    public @Nullable Long parse(String text) {
        try {
            DateTimeFormatter used = formatter == null ? iso() : formatter;
            TemporalAccessor parsed = used.parse(text.strip());
            LocalDate date = parsed.query(TemporalQueries.localDate());
            if (date == null && parsed.isSupported(ChronoField.YEAR)) {
                int month =
                        parsed.isSupported(ChronoField.MONTH_OF_YEAR)
                                ? parsed.get(ChronoField.MONTH_OF_YEAR)
                                : 1;
                date = LocalDate.of(parsed.get(ChronoField.YEAR), month, 1);
            }
            if (date == null) {
                return null;
            }
            LocalTime time = parsed.query(TemporalQueries.localTime());
            ZoneOffset zone =
                    parsed.isSupported(ChronoField.OFFSET_SECONDS)
                            ? ZoneOffset.ofTotalSeconds(parsed.get(ChronoField.OFFSET_SECONDS))
                            : ZoneOffset.UTC;
            return date.atTime(time == null ? LocalTime.MIDNIGHT : time)
                    .toInstant(zone)
                    .toEpochMilli();
        } catch (DateTimeException e) {
            return null;
        }
    }

    /** Dates with or without time and zone, with T or a blank between. */
    private static DateTimeFormatter iso() {
        return new DateTimeFormatterBuilder()
                .append(DateTimeFormatter.ISO_LOCAL_DATE)
                .optionalStart()
                .appendPattern("['T'][' ']")
                .append(DateTimeFormatter.ISO_LOCAL_TIME)
                .optionalStart()
                .appendPattern("[XXX][XX][X]")
                .toFormatter(Locale.ENGLISH);
    }
}
