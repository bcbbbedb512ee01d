package io.gnomon.platform.core.drawing;

import java.util.List;

/**
 * What a picture of a table shows.
 *
 * @param rows each with a text for each column
 */
public record Sheet(String title, List<Column> columns, List<List<String>> rows) {
    public Sheet {
        columns = List.copyOf(columns);
        rows = List.copyOf(rows);
    }

    /**
     * A column.
     *
     * @param right its texts end at the right, as numbers do
     */
    public record Column(String heading, boolean right) {}
}
