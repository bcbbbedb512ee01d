package io.gnomon.platform.core.http.internal.prometheus;

import io.gnomon.model.labels.Matcher;
import io.gnomon.model.query.QueryEngine;
import io.gnomon.model.query.QueryException;
import io.gnomon.model.text.Durations;
import io.gnomon.platform.core.http.internal.routing.Exchange;
import io.gnomon.platform.core.http.internal.routing.HttpError;

import java.io.IOException;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Reads the parameters of the API, with Prometheus's forms and words. */
public final class Parameters {
    /** Times that stand for "from the beginning" and "to the end". */
    static final long MIN_TIME_MILLIS = Long.MIN_VALUE / 4;

    static final long MAX_TIME_MILLIS = Long.MAX_VALUE / 4;

    private static final double MAX_SECONDS = Long.MAX_VALUE / 1e9;

    /** Java's own parser would take "1d" for 1.0 as well, and blanks around the number. */
    private static final Pattern NUMBER =
            Pattern.compile("[-+]?(\\d+\\.?\\d*|\\.\\d+)([eE][-+]?\\d+)?");

    private Parameters() {}

    static HttpError invalid(String parameter, String why) {
        return new HttpError(400, "invalid parameter \"" + parameter + "\": " + why);
    }

    /** A time in milliseconds; {@code absent} when the parameter is not given. */
    static long time(Exchange exchange, String name, long absent) throws IOException, HttpError {
        String text = exchange.parameter(name);
        return text.isEmpty() ? absent : parseTime(name, text);
    }

    /** A time that must be given. */
    static long time(Exchange exchange, String name) throws IOException, HttpError {
        return parseTime(name, exchange.parameter(name));
    }

    /** Seconds since 1970 with a fraction, or RFC 3339. */
    public static long parseTime(String name, String text) throws HttpError {
        if (NUMBER.matcher(text).matches()) {
            double millis = Math.rint(Double.parseDouble(text) * 1000);
            if (Math.abs(millis) < MAX_TIME_MILLIS) {
                return (long) millis;
            }
        } else {
            try {
                // Go's clients send the ends of its calendar, about 292 million years away.
                return Math.clamp(
                        OffsetDateTime.parse(text).toInstant().toEpochMilli(),
                        MIN_TIME_MILLIS,
                        MAX_TIME_MILLIS);
            } catch (DateTimeException | ArithmeticException notRfc3339) {
                // Said below.
            }
        }
        throw invalid(name, "cannot parse \"" + text + "\" to a valid timestamp");
    }

    /** A duration in milliseconds; 0 when it is not given. */
    static long duration(Exchange exchange, String name) throws IOException, HttpError {
        String text = exchange.parameter(name);
        return text.isEmpty() ? 0 : parseDuration(name, text);
    }

    /** Seconds with a fraction, or Prometheus's notation. */
    public static long parseDuration(String name, String text) throws HttpError {
        if (NUMBER.matcher(text).matches()) {
            double seconds = Double.parseDouble(text);
            if (Math.abs(seconds) <= MAX_SECONDS) {
                return Math.round(seconds * 1000);
            }
            throw invalid(
                    name, "cannot parse \"" + text + "\" to a valid duration. It overflows int64");
        }
        try {
            return Durations.parseMillis(text);
        } catch (IllegalArgumentException notADuration) {
            throw invalid(name, "cannot parse \"" + text + "\" to a valid duration");
        }
    }

    /** A limit; 0 means none. */
    static int limit(Exchange exchange, String name) throws IOException, HttpError {
        String text = exchange.parameter(name);
        if (text.isEmpty()) {
            return 0;
        }
        try {
            int limit = Integer.parseInt(text);
            if (limit >= 0) {
                return limit;
            }
        } catch (NumberFormatException e) {
            throw invalid(name, "cannot parse \"" + text + "\" to a valid limit");
        }
        throw invalid(name, "limit must be non-negative");
    }

    /** A truth value as Go's strconv.ParseBool reads it; false when it is not given. */
    static boolean bool(Exchange exchange, String name) throws IOException, HttpError {
        String text = exchange.parameter(name);
        return switch (text) {
            case "1", "t", "T", "TRUE", "true", "True" -> true;
            case "", "0", "f", "F", "FALSE", "false", "False" -> false;
            default ->
                    throw invalid(
                            name,
                            "unable to parse boolean: strconv.ParseBool: parsing \""
                                    + text
                                    + "\": invalid syntax");
        };
    }

    /** The selectors of {@code match[]}; empty when none is given. */
    public static List<List<Matcher>> selectors(Exchange exchange, QueryEngine engine)
            throws IOException, HttpError {
        List<List<Matcher>> all = new ArrayList<>();
        for (String selector : exchange.parameters("match[]")) {
            try {
                List<Matcher> matchers = engine.parseSelector(selector);
                if (matchers.stream().allMatch(Matcher::matchesEmpty)) {
                    throw invalid("match[]", "match[] must contain at least one non-empty matcher");
                }
                all.add(matchers);
            } catch (QueryException e) {
                throw invalid("match[]", String.valueOf(e.getMessage()));
            }
        }
        return all;
    }
}
