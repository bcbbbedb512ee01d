package io.gnomon.platform.core.templates.internal.time;

import java.time.ZonedDateTime;
import java.time.format.TextStyle;
import java.util.Locale;

/**
 * Writes times by Go's layouts: the reference time Mon Jan 2 15:04:05 MST 2006 written as one wants
 * it. https://pkg.go.dev/time#pkg-constants
 */
public final class Layouts {
    private Layouts() {}

    public static String format(ZonedDateTime time, String layout) {
        StringBuilder out = new StringBuilder();
        int at = 0;
        while (at < layout.length()) {
            LayoutElement element = LayoutElement.at(layout, at);
            if (element == null) {
                out.append(layout.charAt(at++));
            } else {
                append(out, time, element);
                at += element.length();
            }
        }
        return out.toString();
    }

    private static void append(StringBuilder out, ZonedDateTime t, LayoutElement element) {
        switch (element.kind()) {
            case LONG_MONTH -> out.append(month(t, TextStyle.FULL));
            case MONTH -> out.append(month(t, TextStyle.SHORT));
            case NUMBER_MONTH -> out.append(t.getMonthValue());
            case ZERO_MONTH -> padded(out, t.getMonthValue(), 2);
            case LONG_WEEKDAY -> out.append(weekday(t, TextStyle.FULL));
            case WEEKDAY -> out.append(weekday(t, TextStyle.SHORT));
            case DAY -> out.append(t.getDayOfMonth());
            case SPACE_DAY -> spaced(out, t.getDayOfMonth(), 2);
            case ZERO_DAY -> padded(out, t.getDayOfMonth(), 2);
            case SPACE_YEAR_DAY -> spaced(out, t.getDayOfYear(), 3);
            case ZERO_YEAR_DAY -> padded(out, t.getDayOfYear(), 3);
            case HOUR_24 -> padded(out, t.getHour(), 2);
            case HOUR_12 -> out.append(hour12(t));
            case ZERO_HOUR_12 -> padded(out, hour12(t), 2);
            case MINUTE -> out.append(t.getMinute());
            case ZERO_MINUTE -> padded(out, t.getMinute(), 2);
            case SECOND -> out.append(t.getSecond());
            case ZERO_SECOND -> padded(out, t.getSecond(), 2);
            case LONG_YEAR -> {
                out.append(t.getYear() < 0 ? "-" : "");
                padded(out, Math.abs(t.getYear()), 4);
            }
            case YEAR -> padded(out, Math.floorMod(t.getYear(), 100), 2);
            case UPPER_PM -> out.append(t.getHour() >= 12 ? "PM" : "AM");
            case LOWER_PM -> out.append(t.getHour() >= 12 ? "pm" : "am");
            case ZONE_NAME -> out.append(zoneName(t));
            case ZONE_OFFSET -> offset(out, t, element);
            case FRACTION_ZEROS, FRACTION_NINES -> fraction(out, t, element);
        }
    }

    private static String month(ZonedDateTime time, TextStyle style) {
        String name = time.getMonth().getDisplayName(TextStyle.FULL, Locale.ENGLISH);
        return style == TextStyle.FULL ? name : name.substring(0, 3);
    }

    private static String weekday(ZonedDateTime time, TextStyle style) {
        String name = time.getDayOfWeek().getDisplayName(TextStyle.FULL, Locale.ENGLISH);
        return style == TextStyle.FULL ? name : name.substring(0, 3);
    }

    private static int hour12(ZonedDateTime time) {
        int hour = time.getHour() % 12;
        return hour == 0 ? 12 : hour;
    }

    private static void padded(StringBuilder out, int value, int width) {
        String digits = Integer.toString(value);
        out.repeat('0', Math.max(0, width - digits.length())).append(digits);
    }

    private static void spaced(StringBuilder out, int value, int width) {
        String digits = Integer.toString(value);
        out.repeat(' ', Math.max(0, width - digits.length())).append(digits);
    }

    /** The abbreviation of the zone; a zone without one is shown by its offset: {@code +03}. */
    private static String zoneName(ZonedDateTime time) {
        int seconds = time.getOffset().getTotalSeconds();
        String id = time.getZone().getId();
        if (id.equals("Z") || id.equals("UTC")) {
            return "UTC";
        }
        boolean daylight = time.getZone().getRules().isDaylightSavings(time.toInstant());
        String name = ZoneNames.abbreviation(id, daylight);
        if (name != null) {
            return name;
        }
        StringBuilder out = new StringBuilder(seconds < 0 ? "-" : "+");
        padded(out, Math.abs(seconds) / 3600, 2);
        if (Math.abs(seconds) / 60 % 60 != 0) {
            padded(out, Math.abs(seconds) / 60 % 60, 2);
        }
        return out.toString();
    }

    private static void offset(StringBuilder out, ZonedDateTime time, LayoutElement element) {
        int seconds = time.getOffset().getTotalSeconds();
        String shape = element.text();
        if (shape.charAt(0) == 'Z' && seconds == 0) {
            out.append('Z');
            return;
        }
        int abs = Math.abs(seconds);
        boolean colon = shape.indexOf(':') >= 0;
        int numbers = shape.replace(":", "").length() / 2;
        out.append(seconds < 0 ? '-' : '+');
        padded(out, abs / 3600, 2);
        if (numbers > 1) {
            out.append(colon ? ":" : "");
            padded(out, abs / 60 % 60, 2);
        }
        if (numbers > 2) {
            out.append(colon ? ":" : "");
            padded(out, abs % 60, 2);
        }
    }

    /** The point and as many digits as the layout has; nines leave zeros at the end out. */
    private static void fraction(StringBuilder out, ZonedDateTime time, LayoutElement element) {
        int digits = Math.min(element.length() - 1, 9);
        String nanos = String.format("%09d", time.getNano());
        int end = digits;
        if (element.kind() == LayoutElement.Kind.FRACTION_NINES) {
            while (end > 0 && nanos.charAt(end - 1) == '0') {
                end--;
            }
            if (end == 0) {
                return;
            }
        }
        out.append(element.text().charAt(0)).append(nanos, 0, end);
    }
}
