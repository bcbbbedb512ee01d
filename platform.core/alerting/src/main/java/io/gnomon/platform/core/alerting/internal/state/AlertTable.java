package io.gnomon.platform.core.alerting.internal.state;

import io.gnomon.model.alert.Alert;
import io.gnomon.platform.core.alerting.internal.alerts.StoredAlert;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/** {@code alerting_alert}, by fingerprint. */
final class AlertTable extends Table<Long, StoredAlert> {
    AlertTable() {
        super(
                "alerting_alert",
                "fingerprint = ?",
                "fingerprint",
                "labels",
                "annotations",
                "starts_at_millis",
                "ends_at_millis",
                "updated_at_millis",
                "timeout",
                "generator_url");
    }

    @Override
    void setKey(PreparedStatement statement, Long fingerprint) throws SQLException {
        statement.setLong(1, fingerprint);
    }

    @Override
    void setValue(PreparedStatement statement, StoredAlert stored) throws SQLException {
        Alert alert = stored.alert();
        statement.setLong(1, stored.fingerprint());
        statement.setBytes(2, Packed.labels(alert.labels()));
        statement.setBytes(3, Packed.labels(alert.annotations()));
        statement.setLong(4, alert.startsAt().toEpochMilli());
        statement.setLong(5, alert.endsAt().toEpochMilli());
        statement.setLong(6, stored.updatedAt().toEpochMilli());
        statement.setBoolean(7, stored.timeout());
        statement.setString(8, alert.generatorUrl());
    }

    @Override
    StoredAlert value(ResultSet row) throws SQLException {
        Alert alert =
                new Alert(
                        Packed.labels(row.getBytes(2)),
                        Packed.labels(row.getBytes(3)),
                        time(row, 4),
                        time(row, 5),
                        row.getString(8));
        return new StoredAlert(alert, time(row, 6), row.getBoolean(7));
    }
}
