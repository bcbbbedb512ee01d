package io.gnomon.platform.core.templates.internal.time;

import io.gnomon.platform.core.templates.internal.value.Function;
import io.gnomon.platform.core.templates.internal.value.GoInt;
import io.gnomon.platform.core.templates.internal.value.Parameter;

import org.jspecify.annotations.Nullable;

/** A time.Duration: nanoseconds. */
public record GoDuration(long value) implements GoInt {
    private static final long SECOND = 1_000_000_000L;

    /** Of seconds, as a float; what does not fit becomes the longest there is. */
    public static GoDuration ofSeconds(double seconds) {
        return new GoDuration((long) (seconds * SECOND));
    }

    @Override
    public String type() {
        return "time.Duration";
    }

    /** As Go prints it: {@code 1h2m3.5s}, below a second with a smaller unit, zero {@code 0s}. */
    @Override
    public String string() {
        if (value == 0) {
            return "0s";
        }
        StringBuilder out = new StringBuilder(value < 0 ? "-" : "");
        // As unsigned: the shortest duration has no positive counterpart.
        long abs = Math.abs(value);
        if (Long.compareUnsigned(abs, SECOND) < 0) {
            long unit = abs < 1000 ? 1 : abs < 1_000_000 ? 1000 : 1_000_000;
            String name = unit == 1 ? "ns" : unit == 1000 ? "µs" : "ms";
            return out.append(fraction(abs, unit)).append(name).toString();
        }
        long seconds = Long.divideUnsigned(abs, SECOND);
        if (seconds >= 3600) {
            out.append(seconds / 3600).append('h');
        }
        if (seconds >= 60) {
            out.append(seconds / 60 % 60).append('m');
        }
        long rest = seconds % 60 * SECOND + Long.remainderUnsigned(abs, SECOND);
        return out.append(fraction(rest, SECOND)).append('s').toString();
    }

    private static String fraction(long amount, long unit) {
        long part = amount % unit;
        if (part == 0) {
            return Long.toString(amount / unit);
        }
        String digits = Long.toString(unit + part).substring(1);
        int end = digits.length();
        while (digits.charAt(end - 1) == '0') {
            end--;
        }
        return amount / unit + "." + digits.substring(0, end);
    }

    @Override
    public @Nullable Function method(String name) {
        return switch (name) {
            case "String" -> Function.getter(string());
            case "Hours" -> Function.getter(value / (3600.0 * SECOND));
            case "Minutes" -> Function.getter(value / (60.0 * SECOND));
            case "Seconds" -> Function.getter((double) value / SECOND);
            case "Milliseconds" -> Function.getter(value / 1_000_000);
            case "Microseconds" -> Function.getter(value / 1000);
            case "Nanoseconds" -> Function.getter(value);
            case "Abs" ->
                    Function.getter(
                            new GoDuration(
                                    value == Long.MIN_VALUE ? Long.MAX_VALUE : Math.abs(value)));
            case "Truncate" ->
                    Function.of(
                            args -> new GoDuration(truncated(((GoDuration) args.getFirst()).value)),
                            Parameter.DURATION);
            case "Round" ->
                    Function.of(
                            args -> new GoDuration(rounded(((GoDuration) args.getFirst()).value)),
                            Parameter.DURATION);
            default -> null;
        };
    }

    private long truncated(long unit) {
        return unit <= 0 ? value : value - value % unit;
    }

    /** To the nearest multiple, halves away from zero. */
    private long rounded(long unit) {
        if (unit <= 0) {
            return value;
        }
        long rest = Math.abs(value % unit);
        long down = value - value % unit;
        return rest + rest < unit ? down : value < 0 ? down - unit : down + unit;
    }
}
