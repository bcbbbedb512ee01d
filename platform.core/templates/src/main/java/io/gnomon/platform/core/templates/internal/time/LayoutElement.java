package io.gnomon.platform.core.templates.internal.time;

import org.jspecify.annotations.Nullable;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A part of a layout that stands for a part of a time.
 *
 * @param text as it stands in the layout
 */
record LayoutElement(Kind kind, String text) {
    enum Kind {
        LONG_MONTH,
        MONTH,
        NUMBER_MONTH,
        ZERO_MONTH,
        LONG_WEEKDAY,
        WEEKDAY,
        DAY,
        SPACE_DAY,
        ZERO_DAY,
        SPACE_YEAR_DAY,
        ZERO_YEAR_DAY,
        HOUR_24,
        HOUR_12,
        ZERO_HOUR_12,
        MINUTE,
        ZERO_MINUTE,
        SECOND,
        ZERO_SECOND,
        LONG_YEAR,
        YEAR,
        UPPER_PM,
        LOWER_PM,
        ZONE_NAME,
        ZONE_OFFSET,
        FRACTION_ZEROS,
        FRACTION_NINES
    }

    /** Longer ones stand before those that they start with. */
    private static final Map<String, Kind> ELEMENTS = elements();

    private static Map<String, Kind> elements() {
        Map<String, Kind> all = new LinkedHashMap<>();
        all.put("January", Kind.LONG_MONTH);
        all.put("Jan", Kind.MONTH);
        all.put("Monday", Kind.LONG_WEEKDAY);
        all.put("Mon", Kind.WEEKDAY);
        all.put("MST", Kind.ZONE_NAME);
        all.put("002", Kind.ZERO_YEAR_DAY);
        all.put("01", Kind.ZERO_MONTH);
        all.put("02", Kind.ZERO_DAY);
        all.put("03", Kind.ZERO_HOUR_12);
        all.put("04", Kind.ZERO_MINUTE);
        all.put("05", Kind.ZERO_SECOND);
        all.put("06", Kind.YEAR);
        all.put("15", Kind.HOUR_24);
        all.put("1", Kind.NUMBER_MONTH);
        all.put("2006", Kind.LONG_YEAR);
        all.put("2", Kind.DAY);
        all.put("__2", Kind.SPACE_YEAR_DAY);
        all.put("_2", Kind.SPACE_DAY);
        all.put("3", Kind.HOUR_12);
        all.put("4", Kind.MINUTE);
        all.put("5", Kind.SECOND);
        all.put("PM", Kind.UPPER_PM);
        all.put("pm", Kind.LOWER_PM);
        for (String sign : new String[] {"-", "Z"}) {
            all.put(sign + "070000", Kind.ZONE_OFFSET);
            all.put(sign + "07:00:00", Kind.ZONE_OFFSET);
            all.put(sign + "0700", Kind.ZONE_OFFSET);
            all.put(sign + "07:00", Kind.ZONE_OFFSET);
            all.put(sign + "07", Kind.ZONE_OFFSET);
        }
        return all;
    }

    int length() {
        return text.length();
    }

    /** The element that starts at a place of a layout; null if a literal character stands there. */
    static @Nullable LayoutElement at(String layout, int at) {
        char first = layout.charAt(at);
        if (first == '.' || first == ',') {
            return fraction(layout, at);
        }
        for (Map.Entry<String, Kind> entry : ELEMENTS.entrySet()) {
            String text = entry.getKey();
            if (!layout.startsWith(text, at)) {
                continue;
            }
            int behind = at + text.length();
            boolean name = text.equals("Jan") || text.equals("Mon");
            if (name && behind < layout.length() && isLower(layout.charAt(behind))) {
                return null; // the start of another word
            }
            if (text.equals("_2") && layout.startsWith("_2006", at)) {
                return null; // an underscore and a year
            }
            return new LayoutElement(entry.getValue(), text);
        }
        return null;
    }

    private static boolean isLower(char c) {
        return c >= 'a' && c <= 'z';
    }

    /** Fractions of a second: a point or comma and zeros or nines, no other digit behind. */
    private static @Nullable LayoutElement fraction(String layout, int at) {
        char digit = at + 1 < layout.length() ? layout.charAt(at + 1) : ' ';
        if (digit != '0' && digit != '9') {
            return null;
        }
        int end = at + 1;
        while (end < layout.length() && layout.charAt(end) == digit) {
            end++;
        }
        if (end < layout.length() && Character.isDigit(layout.charAt(end))) {
            return null;
        }
        Kind kind = digit == '0' ? Kind.FRACTION_ZEROS : Kind.FRACTION_NINES;
        return new LayoutElement(kind, layout.substring(at, end));
    }
}
