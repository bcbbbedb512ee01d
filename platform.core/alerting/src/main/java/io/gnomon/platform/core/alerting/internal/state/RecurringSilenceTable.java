package io.gnomon.platform.core.alerting.internal.state;

import io.gnomon.platform.core.alerting.RecurringSilence;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/** {@code alerting_recurring_silence}, by id. */
final class RecurringSilenceTable extends Table<String, RecurringSilence> {
    RecurringSilenceTable() {
        super(
                "alerting_recurring_silence",
                "id = ?",
                "id",
                "matchers",
                "time_intervals",
                "created_by",
                "comment",
                "updated_at_millis",
                "silence_id",
                "silent_until_millis");
    }

    @Override
    void setKey(PreparedStatement statement, String id) throws SQLException {
        statement.setString(1, id);
    }

    @Override
    void setValue(PreparedStatement statement, RecurringSilence silence) throws SQLException {
        statement.setString(1, silence.id());
        statement.setBytes(2, Packed.matchers(silence.matchers()));
        statement.setString(3, silence.timeIntervals());
        statement.setString(4, silence.createdBy());
        statement.setString(5, silence.comment());
        statement.setLong(6, silence.updatedAt().toEpochMilli());
        statement.setString(7, silence.silenceId());
        statement.setLong(8, silence.silentUntil().toEpochMilli());
    }

    @Override
    RecurringSilence value(ResultSet row) throws SQLException {
        return new RecurringSilence(
                row.getString(1),
                Packed.matchers(row.getBytes(2)),
                row.getString(3),
                row.getString(4),
                row.getString(5),
                time(row, 6),
                row.getString(7),
                time(row, 8));
    }
}
