package io.gnomon.platform.core.templates.internal.time;

import io.gnomon.platform.core.templates.internal.fmt.Quoting;
import io.gnomon.platform.core.templates.internal.value.CallException;

import org.jspecify.annotations.Nullable;

import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.Month;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.TextStyle;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** Reads one time by a layout, as time.Parse does. Not for several threads. */
public final class TimeParser {
    private static final List<String> MONTHS =
            Stream.of(Month.values())
                    .map(m -> m.getDisplayName(TextStyle.FULL, Locale.ENGLISH))
                    .toList();
    private static final List<String> DAYS =
            Stream.of(DayOfWeek.values())
                    .map(d -> d.getDisplayName(TextStyle.FULL, Locale.ENGLISH))
                    .toList();

    private final String layout;
    private final String value;
    private int at;
    private int year;
    private int month = 1;
    private int day = 1;
    private int yearDay = -1;
    private int hour;
    private int minute;
    private int second;
    private int nanos;
    private boolean pm;
    private boolean pmGiven;
    private ZoneId zone = ZoneOffset.UTC;

    private TimeParser(String layout, String value) {
        this.layout = layout;
        this.value = value;
    }

    /** The time; without a zone in the text it is UTC. */
    public static GoTime parse(String layout, String value) throws CallException {
        return new TimeParser(layout, value).all();
    }

    private GoTime all() throws CallException {
        int in = 0;
        while (in < layout.length()) {
            LayoutElement element = LayoutElement.at(layout, in);
            if (element == null) {
                literal(in);
                in++;
                continue;
            }
            int start = at;
            try {
                read(element, in + element.length());
            } catch (IndexOutOfBoundsException | NumberFormatException e) {
                at = start;
                throw cannot(element.text());
            }
            in += element.length();
        }
        if (at < value.length()) {
            throw failure(": extra text: " + Quoting.quote(value.substring(at)));
        }
        return time();
    }

    private CallException cannot(String element) {
        return failure(
                ": cannot parse "
                        + Quoting.quote(value.substring(Math.min(at, value.length())))
                        + " as "
                        + Quoting.quote(element));
    }

    private CallException failure(String what) {
        return new CallException("parsing time " + Quoting.quote(value) + subject(what) + what);
    }

    private String subject(String what) {
        return what.endsWith("out of range") || what.startsWith(": extra text")
                ? ""
                : " as " + Quoting.quote(layout);
    }

    private void literal(int in) throws CallException {
        if (at >= value.length() || value.charAt(at) != layout.charAt(in)) {
            int end = in;
            while (end < layout.length() && LayoutElement.at(layout, end) == null) {
                end++;
            }
            throw cannot(layout.substring(in, end));
        }
        at++;
    }

    private void read(LayoutElement element, int behind) throws CallException {
        switch (element.kind()) {
            case LONG_MONTH -> month = name(MONTHS, false) + 1;
            case MONTH -> month = name(MONTHS, true) + 1;
            case NUMBER_MONTH -> month = inRange(number(1, 2), 1, 12, "month");
            case ZERO_MONTH -> month = inRange(number(2, 2), 1, 12, "month");
            case LONG_WEEKDAY -> name(DAYS, false);
            case WEEKDAY -> name(DAYS, true);
            case DAY -> day = number(1, 2);
            case SPACE_DAY -> {
                skipSpaces(1);
                day = number(1, 2);
            }
            case ZERO_DAY -> day = number(2, 2);
            case SPACE_YEAR_DAY -> {
                skipSpaces(2);
                yearDay = number(1, 3);
            }
            case ZERO_YEAR_DAY -> yearDay = number(3, 3);
            case HOUR_24 -> hour = inRange(number(1, 2), 0, 23, "hour");
            case HOUR_12 -> hour = inRange(number(1, 2), 0, 12, "hour");
            case ZERO_HOUR_12 -> hour = inRange(number(2, 2), 0, 12, "hour");
            case MINUTE -> minute = inRange(number(1, 2), 0, 59, "minute");
            case ZERO_MINUTE -> minute = inRange(number(2, 2), 0, 59, "minute");
            case SECOND -> seconds(number(1, 2), behind);
            case ZERO_SECOND -> seconds(number(2, 2), behind);
            case LONG_YEAR -> year = number(4, 4);
            case YEAR -> {
                int two = number(2, 2);
                year = two >= 69 ? 1900 + two : 2000 + two;
            }
            case UPPER_PM -> halfOfDay("AM", "PM");
            case LOWER_PM -> halfOfDay("am", "pm");
            case ZONE_NAME -> zoneName();
            case ZONE_OFFSET -> offset(element.text());
            case FRACTION_ZEROS -> {
                if (".,".indexOf(value.charAt(at)) < 0) {
                    throw new NumberFormatException();
                }
                fraction(element.length() - 1);
            }
            case FRACTION_NINES -> {
                if (at + 1 < value.length() && startsFraction()) {
                    fraction(-1);
                }
            }
        }
    }

    private int number(int digitsMin, int digitsMax) {
        int start = at;
        while (at < value.length() && at < start + digitsMax && isDigit(value.charAt(at))) {
            at++;
        }
        if (at - start < digitsMin) {
            throw new NumberFormatException();
        }
        return Integer.parseInt(value.substring(start, at));
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    private int inRange(int number, int from, int to, String what) throws CallException {
        if (number < from || number > to) {
            throw failure(": " + what + " out of range");
        }
        return number;
    }

    private void skipSpaces(int most) {
        for (int i = 0; i < most && value.charAt(at) == ' '; i++) {
            at++;
        }
    }

    private int name(List<String> names, boolean shortened) {
        for (int i = 0; i < names.size(); i++) {
            String name = shortened ? names.get(i).substring(0, 3) : names.get(i);
            if (value.regionMatches(true, at, name, 0, name.length())) {
                at += name.length();
                return i;
            }
        }
        throw new NumberFormatException();
    }

    private void seconds(int seconds, int behind) throws CallException {
        second = inRange(seconds, 0, 59, "second");
        boolean inLayout = behind < layout.length() && isFraction(LayoutElement.at(layout, behind));
        // A fraction is read even where the layout has none.
        if (!inLayout && at + 1 < value.length() && startsFraction()) {
            fraction(-1);
        }
    }

    private static boolean isFraction(@Nullable LayoutElement element) {
        return element != null
                && (element.kind() == LayoutElement.Kind.FRACTION_ZEROS
                        || element.kind() == LayoutElement.Kind.FRACTION_NINES);
    }

    private boolean startsFraction() {
        return ".,".indexOf(value.charAt(at)) >= 0 && isDigit(value.charAt(at + 1));
    }

    private void fraction(int digits) {
        int start = ++at;
        while (at < value.length() && isDigit(value.charAt(at))) {
            at++;
        }
        if (digits >= 0 && at - start != digits) {
            throw new NumberFormatException();
        }
        String text = (value.substring(start, at) + "000000000").substring(0, 9);
        nanos = Integer.parseInt(text);
    }

    private void halfOfDay(String am, String noon) {
        String half = value.substring(at, at + 2);
        if (!half.equals(am) && !half.equals(noon)) {
            throw new NumberFormatException();
        }
        at += 2;
        pm = half.equals(noon);
        pmGiven = true;
    }

    private void zoneName() {
        int start = at;
        while (at < value.length() && value.charAt(at) >= 'A' && value.charAt(at) <= 'Z') {
            at++;
        }
        if (at - start < 3 || at - start > 5) {
            throw new NumberFormatException();
        }
    }

    private void offset(String shape) {
        if (shape.charAt(0) == 'Z' && value.charAt(at) == 'Z') {
            at++;
            return;
        }
        char sign = value.charAt(at++);
        if (sign != '+' && sign != '-') {
            throw new NumberFormatException();
        }
        int seconds = 3600 * number(2, 2);
        int numbers = shape.replace(":", "").length() / 2;
        int unit = 60;
        for (int i = 1; i < numbers; i++) {
            if (shape.indexOf(':') >= 0 && value.charAt(at++) != ':') {
                throw new NumberFormatException();
            }
            seconds += unit * number(2, 2);
            unit = 1;
        }
        zone = ZoneOffset.ofTotalSeconds(sign == '-' ? -seconds : seconds);
    }

    private GoTime time() throws CallException {
        if (pmGiven && pm && hour < 12) {
            hour += 12;
        } else if (pmGiven && !pm && hour == 12) {
            hour = 0;
        }
        try {
            ZonedDateTime first =
                    ZonedDateTime.of(year, month, 1, hour, minute, second, nanos, zone);
            return new GoTime(
                    yearDay > 0 ? first.withDayOfYear(yearDay) : first.withDayOfMonth(day));
        } catch (DateTimeException e) {
            throw failure(": day out of range");
        }
    }
}
