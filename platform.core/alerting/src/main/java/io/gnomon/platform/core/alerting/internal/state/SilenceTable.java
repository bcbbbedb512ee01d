package io.gnomon.platform.core.alerting.internal.state;

import io.gnomon.platform.core.alerting.Silence;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/** {@code alerting_silence}, by id. */
final class SilenceTable extends Table<String, Silence> {
    SilenceTable() {
        super(
                "alerting_silence",
                "id = ?",
                "id",
                "matchers",
                "starts_at_millis",
                "ends_at_millis",
                "updated_at_millis",
                "created_by",
                "comment",
                "annotations");
    }

    @Override
    void setKey(PreparedStatement statement, String id) throws SQLException {
        statement.setString(1, id);
    }

    @Override
    void setValue(PreparedStatement statement, Silence silence) throws SQLException {
        statement.setString(1, silence.id());
        statement.setBytes(2, Packed.matchers(silence.matchers()));
        statement.setLong(3, silence.startsAt().toEpochMilli());
        statement.setLong(4, silence.endsAt().toEpochMilli());
        statement.setLong(5, silence.updatedAt().toEpochMilli());
        statement.setString(6, silence.createdBy());
        statement.setString(7, silence.comment());
        statement.setBytes(8, Packed.map(silence.annotations()));
    }

    @Override
    Silence value(ResultSet row) throws SQLException {
        return new Silence(
                row.getString(1),
                Packed.matchers(row.getBytes(2)),
                time(row, 3),
                time(row, 4),
                time(row, 5),
                row.getString(6),
                row.getString(7),
                Packed.map(row.getBytes(8)));
    }
}
