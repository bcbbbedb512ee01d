package io.gnomon.platform.core.alerting.internal.state;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * How one table is written and read.
 *
 * @param <K> what names a row
 * @param <V> what a row holds; columns have the same place where they are set and where they are
 *     read, from 1
 */
abstract class Table<K, V> {
    private final String name;
    private final String byKey;
    private final List<String> columns;

    /**
     * @param byKey condition with the parameters that {@link #setKey} sets
     */
    Table(String name, String byKey, String... columns) {
        this.name = name;
        this.byKey = byKey;
        this.columns = List.of(columns);
    }

    abstract void setKey(PreparedStatement statement, K key) throws SQLException;

    abstract void setValue(PreparedStatement statement, V value) throws SQLException;

    /** The row at which the cursor stands. */
    abstract V value(ResultSet row) throws SQLException;

    final String deletion() {
        return "delete from " + name + " where " + byKey;
    }

    final String insertion() {
        return "insert into %s (%s) values (%s)"
                .formatted(
                        name,
                        String.join(", ", columns),
                        String.join(", ", Collections.nCopies(columns.size(), "?")));
    }

    final String selection() {
        return "select " + String.join(", ", columns) + " from " + name;
    }

    /** All rows. */
    final List<V> read(Connection connection) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(selection());
                ResultSet rows = query.executeQuery()) {
            List<V> all = new ArrayList<>();
            while (rows.next()) {
                all.add(value(rows));
            }
            return all;
        }
    }

    static Instant time(ResultSet row, int column) throws SQLException {
        return Instant.ofEpochMilli(row.getLong(column));
    }
}
