package io.gnomon.platform.core.templates.internal.time;

import io.gnomon.platform.core.templates.internal.value.Function;
import io.gnomon.platform.core.templates.internal.value.NamedInt;
import io.gnomon.platform.core.templates.internal.value.Parameter;
import io.gnomon.platform.core.templates.internal.value.Values;

import org.jspecify.annotations.Nullable;

import java.math.BigInteger;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.Month;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.TextStyle;
import java.util.List;
import java.util.Locale;

/** The methods of time.Time that give one value; https://pkg.go.dev/time#Time. */
final class TimeMethods {
    /** Seconds from Go's zero time to 1970. */
    private static final long ZERO_SECONDS = GoTime.ZERO.at().toEpochSecond();

    private TimeMethods() {}

    static @Nullable Function of(GoTime time, String name) {
        Object value = getter(time, name);
        if (value != null) {
            return Function.getter(value);
        }
        ZonedDateTime at = time.at();
        return switch (name) {
            case "Format" ->
                    Function.of(
                            args -> Layouts.format(at, (String) args.getFirst()), Parameter.STRING);
            case "Add" ->
                    Function.of(args -> new GoTime(at.plusNanos(nanos(args))), Parameter.DURATION);
            case "AddDate" ->
                    Function.of(
                            args -> addDate(at, args), Parameter.INT, Parameter.INT, Parameter.INT);
            case "Sub" -> Function.of(args -> between(time(args), at.toInstant()), Parameter.TIME);
            case "After" -> Function.of(args -> at.toInstant().isAfter(time(args)), Parameter.TIME);
            case "Before" ->
                    Function.of(args -> at.toInstant().isBefore(time(args)), Parameter.TIME);
            case "Equal" -> Function.of(args -> at.toInstant().equals(time(args)), Parameter.TIME);
            case "Compare" ->
                    Function.of(
                            args -> (long) Integer.signum(at.toInstant().compareTo(time(args))),
                            Parameter.TIME);
            case "Truncate" -> Function.of(args -> truncated(at, nanos(args)), Parameter.DURATION);
            case "Round" -> Function.of(args -> rounded(at, nanos(args)), Parameter.DURATION);
            default -> null;
        };
    }

    private static @Nullable Object getter(GoTime time, String name) {
        ZonedDateTime at = time.at();
        return switch (name) {
            case "String" -> time.string();
            case "UTC" -> time.in(ZoneOffset.UTC);
            case "Local" -> time.in(ZoneId.systemDefault());
            case "Unix" -> at.toEpochSecond();
            case "UnixMilli" -> at.toEpochSecond() * 1000 + at.getNano() / 1_000_000;
            case "UnixMicro" -> at.toEpochSecond() * 1_000_000 + at.getNano() / 1000;
            case "UnixNano" -> at.toEpochSecond() * 1_000_000_000 + at.getNano();
            case "IsZero" -> at.toInstant().equals(GoTime.ZERO.at().toInstant());
            case "Year" -> (long) at.getYear();
            case "Month" -> month(at.getMonth());
            case "Day" -> (long) at.getDayOfMonth();
            case "Hour" -> (long) at.getHour();
            case "Minute" -> (long) at.getMinute();
            case "Second" -> (long) at.getSecond();
            case "Nanosecond" -> (long) at.getNano();
            case "YearDay" -> (long) at.getDayOfYear();
            case "Weekday" -> weekday(at.getDayOfWeek());
            default -> null;
        };
    }

    private static NamedInt month(Month month) {
        String name = month.getDisplayName(TextStyle.FULL, Locale.ENGLISH);
        return new NamedInt("time.Month", month.getValue(), name);
    }

    private static NamedInt weekday(DayOfWeek day) {
        String name = day.getDisplayName(TextStyle.FULL, Locale.ENGLISH);
        return new NamedInt("time.Weekday", day.getValue() % 7, name);
    }

    private static Instant time(List<Object> arguments) {
        return ((GoTime) arguments.getFirst()).at().toInstant();
    }

    private static long nanos(List<Object> arguments) {
        return ((GoDuration) arguments.getFirst()).value();
    }

    /** The 31st of a month of 30 days is the 1st of the next one. */
    private static GoTime addDate(ZonedDateTime at, List<Object> arguments) {
        long months =
                12 * (at.getYear() + Values.integer(arguments.get(0)))
                        + at.getMonthValue()
                        - 1
                        + Values.integer(arguments.get(1));
        long days = at.getDayOfMonth() - 1 + Values.integer(arguments.get(2));
        ZonedDateTime first =
                at.withDayOfMonth(1)
                        .withYear(Math.toIntExact(Math.floorDiv(months, 12L)))
                        .withMonth((int) Math.floorMod(months, 12L) + 1);
        return new GoTime(first.plusDays(days));
    }

    /** From one to another; too long ones are the longest duration. */
    static GoDuration between(Instant from, Instant to) {
        try {
            return new GoDuration(Duration.between(from, to).toNanos());
        } catch (ArithmeticException e) {
            return new GoDuration(to.isAfter(from) ? Long.MAX_VALUE : Long.MIN_VALUE);
        }
    }

    /** Nanoseconds since Go's zero time, modulo a unit. */
    private static long rest(ZonedDateTime at, long unit) {
        return BigInteger.valueOf(at.toEpochSecond() - ZERO_SECONDS)
                .multiply(BigInteger.valueOf(1_000_000_000))
                .add(BigInteger.valueOf(at.getNano()))
                .mod(BigInteger.valueOf(unit))
                .longValueExact();
    }

    private static GoTime truncated(ZonedDateTime at, long unit) {
        return new GoTime(unit <= 0 ? at : at.minusNanos(rest(at, unit)));
    }

    private static GoTime rounded(ZonedDateTime at, long unit) {
        if (unit <= 0) {
            return new GoTime(at);
        }
        long rest = rest(at, unit);
        return new GoTime(rest < unit - rest ? at.minusNanos(rest) : at.plusNanos(unit - rest));
    }
}
