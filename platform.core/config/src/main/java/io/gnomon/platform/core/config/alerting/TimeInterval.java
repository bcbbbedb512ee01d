package io.gnomon.platform.core.config.alerting;

import io.gnomon.platform.core.config.internal.settings.RecordBinder;
import io.gnomon.platform.core.config.internal.text.JsonReader;
import io.gnomon.spi.settings.SettingsException;
import io.gnomon.spi.settings.SettingsNode;
import io.gnomon.spi.settings.SettingsNode.Entry;
import io.gnomon.spi.settings.SettingsNode.Mapping;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.List;

/**
 * Times of the calendar, one entry of a {@code time_intervals} section. A time is in it when each
 * list that is not empty has a range for it.
 *
 * @param weekdays 0 is Sunday
 * @param daysOfMonth from 1; a negative day counts from the end of the month, -1 is its last
 * @param months from 1
 * @param location whose clocks and calendar count
 */
public record TimeInterval(
        List<TimeRange> times,
        List<Range> weekdays,
        List<Range> daysOfMonth,
        List<Range> months,
        List<Range> years,
        ZoneId location) {

    /**
     * Reads a list of them.
     *
     * @param json in the form of {@code time_intervals} of a time interval in alertmanager.yml
     * @throws SettingsException with what is wrong
     */
    public static List<TimeInterval> parse(String json) throws SettingsException {
        SettingsNode list = JsonReader.read(json);
        Mapping named =
                new Mapping(
                        List.of(new Entry("time_intervals", list.position(), list)),
                        list.position());
        return new RecordBinder().bind(named, TimeIntervalSection.Named.class).intervals();
    }

    /** From a minute of the day, up to but without another; 1440 is the end of the day. */
    public record TimeRange(int startMinute, int endMinute) {}

    /** From one number to another, both included. */
    public record Range(int begin, int end) {
        boolean contains(int value) {
            return value >= begin && value <= end;
        }

        /** As the range of days of a month that has this many. */
        private Range ofMonth(int length) {
            int first = begin < 0 ? length + begin + 1 : begin;
            int last = end < 0 ? length + end + 1 : end;
            // A range that begins behind the month's end has no day of it.
            return new Range(first, Math.min(last, length));
        }
    }

    /** Whether a time lies in at least one of them. */
    public static boolean anyContains(List<TimeInterval> intervals, Instant time) {
        return intervals.stream().anyMatch(interval -> interval.contains(time));
    }

    public boolean contains(Instant time) {
        ZonedDateTime local = time.atZone(location);
        int minute = local.getHour() * 60 + local.getMinute();
        int length = local.toLocalDate().lengthOfMonth();
        return (times.isEmpty()
                        || times.stream()
                                .anyMatch(r -> minute >= r.startMinute && minute < r.endMinute))
                && within(weekdays, local.getDayOfWeek().getValue() % 7)
                && within(
                        daysOfMonth.stream().map(range -> range.ofMonth(length)).toList(),
                        local.getDayOfMonth())
                && within(months, local.getMonthValue())
                && within(years, local.getYear());
    }

    private static boolean within(List<Range> ranges, int value) {
        return ranges.isEmpty() || ranges.stream().anyMatch(range -> range.contains(value));
    }
}
