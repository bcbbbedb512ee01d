package io.gnomon.platform.core.alerting.internal.state;

import io.gnomon.platform.core.alerting.Acknowledgement;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;

/** {@code alerting_acknowledgement}, by id. */
final class AcknowledgementTable extends Table<String, Acknowledgement> {
    AcknowledgementTable() {
        super(
                "alerting_acknowledgement",
                "id = ?",
                "id",
                "matchers",
                "created_by",
                "comment",
                "at_millis",
                "until_millis",
                "alerts");
    }

    @Override
    void setKey(PreparedStatement statement, String id) throws SQLException {
        statement.setString(1, id);
    }

    @Override
    void setValue(PreparedStatement statement, Acknowledgement given) throws SQLException {
        statement.setString(1, given.id());
        statement.setBytes(2, Packed.matchers(given.matchers()));
        statement.setString(3, given.createdBy());
        statement.setString(4, given.comment());
        statement.setLong(5, given.at().toEpochMilli());
        Instant until = given.until();
        if (until == null) {
            statement.setNull(6, Types.BIGINT);
        } else {
            statement.setLong(6, until.toEpochMilli());
        }
        statement.setBytes(7, Packed.numbers(given.alerts()));
    }

    @Override
    Acknowledgement value(ResultSet row) throws SQLException {
        long until = row.getLong(6);
        Instant end = row.wasNull() ? null : Instant.ofEpochMilli(until);
        return new Acknowledgement(
                row.getString(1),
                Packed.matchers(row.getBytes(2)),
                row.getString(3),
                row.getString(4),
                time(row, 5),
                end,
                Packed.numbers(row.getBytes(7)));
    }
}
