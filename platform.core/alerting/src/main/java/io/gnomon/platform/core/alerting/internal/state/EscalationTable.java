package io.gnomon.platform.core.alerting.internal.state;

import io.gnomon.platform.core.alerting.internal.escalate.Climb;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Rows of {@code alerting_escalation}. */
final class EscalationTable {
    static final String DELETE =
            "delete from alerting_escalation where fingerprint = ? and receiver = ? and"
                    + " group_key = ?";
    static final String INSERT =
            "insert into alerting_escalation (fingerprint, receiver, group_key, since_millis,"
                    + " level) values (?, ?, ?, ?, ?)";

    private EscalationTable() {}

    static void delete(PreparedStatement delete, Climb.Key key) throws SQLException {
        set(delete, key);
        delete.addBatch();
    }

    static void insert(PreparedStatement insert, Climb climb) throws SQLException {
        set(insert, climb.key());
        insert.setLong(4, climb.since().toEpochMilli());
        insert.setInt(5, climb.level());
        insert.addBatch();
    }

    private static void set(PreparedStatement statement, Climb.Key key) throws SQLException {
        statement.setLong(1, key.fingerprint());
        statement.setString(2, key.receiver());
        statement.setString(3, key.groupKey());
    }

    static List<Climb> read(Connection connection) throws SQLException {
        try (PreparedStatement query =
                        connection.prepareStatement(
                                "select fingerprint, receiver, group_key, since_millis, level from"
                                        + " alerting_escalation");
                ResultSet rows = query.executeQuery()) {
            List<Climb> all = new ArrayList<>();
            while (rows.next()) {
                all.add(
                        new Climb(
                                new Climb.Key(
                                        rows.getString(2), rows.getString(3), rows.getLong(1)),
                                Instant.ofEpochMilli(rows.getLong(4)),
                                rows.getInt(5)));
            }
            return all;
        }
    }
}
