package io.gnomon.platform.core.alerting.internal.state;

import io.gnomon.platform.core.alerting.internal.escalate.Climb;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/** {@code alerting_escalation}. */
final class EscalationTable extends Table<Climb.Key, Climb> {
    EscalationTable() {
        super(
                "alerting_escalation",
                "fingerprint = ? and receiver = ? and group_key = ?",
                "fingerprint",
                "receiver",
                "group_key",
                "since_millis",
                "level");
    }

    @Override
    void setKey(PreparedStatement statement, Climb.Key key) throws SQLException {
        statement.setLong(1, key.fingerprint());
        statement.setString(2, key.receiver());
        statement.setString(3, key.groupKey());
    }

    @Override
    void setValue(PreparedStatement statement, Climb climb) throws SQLException {
        setKey(statement, climb.key());
        statement.setLong(4, climb.since().toEpochMilli());
        statement.setInt(5, climb.level());
    }

    @Override
    Climb value(ResultSet row) throws SQLException {
        return new Climb(
                new Climb.Key(row.getString(2), row.getString(3), row.getLong(1)),
                time(row, 4),
                row.getInt(5));
    }
}
