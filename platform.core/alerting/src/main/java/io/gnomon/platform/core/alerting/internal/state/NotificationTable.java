package io.gnomon.platform.core.alerting.internal.state;

import io.gnomon.platform.core.alerting.internal.notify.LogEntry;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/** {@code alerting_notification}: the notification log. */
final class NotificationTable extends Table<LogEntry.Key, LogEntry> {
    NotificationTable() {
        super(
                "alerting_notification",
                "receiver = ? and channel = ? and channel_index = ? and group_key = ?",
                "receiver",
                "channel",
                "channel_index",
                "group_key",
                "sent_at_millis",
                "expires_at_millis",
                "firing",
                "resolved",
                "memory",
                "repeats");
    }

    @Override
    void setKey(PreparedStatement statement, LogEntry.Key key) throws SQLException {
        statement.setString(1, key.receiver());
        statement.setString(2, key.channel());
        statement.setInt(3, key.index());
        statement.setString(4, key.groupKey());
    }

    @Override
    void setValue(PreparedStatement statement, LogEntry entry) throws SQLException {
        setKey(statement, entry.key());
        statement.setLong(5, entry.sentAt().toEpochMilli());
        statement.setLong(6, entry.expiresAt().toEpochMilli());
        statement.setBytes(7, Packed.numbers(entry.firing()));
        statement.setBytes(8, Packed.numbers(entry.resolved()));
        statement.setBytes(9, Packed.map(entry.memory()));
        statement.setInt(10, entry.repeats());
    }

    @Override
    LogEntry value(ResultSet row) throws SQLException {
        return new LogEntry(
                new LogEntry.Key(
                        row.getString(4), row.getString(1), row.getString(2), row.getInt(3)),
                time(row, 5),
                time(row, 6),
                Packed.numbers(row.getBytes(7)),
                Packed.numbers(row.getBytes(8)),
                Packed.map(row.getBytes(9)),
                row.getInt(10));
    }
}
