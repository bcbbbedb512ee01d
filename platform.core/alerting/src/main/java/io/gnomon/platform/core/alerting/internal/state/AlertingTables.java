package io.gnomon.platform.core.alerting.internal.state;

import io.gnomon.model.alert.Alert;
import io.gnomon.platform.core.alerting.Acknowledgement;
import io.gnomon.platform.core.alerting.AlertEvent;
import io.gnomon.platform.core.alerting.RecurringSilence;
import io.gnomon.platform.core.alerting.Silence;
import io.gnomon.platform.core.alerting.internal.alerts.StoredAlert;
import io.gnomon.platform.core.alerting.internal.escalate.Climb;
import io.gnomon.platform.core.alerting.internal.history.Mark;
import io.gnomon.platform.core.alerting.internal.notify.LogEntry;
import io.gnomon.platform.core.database.DatabaseException;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

import javax.sql.DataSource;

/** The tables whose names begin with {@code alerting_}. */
public final class AlertingTables {
    private final DataSource database;

    public AlertingTables(DataSource database) {
        this.database = database;
    }

    /** A row that is to be as it says from now on. */
    sealed interface Row {
        record OfAlert(long fingerprint) implements Row {}

        record OfSilence(String id) implements Row {}

        record OfRecurringSilence(String id) implements Row {}

        record OfNotification(LogEntry.Key key) implements Row {}

        record OfEvent(long id) implements Row {}

        /** All events with lesser ids. */
        record OfEventsBefore(long id) implements Row {}

        record OfMark(String subject) implements Row {}

        record OfAcknowledgement(String id) implements Row {}

        record OfClimb(Climb.Key key) implements Row {}
    }

    /** Everything in the tables but the history. */
    public Stored read() {
        try (Connection connection = database.getConnection()) {
            return new Stored(
                    alerts(connection),
                    silences(connection),
                    recurring(connection),
                    log(connection),
                    marks(connection),
                    AcknowledgementTable.read(connection),
                    EscalationTable.read(connection),
                    EventTable.lastId(connection));
        } catch (SQLException e) {
            throw new DatabaseException("cannot read the state of alerting: " + e.getMessage(), e);
        }
    }

    private static List<StoredAlert> alerts(Connection connection) throws SQLException {
        try (PreparedStatement query =
                        connection.prepareStatement(
                                "select labels, annotations, starts_at_millis, ends_at_millis,"
                                        + " generator_url, updated_at_millis, timeout from"
                                        + " alerting_alert");
                ResultSet rows = query.executeQuery()) {
            List<StoredAlert> alerts = new ArrayList<>();
            while (rows.next()) {
                Alert alert =
                        new Alert(
                                Packed.labels(rows.getBytes(1)),
                                Packed.labels(rows.getBytes(2)),
                                time(rows, 3),
                                time(rows, 4),
                                rows.getString(5));
                alerts.add(new StoredAlert(alert, time(rows, 6), rows.getBoolean(7)));
            }
            return alerts;
        }
    }

    private static List<Silence> silences(Connection connection) throws SQLException {
        try (PreparedStatement query =
                        connection.prepareStatement(
                                "select id, matchers, starts_at_millis, ends_at_millis,"
                                        + " updated_at_millis, created_by, comment, annotations"
                                        + " from alerting_silence order by updated_at_millis, id");
                ResultSet rows = query.executeQuery()) {
            List<Silence> silences = new ArrayList<>();
            while (rows.next()) {
                silences.add(
                        new Silence(
                                rows.getString(1),
                                Packed.matchers(rows.getBytes(2)),
                                time(rows, 3),
                                time(rows, 4),
                                time(rows, 5),
                                rows.getString(6),
                                rows.getString(7),
                                Packed.map(rows.getBytes(8))));
            }
            return silences;
        }
    }

    private static List<RecurringSilence> recurring(Connection connection) throws SQLException {
        try (PreparedStatement query =
                        connection.prepareStatement(
                                "select id, matchers, time_intervals, created_by, comment,"
                                        + " updated_at_millis, silence_id, silent_until_millis from"
                                        + " alerting_recurring_silence order by id");
                ResultSet rows = query.executeQuery()) {
            List<RecurringSilence> silences = new ArrayList<>();
            while (rows.next()) {
                silences.add(
                        new RecurringSilence(
                                rows.getString(1),
                                Packed.matchers(rows.getBytes(2)),
                                rows.getString(3),
                                rows.getString(4),
                                rows.getString(5),
                                time(rows, 6),
                                rows.getString(7),
                                time(rows, 8)));
            }
            return silences;
        }
    }

    private static List<LogEntry> log(Connection connection) throws SQLException {
        try (PreparedStatement query =
                        connection.prepareStatement(
                                "select group_key, receiver, channel, channel_index,"
                                        + " sent_at_millis, expires_at_millis, firing, resolved,"
                                        + " memory, repeats from alerting_notification");
                ResultSet rows = query.executeQuery()) {
            List<LogEntry> log = new ArrayList<>();
            while (rows.next()) {
                log.add(
                        new LogEntry(
                                new LogEntry.Key(
                                        rows.getString(1),
                                        rows.getString(2),
                                        rows.getString(3),
                                        rows.getInt(4)),
                                time(rows, 5),
                                time(rows, 6),
                                Packed.numbers(rows.getBytes(7)),
                                Packed.numbers(rows.getBytes(8)),
                                Packed.map(rows.getBytes(9)),
                                rows.getInt(10)));
            }
            return log;
        }
    }

    private static List<Mark> marks(Connection connection) throws SQLException {
        try (PreparedStatement query =
                        connection.prepareStatement(
                                "select subject, why, since_millis from alerting_mark");
                ResultSet rows = query.executeQuery()) {
            List<Mark> marks = new ArrayList<>();
            while (rows.next()) {
                marks.add(new Mark(rows.getString(1), rows.getString(2), time(rows, 3)));
            }
            return marks;
        }
    }

    private static Instant time(ResultSet rows, int column) throws SQLException {
        return Instant.ofEpochMilli(rows.getLong(column));
    }

    /**
     * Replaces rows in one transaction.
     *
     * @param touched rows that go
     * @param values what comes instead
     */
    void replace(Collection<Row> touched, Collection<Record> values) throws SQLException {
        try (Connection connection = database.getConnection()) {
            connection.setAutoCommit(false);
            try {
                delete(connection, touched);
                insert(connection, values);
                connection.commit();
            } catch (SQLException e) {
                connection.rollback();
                throw e;
            }
        }
    }

    private static void delete(Connection connection, Collection<Row> rows) throws SQLException {
        try (PreparedStatement alerts =
                        connection.prepareStatement(
                                "delete from alerting_alert where fingerprint = ?");
                PreparedStatement silences =
                        connection.prepareStatement("delete from alerting_silence where id = ?");
                PreparedStatement recurring =
                        connection.prepareStatement(
                                "delete from alerting_recurring_silence where id = ?");
                PreparedStatement log =
                        connection.prepareStatement(
                                "delete from alerting_notification where receiver = ? and channel"
                                        + " = ? and channel_index = ? and group_key = ?");
                PreparedStatement event =
                        connection.prepareStatement("delete from alerting_history where id = ?");
                PreparedStatement eventsBefore =
                        connection.prepareStatement("delete from alerting_history where id < ?");
                PreparedStatement marks =
                        connection.prepareStatement("delete from alerting_mark where subject = ?");
                PreparedStatement acknowledgements =
                        connection.prepareStatement(AcknowledgementTable.DELETE);
                PreparedStatement escalations =
                        connection.prepareStatement(EscalationTable.DELETE)) {
            for (Row row : rows) {
                switch (row) {
                    case Row.OfAlert(long fingerprint) -> {
                        alerts.setLong(1, fingerprint);
                        alerts.addBatch();
                    }
                    case Row.OfSilence(String id) -> {
                        silences.setString(1, id);
                        silences.addBatch();
                    }
                    case Row.OfRecurringSilence(String id) -> {
                        recurring.setString(1, id);
                        recurring.addBatch();
                    }
                    case Row.OfNotification(LogEntry.Key key) -> {
                        log.setString(1, key.receiver());
                        log.setString(2, key.channel());
                        log.setInt(3, key.index());
                        log.setString(4, key.groupKey());
                        log.addBatch();
                    }
                    case Row.OfEvent(long id) -> {
                        event.setLong(1, id);
                        event.addBatch();
                    }
                    case Row.OfEventsBefore(long id) -> {
                        eventsBefore.setLong(1, id);
                        eventsBefore.addBatch();
                    }
                    case Row.OfMark(String subject) -> {
                        marks.setString(1, subject);
                        marks.addBatch();
                    }
                    case Row.OfAcknowledgement(String id) -> {
                        acknowledgements.setString(1, id);
                        acknowledgements.addBatch();
                    }
                    case Row.OfClimb(Climb.Key key) -> EscalationTable.delete(escalations, key);
                }
            }
            alerts.executeBatch();
            silences.executeBatch();
            recurring.executeBatch();
            log.executeBatch();
            event.executeBatch();
            eventsBefore.executeBatch();
            marks.executeBatch();
            acknowledgements.executeBatch();
            escalations.executeBatch();
        }
    }

    private static void insert(Connection connection, Collection<Record> values)
            throws SQLException {
        try (PreparedStatement alerts =
                        connection.prepareStatement(
                                "insert into alerting_alert (fingerprint, labels, annotations,"
                                        + " starts_at_millis, ends_at_millis, updated_at_millis,"
                                        + " timeout, generator_url) values (?, ?, ?, ?, ?, ?, ?,"
                                        + " ?)");
                PreparedStatement silences =
                        connection.prepareStatement(
                                "insert into alerting_silence (id, matchers, starts_at_millis,"
                                        + " ends_at_millis, updated_at_millis, created_by,"
                                        + " comment, annotations) values (?, ?, ?, ?, ?, ?, ?,"
                                        + " ?)");
                PreparedStatement recurring =
                        connection.prepareStatement(
                                "insert into alerting_recurring_silence (id, matchers,"
                                        + " time_intervals, created_by, comment,"
                                        + " updated_at_millis, silence_id, silent_until_millis)"
                                        + " values (?, ?, ?, ?, ?, ?, ?, ?)");
                PreparedStatement log =
                        connection.prepareStatement(
                                "insert into alerting_notification (group_key, receiver, channel,"
                                        + " channel_index, sent_at_millis, expires_at_millis,"
                                        + " firing, resolved, memory, repeats) values (?, ?, ?,"
                                        + " ?, ?, ?, ?, ?, ?, ?)");
                PreparedStatement events = connection.prepareStatement(EventTable.INSERT);
                PreparedStatement marks =
                        connection.prepareStatement(
                                "insert into alerting_mark (subject, why, since_millis) values"
                                        + " (?, ?, ?)");
                PreparedStatement acknowledgements =
                        connection.prepareStatement(AcknowledgementTable.INSERT);
                PreparedStatement escalations =
                        connection.prepareStatement(EscalationTable.INSERT)) {
            for (Record value : values) {
                switch (value) {
                    case StoredAlert alert -> insert(alerts, alert);
                    case Silence silence -> insert(silences, silence);
                    case RecurringSilence silence -> insert(recurring, silence);
                    case LogEntry entry -> insert(log, entry);
                    case AlertEvent event -> EventTable.insert(events, event);
                    case Mark mark -> insert(marks, mark);
                    case Acknowledgement given ->
                            AcknowledgementTable.insert(acknowledgements, given);
                    case Climb climb -> EscalationTable.insert(escalations, climb);
                    default -> throw new IllegalArgumentException(value.toString());
                }
            }
            alerts.executeBatch();
            silences.executeBatch();
            recurring.executeBatch();
            log.executeBatch();
            events.executeBatch();
            marks.executeBatch();
            acknowledgements.executeBatch();
            escalations.executeBatch();
        }
    }

    private static void insert(PreparedStatement insert, StoredAlert stored) throws SQLException {
        Alert alert = stored.alert();
        insert.setLong(1, stored.fingerprint());
        insert.setBytes(2, Packed.labels(alert.labels()));
        insert.setBytes(3, Packed.labels(alert.annotations()));
        insert.setLong(4, alert.startsAt().toEpochMilli());
        insert.setLong(5, alert.endsAt().toEpochMilli());
        insert.setLong(6, stored.updatedAt().toEpochMilli());
        insert.setBoolean(7, stored.timeout());
        insert.setString(8, alert.generatorUrl());
        insert.addBatch();
    }

    private static void insert(PreparedStatement insert, Silence silence) throws SQLException {
        insert.setString(1, silence.id());
        insert.setBytes(2, Packed.matchers(silence.matchers()));
        insert.setLong(3, silence.startsAt().toEpochMilli());
        insert.setLong(4, silence.endsAt().toEpochMilli());
        insert.setLong(5, silence.updatedAt().toEpochMilli());
        insert.setString(6, silence.createdBy());
        insert.setString(7, silence.comment());
        insert.setBytes(8, Packed.map(silence.annotations()));
        insert.addBatch();
    }

    private static void insert(PreparedStatement insert, RecurringSilence silence)
            throws SQLException {
        insert.setString(1, silence.id());
        insert.setBytes(2, Packed.matchers(silence.matchers()));
        insert.setString(3, silence.timeIntervals());
        insert.setString(4, silence.createdBy());
        insert.setString(5, silence.comment());
        insert.setLong(6, silence.updatedAt().toEpochMilli());
        insert.setString(7, silence.silenceId());
        insert.setLong(8, silence.silentUntil().toEpochMilli());
        insert.addBatch();
    }

    private static void insert(PreparedStatement insert, LogEntry entry) throws SQLException {
        insert.setString(1, entry.key().groupKey());
        insert.setString(2, entry.key().receiver());
        insert.setString(3, entry.key().channel());
        insert.setInt(4, entry.key().index());
        insert.setLong(5, entry.sentAt().toEpochMilli());
        insert.setLong(6, entry.expiresAt().toEpochMilli());
        insert.setBytes(7, Packed.numbers(entry.firing()));
        insert.setBytes(8, Packed.numbers(entry.resolved()));
        insert.setBytes(9, Packed.map(entry.memory()));
        insert.setInt(10, entry.repeats());
        insert.addBatch();
    }

    private static void insert(PreparedStatement insert, Mark mark) throws SQLException {
        insert.setString(1, mark.subject());
        insert.setString(2, mark.why());
        insert.setLong(3, mark.since().toEpochMilli());
        insert.addBatch();
    }
}
