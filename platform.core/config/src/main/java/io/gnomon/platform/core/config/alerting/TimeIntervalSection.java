package io.gnomon.platform.core.config.alerting;

import io.gnomon.platform.core.config.alerting.TimeInterval.Range;
import io.gnomon.platform.core.config.alerting.TimeInterval.TimeRange;
import io.gnomon.spi.common.Default;

import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneRulesProvider;
import java.util.List;
import java.util.Locale;
import java.util.function.ToIntFunction;
import java.util.regex.Pattern;

/** A {@link TimeInterval} as it is written. The checks and words are those of Alertmanager. */
record TimeIntervalSection(
        List<TimesSection> times,
        List<String> weekdays,
        List<String> daysOfMonth,
        List<String> months,
        List<String> years,
        @Default("") String location) {

    private static final Pattern TIME = Pattern.compile("([01][0-9]|2[0-3]):[0-5][0-9]|24:00");
    private static final List<String> WEEKDAYS =
            List.of("sunday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday");
    private static final List<String> MONTHS =
            List.of(
                    "january",
                    "february",
                    "march",
                    "april",
                    "may",
                    "june",
                    "july",
                    "august",
                    "september",
                    "october",
                    "november",
                    "december");

    TimeIntervalSection {
        interval(times, weekdays, daysOfMonth, months, years, location);
    }

    /** A named list of them. */
    record Named(@Default("") String name, List<TimeIntervalSection> timeIntervals) {
        List<TimeInterval> intervals() {
            return timeIntervals.stream().map(TimeIntervalSection::interval).toList();
        }
    }

    record TimesSection(@Default("") String startTime, @Default("") String endTime) {
        TimesSection {
            range(startTime, endTime);
        }

        private static TimeRange range(String startTime, String endTime) {
            if (startTime.isEmpty() || endTime.isEmpty()) {
                throw new IllegalArgumentException("both start and end times must be provided");
            }
            TimeRange range = new TimeRange(minute(startTime), minute(endTime));
            if (range.startMinute() >= range.endMinute()) {
                throw new IllegalArgumentException(
                        "start time cannot be equal or greater than end time");
            }
            return range;
        }

        private static int minute(String time) {
            if (!TIME.matcher(time).matches()) {
                throw new IllegalArgumentException(
                        "couldn't parse timestamp " + time + ", invalid format");
            }
            return Integer.parseInt(time.substring(0, 2)) * 60
                    + Integer.parseInt(time.substring(3));
        }
    }

    TimeInterval interval() {
        return interval(times, weekdays, daysOfMonth, months, years, location);
    }

    private static TimeInterval interval(
            List<TimesSection> times,
            List<String> weekdays,
            List<String> daysOfMonth,
            List<String> months,
            List<String> years,
            String location) {
        return new TimeInterval(
                times.stream().map(t -> TimesSection.range(t.startTime, t.endTime)).toList(),
                weekdays.stream().map(TimeIntervalSection::weekdays).toList(),
                daysOfMonth.stream().map(TimeIntervalSection::daysOfMonth).toList(),
                months.stream().map(TimeIntervalSection::months).toList(),
                years.stream().map(TimeIntervalSection::years).toList(),
                zone(location));
    }

    private static Range weekdays(String text) {
        Range range = range(text, TimeIntervalSection::weekday);
        if (range.begin() > range.end()) {
            throw new IllegalArgumentException("start day cannot be before end day");
        }
        return range;
    }

    private static int weekday(String name) {
        int day = WEEKDAYS.indexOf(name);
        if (day < 0) {
            throw new IllegalArgumentException(name + " is not a valid weekday");
        }
        return day;
    }

    private static Range daysOfMonth(String text) {
        Range range = range(text, TimeIntervalSection::number);
        for (int day : new int[] {range.begin(), range.end()}) {
            if (day == 0 || day < -31 || day > 31) {
                throw new IllegalArgumentException(
                        day + " is not a valid day of the month: out of range");
            }
        }
        if (range.begin() < 0 && range.end() > 0) {
            throw new IllegalArgumentException("end day must be negative if start day is negative");
        }
        // The shortest month tells what can never be right.
        int begin = range.begin() < 0 ? 28 + range.begin() : range.begin();
        int end = range.end() < 0 ? 28 + range.end() : range.end();
        if (begin > end) {
            throw new IllegalArgumentException(
                    "end day %d is always before start day %d"
                            .formatted(range.end(), range.begin()));
        }
        return range;
    }

    private static Range months(String text) {
        Range range = range(text, TimeIntervalSection::month);
        if (range.begin() > range.end()) {
            throw new IllegalArgumentException(
                    "end month %s is before start month %s"
                            .formatted(monthName(range.end()), monthName(range.begin())));
        }
        return range;
    }

    private static int month(String text) {
        int named = MONTHS.indexOf(text);
        if (named >= 0) {
            return named + 1;
        }
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(text + " is not a valid month", e);
        }
    }

    /** Alertmanager takes any number; there is none but 1 to 12 that is ever reached. */
    private static String monthName(int month) {
        return month >= 1 && month <= MONTHS.size() ? MONTHS.get(month - 1) : "";
    }

    private static Range years(String text) {
        Range range = range(text, TimeIntervalSection::number);
        if (range.begin() > range.end()) {
            throw new IllegalArgumentException(
                    "end year %d is before start year %d".formatted(range.end(), range.begin()));
        }
        return range;
    }

    private static int number(String text) {
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("\"" + text + "\" is not a whole number", e);
        }
    }

    private static Range range(String text, ToIntFunction<String> member) {
        String[] parts = text.toLowerCase(Locale.ROOT).split(":", -1);
        if (parts.length > 2) {
            throw new IllegalArgumentException("couldn't parse range " + text + ", invalid format");
        }
        int begin = member.applyAsInt(parts[0]);
        return new Range(begin, parts.length == 1 ? begin : member.applyAsInt(parts[1]));
    }

    /** A place of the time zone database, as Go's LoadLocation takes it. */
    private static ZoneId zone(String location) {
        if (location.isEmpty() || location.equals("UTC")) {
            return ZoneOffset.UTC;
        } else if (location.equals("Local")) {
            return ZoneId.systemDefault();
        } else if (!ZoneRulesProvider.getAvailableZoneIds().contains(location)) {
            throw new IllegalArgumentException("unknown time zone " + location);
        }
        return ZoneId.of(location);
    }
}
