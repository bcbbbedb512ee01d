package io.gnomon.platform.core.dashboards.internal.panel;

import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.TemporalAdjusters;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The clock and the calendar in which a panel's own time is reckoned: {@code timeFrom} and {@code
 * timeShift} are distances ({@code 6h}, {@code now-6h}), which a {@code /} rounds to the beginning
 * of a second, minute, hour, day, week, month, quarter or year ({@code 1d/d}, {@code now/w}).
 *
 * @param weekStart with which day weeks begin
 */
record PanelTime(ZoneId zone, DayOfWeek weekStart) {
    private static final Pattern FORM =
            Pattern.compile("((?:[+-]\\d{1,6}[smhdwMQy])*)(?:/([smhdwMQy]))?");
    private static final Pattern STEP = Pattern.compile("([+-]\\d+)([smhdwMQy])");

    /**
     * Of a dashboard.
     *
     * @param weekStart monday, sunday or saturday; anything else is monday
     */
    static PanelTime of(ZoneId zone, String weekStart) {
        return new PanelTime(
                zone,
                switch (weekStart.toLowerCase(Locale.ROOT)) {
                    case "sunday" -> DayOfWeek.SUNDAY;
                    case "saturday" -> DayOfWeek.SATURDAY;
                    default -> DayOfWeek.MONDAY;
                });
    }

    /**
     * The time that is so much before another.
     *
     * @param distance with or without {@code now} in front
     * @param up rounds to the end instead of to the beginning
     * @throws IllegalArgumentException with a sentence when it is no distance
     */
    long before(String distance, long millis, boolean up) {
        String bare = distance.strip();
        bare = bare.startsWith("now") ? bare.substring("now".length()) : bare;
        bare = bare.matches("\\d.*") ? "-" + bare : bare;
        Matcher form = FORM.matcher(bare);
        if (!form.matches() || bare.isEmpty()) {
            throw notADistance(distance);
        }
        try {
            ZonedDateTime time = Instant.ofEpochMilli(millis).atZone(zone);
            Matcher step = STEP.matcher(form.group(1));
            while (step.find()) {
                time = plus(time, Integer.parseInt(step.group(1)), step.group(2));
            }
            String unit = form.group(2);
            if (unit == null) {
                return time.toInstant().toEpochMilli();
            }
            ZonedDateTime beginning = beginning(time, unit);
            return up
                    ? plus(beginning, 1, unit).toInstant().toEpochMilli() - 1
                    : beginning.toInstant().toEpochMilli();
        } catch (DateTimeException | ArithmeticException e) {
            throw notADistance(distance);
        }
    }

    private static IllegalArgumentException notADistance(String text) {
        return new IllegalArgumentException(
                "\"%s\" is no distance in time; valid are 6h, now-6h, 1d/d, now/w".formatted(text));
    }

    private static ZonedDateTime plus(ZonedDateTime time, int count, String unit) {
        return switch (unit) {
            case "s" -> time.plusSeconds(count);
            case "m" -> time.plusMinutes(count);
            case "h" -> time.plusHours(count);
            case "d" -> time.plusDays(count);
            case "w" -> time.plusWeeks(count);
            case "M" -> time.plusMonths(count);
            case "Q" -> time.plusMonths(3L * count);
            default -> time.plusYears(count);
        };
    }

    private ZonedDateTime beginning(ZonedDateTime time, String unit) {
        ZonedDateTime day = time.with(LocalTime.MIDNIGHT);
        return switch (unit) {
            case "s" -> time.withNano(0);
            case "m" -> time.withNano(0).withSecond(0);
            case "h" -> time.withNano(0).withSecond(0).withMinute(0);
            case "d" -> day;
            case "w" -> day.with(TemporalAdjusters.previousOrSame(weekStart));
            case "M" -> day.withDayOfMonth(1);
            case "Q" ->
                    day.withDayOfMonth(1)
                            .withMonth(day.getMonth().firstMonthOfQuarter().getValue());
            default -> day.withDayOfYear(1);
        };
    }
}
