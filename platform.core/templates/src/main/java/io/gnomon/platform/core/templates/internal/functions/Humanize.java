package io.gnomon.platform.core.templates.internal.functions;

import io.gnomon.platform.core.templates.internal.fmt.Floats;
import io.gnomon.platform.core.templates.internal.fmt.Quoting;
import io.gnomon.platform.core.templates.internal.time.GoDuration;
import io.gnomon.platform.core.templates.internal.time.GoTime;
import io.gnomon.platform.core.templates.internal.value.CallException;
import io.gnomon.platform.core.templates.internal.value.Kind;
import io.gnomon.platform.core.templates.internal.value.TypedText;
import io.gnomon.platform.core.templates.internal.value.Values;

import java.math.BigInteger;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Numbers for people; https://prometheus.io/docs/prometheus/latest/configuration/template_reference
 */
final class Humanize {
    private static final List<String> LARGE = List.of("k", "M", "G", "T", "P", "E", "Z", "Y");
    private static final List<String> BINARY =
            List.of("ki", "Mi", "Gi", "Ti", "Pi", "Ei", "Zi", "Yi");
    private static final List<String> SMALL = List.of("m", "u", "n", "p", "f", "a", "z", "y");
    private static final Pattern FLOAT =
            Pattern.compile(
                    "[+-]?(\\d+\\.?\\d*([eE][+-]?\\d+)?|\\.\\d+([eE][+-]?\\d+)?"
                            + "|0[xX][0-9a-fA-F]*\\.?[0-9a-fA-F]*[pP][+-]?\\d+)");

    /** Underscores may stand between digits. */
    private static final Pattern UNDERSCORE = Pattern.compile("(?<=\\d)_(?=\\d)");

    private Humanize() {}

    /** A value as a float: numbers, durations in seconds, and texts of numbers. */
    static double number(Object value) throws CallException {
        return switch (Kind.of(value)) {
            case FLOAT -> (Double) value;
            case UINT -> ((BigInteger) value).doubleValue();
            case INT -> {
                if (value instanceof GoDuration d) {
                    yield d.value() / 1e9;
                }
                if (value instanceof Long l) {
                    yield l;
                }
                throw notNumber(value);
            }
            case STRING -> {
                if (value instanceof TypedText) {
                    throw notNumber(value);
                }
                yield parse((String) value);
            }
            default -> throw notNumber(value);
        };
    }

    private static CallException notNumber(Object value) {
        return new CallException("can't convert " + Values.type(value) + " to float");
    }

    private static double parse(String text) throws CallException {
        String bare = text.startsWith("+") || text.startsWith("-") ? text.substring(1) : text;
        switch (bare.toLowerCase(Locale.ROOT)) {
            case "inf", "infinity" -> {
                return text.startsWith("-") ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY;
            }
            case "nan" -> {
                if (bare.length() == text.length()) {
                    return Double.NaN;
                }
            }
            default -> {
                String digits = UNDERSCORE.matcher(text).replaceAll("");
                if (FLOAT.matcher(digits).matches()) {
                    double value = Double.parseDouble(digits);
                    if (Double.isInfinite(value)) {
                        throw notParsed(text, "value out of range");
                    }
                    return value;
                }
            }
        }
        throw notParsed(text, "invalid syntax");
    }

    private static CallException notParsed(String text, String why) {
        return new CallException("strconv.ParseFloat: parsing " + Quoting.quote(text) + ": " + why);
    }

    /** Four digits: {@code %.4g}. */
    private static String digits(double value) {
        return Floats.format(value, 'g', 4);
    }

    private static boolean isPlain(double value) {
        return value == 0 || !Double.isFinite(value);
    }

    /** With a metric prefix. */
    static String humanize(Object given) throws CallException {
        double value = number(given);
        if (isPlain(value)) {
            return digits(value);
        }
        return Math.abs(value) >= 1 ? up(value, 1000, LARGE) : down(value);
    }

    /** With a prefix of powers of 1024. */
    static String humanize1024(Object given) throws CallException {
        double value = number(given);
        return Math.abs(value) <= 1 || isPlain(value) ? digits(value) : up(value, 1024, BINARY);
    }

    private static String up(double value, double step, List<String> prefixes) {
        double scaled = value;
        String prefix = "";
        for (String next : prefixes) {
            if (Math.abs(scaled) < step) {
                break;
            }
            prefix = next;
            scaled /= step;
        }
        return digits(scaled) + prefix;
    }

    private static String down(double value) {
        double scaled = value;
        String prefix = "";
        for (String next : SMALL) {
            if (Math.abs(scaled) >= 1) {
                break;
            }
            prefix = next;
            scaled *= 1000;
        }
        return digits(scaled) + prefix;
    }

    /** Days, hours, minutes and seconds of seconds. */
    static String duration(Object given) throws CallException {
        double value = number(given);
        if (!Double.isFinite(value)) {
            return digits(value);
        }
        if (Math.abs(value) < 1) {
            return (value == 0 ? digits(value) : down(value)) + "s";
        }
        String sign = value < 0 ? "-" : "";
        double abs = Math.abs(value);
        long whole = (long) abs;
        long days = whole / 86_400;
        long hours = whole / 3600 % 24;
        long minutes = whole / 60 % 60;
        long seconds = whole % 60;
        if (days != 0) {
            return sign + days + "d " + hours + "h " + minutes + "m " + seconds + "s";
        }
        if (hours != 0) {
            return sign + hours + "h " + minutes + "m " + seconds + "s";
        }
        return minutes != 0 ? sign + minutes + "m " + seconds + "s" : sign + digits(abs) + "s";
    }

    static String percentage(Object given) throws CallException {
        return digits(number(given) * 100) + "%";
    }

    /** The time of seconds since 1970. */
    static String timestamp(Object given) throws CallException {
        double value = number(given);
        return Double.isFinite(value) ? time(value).string() : digits(value);
    }

    /** The time of seconds since 1970, in milliseconds as Prometheus keeps times. */
    static GoTime time(double seconds) throws CallException {
        double nanos = seconds * 1e9;
        if (!(nanos <= Long.MAX_VALUE && nanos >= Long.MIN_VALUE)) {
            throw new CallException(
                    Floats.format(seconds, 'g', -1)
                            + " cannot be represented as a nanoseconds timestamp since it"
                            + " overflows int64");
        }
        return GoTime.utc(Instant.ofEpochMilli((long) nanos / 1_000_000));
    }
}
