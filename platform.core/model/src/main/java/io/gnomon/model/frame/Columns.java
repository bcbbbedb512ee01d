package io.gnomon.model.frame;

import io.gnomon.model.frame.Field.Column;

import org.jspecify.annotations.Nullable;

import java.util.List;

/** Makes columns of single values. */
public final class Columns {
    private Columns() {}

    /**
     * A column.
     *
     * @param values as {@link Column#value} gives them for this type; null: the row has none
     * @throws ClassCastException when a value is not of the type
     */
    public static Column of(FieldType type, List<? extends @Nullable Object> values) {
        return switch (type) {
            case TIME -> times(values);
            case NUMBER -> numbers(values);
            case TEXT -> new Column.Texts(values.toArray(String[]::new));
            case JSON -> new Column.Json(values.toArray(String[]::new));
            case BOOLEAN -> new Column.Booleans(values.toArray(Boolean[]::new));
        };
    }

    /** A column of texts. */
    public static Column texts(List<? extends @Nullable String> values) {
        return of(FieldType.TEXT, values);
    }

    private static Column times(List<? extends @Nullable Object> values) {
        long[] times = new long[values.size()];
        for (int row = 0; row < times.length; row++) {
            Object value = values.get(row);
            times[row] = value == null ? 0 : (Long) value;
        }
        return new Column.Time(times, missing(values));
    }

    private static Column numbers(List<? extends @Nullable Object> values) {
        double[] numbers = new double[values.size()];
        for (int row = 0; row < numbers.length; row++) {
            Object value = values.get(row);
            numbers[row] = value == null ? 0 : (Double) value;
        }
        return new Column.Numbers(numbers, missing(values));
    }

    private static boolean @Nullable [] missing(List<? extends @Nullable Object> values) {
        boolean[] missing = new boolean[values.size()];
        boolean any = false;
        for (int row = 0; row < missing.length; row++) {
            missing[row] = values.get(row) == null;
            any |= missing[row];
        }
        return any ? missing : null;
    }
}
