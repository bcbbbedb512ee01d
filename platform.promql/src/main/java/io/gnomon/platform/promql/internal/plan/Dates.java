package io.gnomon.platform.promql.internal.plan;

import io.gnomon.platform.promql.internal.exec.Mapped;

import org.jspecify.annotations.Nullable;

import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.function.ToDoubleFunction;

/** Functions that take a time in seconds since 1970 apart, in UTC. */
final class Dates {
    /** After so many seconds the Gregorian calendar repeats. */
    private static final long CYCLE_SECONDS = 146_097L * 86_400;

    private static final int CYCLE_YEARS = 400;

    private Dates() {}

    static Mapped.@Nullable Change find(String name) {
        if (name.equals("year")) {
            return Mapped.floats(x -> utc(x).getYear() + CYCLE_YEARS * (double) cycle(x));
        }
        ToDoubleFunction<LocalDateTime> part =
                switch (name) {
                    case "minute" -> LocalDateTime::getMinute;
                    case "hour" -> LocalDateTime::getHour;
                    case "day_of_month" -> LocalDateTime::getDayOfMonth;
                    case "day_of_week" -> t -> t.getDayOfWeek().getValue() % 7;
                    case "day_of_year" -> LocalDateTime::getDayOfYear;
                    case "days_in_month" -> t -> t.toLocalDate().lengthOfMonth();
                    case "month" -> LocalDateTime::getMonthValue;
                    default -> null;
                };
        return part == null ? null : Mapped.floats(x -> part.applyAsDouble(utc(x)));
    }

    /**
     * Whole seconds. What is no number or does not fit is 2^63, to be read without sign: that is
     * what Prometheus, converting and then overflowing, makes of it.
     */
    private static long seconds(double x) {
        return Math.abs(x) < 0x1p63 ? (long) x : Long.MIN_VALUE;
    }

    private static long cycle(double x) {
        long seconds = seconds(x);
        return seconds == Long.MIN_VALUE
                ? Long.divideUnsigned(seconds, CYCLE_SECONDS)
                : Math.floorDiv(seconds, CYCLE_SECONDS);
    }

    /** The time in the cycle that begins in 1970. */
    private static LocalDateTime utc(double x) {
        long rest = seconds(x) - cycle(x) * CYCLE_SECONDS;
        return LocalDateTime.ofEpochSecond(rest, 0, ZoneOffset.UTC);
    }
}
