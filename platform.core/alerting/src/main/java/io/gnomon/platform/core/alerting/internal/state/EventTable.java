package io.gnomon.platform.core.alerting.internal.state;

import io.gnomon.platform.core.alerting.AlertEvent;
import io.gnomon.platform.core.alerting.AlertEvent.Kind;
import io.gnomon.platform.core.alerting.AlertEvent.Result;
import io.gnomon.platform.core.alerting.AlertEvent.Told;

import org.jspecify.annotations.Nullable;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Duration;

/** {@code alerting_history}, by spans of ids. */
final class EventTable extends Table<EventTable.Ids, AlertEvent> {
    /** From the first to the last id. */
    record Ids(long first, long last) {}

    EventTable() {
        super(
                "alerting_history",
                "id between ? and ?",
                "id",
                "kind",
                "fingerprints",
                "labels",
                "receiver",
                "group_key",
                "detail",
                "channel",
                "channel_index",
                "firing",
                "resolved",
                "result",
                "problem",
                "attempts",
                "took_millis");
    }

    @Override
    void setKey(PreparedStatement statement, Ids ids) throws SQLException {
        statement.setLong(1, ids.first());
        statement.setLong(2, ids.last());
    }

    @Override
    void setValue(PreparedStatement statement, AlertEvent event) throws SQLException {
        statement.setLong(1, event.id());
        statement.setString(2, event.kind().name());
        statement.setBytes(3, Packed.numbers(event.fingerprints()));
        statement.setBytes(4, Packed.labels(event.labels()));
        statement.setString(5, event.receiver());
        statement.setString(6, event.groupKey());
        statement.setString(7, event.detail());
        Told told = event.told();
        if (told == null) {
            for (int column = 8; column <= 15; column++) {
                statement.setNull(column, Types.NULL);
            }
        } else {
            statement.setString(8, told.channel());
            statement.setInt(9, told.index());
            statement.setInt(10, told.firing());
            statement.setInt(11, told.resolved());
            statement.setString(12, told.result().name());
            statement.setString(13, told.problem());
            statement.setInt(14, told.attempts());
            statement.setLong(15, told.took().toMillis());
        }
    }

    @Override
    AlertEvent value(ResultSet row) throws SQLException {
        return new AlertEvent(
                row.getLong(1),
                Kind.valueOf(row.getString(2)),
                Packed.numbers(row.getBytes(3)).stream().sorted().toList(),
                Packed.labels(row.getBytes(4)),
                row.getString(5),
                row.getString(6),
                row.getString(7),
                told(row));
    }

    private static @Nullable Told told(ResultSet row) throws SQLException {
        String channel = row.getString(8);
        if (channel == null) {
            return null;
        }
        return new Told(
                channel,
                row.getInt(9),
                row.getInt(10),
                row.getInt(11),
                Result.valueOf(row.getString(12)),
                row.getString(13),
                row.getInt(14),
                Duration.ofMillis(row.getLong(15)));
    }
}
