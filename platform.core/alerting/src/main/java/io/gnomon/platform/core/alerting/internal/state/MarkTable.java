package io.gnomon.platform.core.alerting.internal.state;

import io.gnomon.platform.core.alerting.internal.history.Mark;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/** {@code alerting_mark}, by subject. */
final class MarkTable extends Table<String, Mark> {
    MarkTable() {
        super("alerting_mark", "subject = ?", "subject", "why", "since_millis");
    }

    @Override
    void setKey(PreparedStatement statement, String subject) throws SQLException {
        statement.setString(1, subject);
    }

    @Override
    void setValue(PreparedStatement statement, Mark mark) throws SQLException {
        statement.setString(1, mark.subject());
        statement.setString(2, mark.why());
        statement.setLong(3, mark.since().toEpochMilli());
    }

    @Override
    Mark value(ResultSet row) throws SQLException {
        return new Mark(row.getString(1), row.getString(2), time(row, 3));
    }
}
