package io.gnomon.transformations.standard.internal;

import io.gnomon.model.frame.Columns;
import io.gnomon.model.frame.Field;
import io.gnomon.model.frame.FieldType;
import io.gnomon.model.labels.Labels;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A table that is filled row by row; columns may come while it grows. For one thread. */
public final class TableRows {
    private final Map<String, Column> columns = new LinkedHashMap<>();
    private int rows;

    private static final class Column {
        final Field like;
        final FieldType type;
        final List<@Nullable Object> values = new ArrayList<>();

        Column(Field like, FieldType type) {
            this.like = like;
            this.type = type;
        }

        void set(int row, @Nullable Object value) {
            while (values.size() <= row) {
                values.add(null);
            }
            values.set(row, value);
        }
    }

    /**
     * A column, unless there is one of this key.
     *
     * @param like gives name, labels and hints
     */
    public void column(String key, Field like, FieldType type) {
        columns.computeIfAbsent(key, k -> new Column(like, type));
    }

    /** A column without labels and hints, unless there is one of this name. */
    public void column(String name, FieldType type) {
        column(name, new Field(name, Columns.of(type, List.of())), type);
    }

    /** Begins a row and tells its number. */
    public int add() {
        return rows++;
    }

    /** Sets a value; its column is there. */
    public void set(int row, String key, @Nullable Object value) {
        Column column = columns.get(key);
        if (column == null) {
            throw new IllegalArgumentException("the table has no column \"" + key + "\"");
        }
        column.set(row, value);
    }

    /** The value of a row; null when there is none. */
    public @Nullable Object get(int row, String key) {
        Column column = columns.get(key);
        return column == null || row >= column.values.size() ? null : column.values.get(row);
    }

    public int rows() {
        return rows;
    }

    /** The columns in the order in which they came. */
    public List<Field> fields() {
        List<Field> fields = new ArrayList<>();
        for (Column column : columns.values()) {
            if (rows > 0) {
                column.set(
                        rows - 1, column.values.size() < rows ? null : column.values.get(rows - 1));
            }
            Labels labels = column.like.labels();
            fields.add(
                    new Field(
                            column.like.name(),
                            Columns.of(column.type, column.values),
                            labels,
                            column.like.config()));
        }
        return fields;
    }
}
