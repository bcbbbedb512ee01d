package io.gnomon.platform.core.dashboards.internal.sources;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

import javax.sql.DataSource;

/** The table {@code dashboards_datasource}. */
final class SourceTable {
    private final DataSource database;

    SourceTable(DataSource database) {
        this.database = database;
    }

    /**
     * A saved data source.
     *
     * @param settings sealed JSON
     */
    record Row(String uid, String name, String type, byte[] settings) {}

    List<Row> all() throws SQLException {
        try (Connection connection = database.getConnection();
                PreparedStatement query =
                        connection.prepareStatement(
                                "select uid, name, type, settings from dashboards_datasource order"
                                        + " by lower(name)");
                ResultSet result = query.executeQuery()) {
            List<Row> rows = new ArrayList<>();
            while (result.next()) {
                rows.add(
                        new Row(
                                result.getString(1),
                                result.getString(2),
                                result.getString(3),
                                result.getBytes(4)));
            }
            return rows;
        }
    }

    void insert(Row row) throws SQLException {
        change(
                "insert into dashboards_datasource (name, type, settings, uid) values (?, ?, ?, ?)",
                row);
    }

    void update(Row row) throws SQLException {
        change(
                "update dashboards_datasource set name = ?, type = ?, settings = ? where uid = ?",
                row);
    }

    private void change(String sql, Row row) throws SQLException {
        try (Connection connection = database.getConnection();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setString(1, row.name());
            statement.setString(2, row.type());
            statement.setBytes(3, row.settings());
            statement.setString(4, row.uid());
            statement.executeUpdate();
        }
    }

    void delete(String uid) throws SQLException {
        try (Connection connection = database.getConnection();
                PreparedStatement statement =
                        connection.prepareStatement(
                                "delete from dashboards_datasource where uid = ?")) {
            statement.setString(1, uid);
            statement.executeUpdate();
        }
    }
}
