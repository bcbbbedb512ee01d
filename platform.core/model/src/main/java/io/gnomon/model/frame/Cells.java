package io.gnomon.model.frame;

import org.jspecify.annotations.Nullable;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Comparator;

/** Values of columns, as {@link Field.Column#value} gives them, beside those of other columns. */
public final class Cells {
    /** Numbers, times and booleans by size, then texts; rows without a value come last. */
    public static final Comparator<@Nullable Object> ORDER = Cells::compare;

    private Cells() {}

    /** As a text: whole numbers without a point, times in ISO 8601 UTC; empty for none. */
    public static String text(@Nullable Object value) {
        return switch (value) {
            case null -> "";
            case Double number -> text(number.doubleValue());
            case Long millis -> Instant.ofEpochMilli(millis).toString();
            default -> value.toString();
        };
    }

    private static String text(double number) {
        if (Double.isNaN(number) || Double.isInfinite(number)) {
            return Double.toString(number);
        }
        return number == 0 ? "0" : BigDecimal.valueOf(number).stripTrailingZeros().toPlainString();
    }

    /** As a number; NaN when it is none. Times are their milliseconds, true is 1. */
    public static double number(@Nullable Object value) {
        return switch (value) {
            case null -> Double.NaN;
            case Number number -> number.doubleValue();
            case Boolean truth -> truth ? 1 : 0;
            case String text -> number(text);
            default -> Double.NaN;
        };
    }

    private static double number(String text) {
        try {
            return Double.parseDouble(text.strip());
        } catch (NumberFormatException e) {
            return Double.NaN;
        }
    }

    private static int compare(@Nullable Object a, @Nullable Object b) {
        if (a == null || b == null) {
            return Boolean.compare(a == null, b == null);
        }
        boolean texts = a instanceof String || b instanceof String;
        return texts ? text(a).compareTo(text(b)) : Double.compare(number(a), number(b));
    }
}
