package io.gnomon.exporters.mysql.internal;

import org.jspecify.annotations.Nullable;

import java.util.List;

/** The answer to a query, as texts. */
record Rows(List<String> columns, List<Row> rows) {
    /** One row; columns from 0. */
    record Row(List<String> columns, @Nullable String[] values) {
        /** A text, empty for NULL and for a column that is not there. */
        String text(int column) {
            String value = column < 0 || column >= values.length ? null : values[column];
            return value == null ? "" : value;
        }

        /** By the column's name in any case, empty for NULL and for a column that is not there. */
        String text(String column) {
            return text(index(column));
        }

        /** A number, NaN for NULL and for what is none. */
        double number(int column) {
            return StatusText.number(text(column));
        }

        private int index(String column) {
            for (int i = 0; i < columns.size(); i++) {
                if (columns.get(i).equalsIgnoreCase(column)) {
                    return i;
                }
            }
            return -1;
        }
    }
}
