package io.gnomon.model.frame;

import io.gnomon.model.labels.Labels;

import org.jspecify.annotations.Nullable;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * A column of a frame.
 *
 * @param labels labels of the series that the column is, else empty
 * @param config hints of the data source in the names of Grafana's fieldConfig (unit, decimals,
 *     displayName, custom ...): strings, numbers, booleans, lists and maps of them
 */
public record Field(String name, Column column, Labels labels, Map<String, Object> config) {
    private static final String DISPLAY_NAME = "displayName";

    /** A field without labels and hints. */
    public Field(String name, Column column) {
        this(name, column, Labels.EMPTY, Map.of());
    }

    /** The name that is shown: the display name where there is one. */
    public String shownName() {
        return config.get(DISPLAY_NAME) instanceof String shown && !shown.isEmpty() ? shown : name;
    }

    /** The same field under another shown name. */
    public Field shownAs(String shown) {
        return withHint(DISPLAY_NAME, shown);
    }

    /** The same field with one more hint, or another value of it. */
    public Field withHint(String key, Object value) {
        Map<String, Object> hints = new HashMap<>(config);
        hints.put(key, value);
        return new Field(name, column, labels, hints);
    }

    /** The same field with other values. */
    public Field withColumn(Column values) {
        return new Field(name, values, labels, config);
    }

    /** Values of a column. The arrays are given away by who makes them and never changed. */
    public sealed interface Column {
        int size();

        FieldType type();

        /**
         * The value of a row: a Long of a time, a Double, a String (also of JSON) or a Boolean;
         * null when the row has none.
         */
        @Nullable Object value(int row);

        /** Milliseconds since 1970 UTC; {@code missing} as that of numbers. */
        record Time(long[] values, boolean @Nullable [] missing) implements Column {
            /** A column in which every row has a time. */
            public Time(long[] values) {
                this(values, null);
            }

            @Override
            public int size() {
                return values.length;
            }

            @Override
            public FieldType type() {
                return FieldType.TIME;
            }

            @Override
            public @Nullable Object value(int row) {
                return missing != null && missing[row] ? null : (Object) values[row];
            }
        }

        /**
         * NaN is a value; {@code missing[i]} says that row i has none, null array: all have one.
         */
        record Numbers(double[] values, boolean @Nullable [] missing) implements Column {
            /** A column in which every row has a number. */
            public Numbers(double[] values) {
                this(values, null);
            }

            @Override
            public int size() {
                return values.length;
            }

            @Override
            public FieldType type() {
                return FieldType.NUMBER;
            }

            @Override
            public @Nullable Object value(int row) {
                return missing != null && missing[row] ? null : (Object) values[row];
            }
        }

        record Texts(@Nullable String[] values) implements Column {
            @Override
            public int size() {
                return values.length;
            }

            @Override
            public FieldType type() {
                return FieldType.TEXT;
            }

            @Override
            public @Nullable Object value(int row) {
                return values[row];
            }
        }

        record Booleans(@Nullable Boolean[] values) implements Column {
            @Override
            public int size() {
                return values.length;
            }

            @Override
            public FieldType type() {
                return FieldType.BOOLEAN;
            }

            @Override
            public @Nullable Object value(int row) {
                return values[row];
            }
        }

        /** JSON texts. */
        record Json(@Nullable String[] values) implements Column {
            @Override
            public int size() {
                return values.length;
            }

            @Override
            public FieldType type() {
                return FieldType.JSON;
            }

            @Override
            public @Nullable Object value(int row) {
                return values[row];
            }
        }

        /** Rows of this column in another order, some of them only; -1 is a row without value. */
        default Column rows(int... rows) {
            return Columns.of(
                    type(),
                    Arrays.stream(rows).mapToObj(row -> row < 0 ? null : value(row)).toList());
        }
    }
}
