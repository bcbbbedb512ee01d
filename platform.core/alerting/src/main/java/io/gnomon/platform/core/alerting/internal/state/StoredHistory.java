package io.gnomon.platform.core.alerting.internal.state;

import io.gnomon.platform.core.alerting.AlertEvent;
import io.gnomon.platform.core.alerting.AlertHistory;
import io.gnomon.platform.core.database.DatabaseException;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

import javax.sql.DataSource;

/** Reads the history of alerts in the database. Any thread. */
public final class StoredHistory implements AlertHistory {
    /** Rows of one query: the database makes its whole result in memory. */
    private static final int PIECE = 1000;

    /** Most rows that a call reads. */
    private static final int READ_MAX = 100_000;

    private static final String QUERY =
            AlertingTables.HISTORY.selection()
                    + " where id >= ? and id < ? order by id desc limit "
                    + PIECE;

    private final DataSource database;

    public StoredHistory(DataSource database) {
        this.database = database;
    }

    @Override
    public Page events(Question question) {
        try (Connection connection = database.getConnection();
                PreparedStatement query = connection.prepareStatement(QUERY)) {
            List<AlertEvent> found = new ArrayList<>();
            long before = question.beforeId();
            for (int read = 0; read < READ_MAX; read += PIECE) {
                query.setLong(1, question.fromId());
                query.setLong(2, before);
                int rowsRead = 0;
                try (ResultSet rows = query.executeQuery()) {
                    while (rows.next()) {
                        rowsRead++;
                        AlertEvent event = AlertingTables.HISTORY.value(rows);
                        before = event.id();
                        if (question.wanted().test(event)) {
                            found.add(event);
                            if (found.size() == question.limit()) {
                                return new Page(found, before);
                            }
                        }
                    }
                }
                if (rowsRead < PIECE) {
                    return new Page(found, 0);
                }
            }
            return new Page(found, before);
        } catch (SQLException e) {
            throw new DatabaseException("cannot read the history of alerts: " + e.getMessage(), e);
        }
    }

    /** The greatest id, 0 when there is nothing. */
    static long lastId(Connection connection) throws SQLException {
        try (PreparedStatement query =
                        connection.prepareStatement("select max(id) from alerting_history");
                ResultSet rows = query.executeQuery()) {
            return rows.next() ? rows.getLong(1) : 0;
        }
    }

    /** Id of the oldest of the newest so many events, 0 when there are not more. */
    public long oldestOf(long count) {
        try (Connection connection = database.getConnection()) {
            long excess = rows(connection) - count;
            return excess <= 0 ? 0 : idAt(connection, excess);
        } catch (SQLException e) {
            throw new DatabaseException("cannot read the history of alerts: " + e.getMessage(), e);
        }
    }

    private static long rows(Connection connection) throws SQLException {
        try (PreparedStatement query =
                        connection.prepareStatement("select count(*) from alerting_history");
                ResultSet rows = query.executeQuery()) {
            return rows.next() ? rows.getLong(1) : 0;
        }
    }

    private static long idAt(Connection connection, long place) throws SQLException {
        try (PreparedStatement query =
                connection.prepareStatement(
                        "select id from alerting_history order by id limit 1 offset ?")) {
            query.setLong(1, place);
            try (ResultSet rows = query.executeQuery()) {
                return rows.next() ? rows.getLong(1) : 0;
            }
        }
    }
}
