package io.gnomon.platform.core.alerting.internal.state;

import io.gnomon.platform.core.alerting.AlertEvent;
import io.gnomon.platform.core.alerting.AlertEvent.Kind;
import io.gnomon.platform.core.alerting.AlertEvent.Result;
import io.gnomon.platform.core.alerting.AlertEvent.Told;
import io.gnomon.platform.core.alerting.AlertHistory;
import io.gnomon.platform.core.database.DatabaseException;

import org.jspecify.annotations.Nullable;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import javax.sql.DataSource;

/** The history of alerts: reads {@code alerting_history}. Any thread. */
public final class EventTable implements AlertHistory {
    /** Rows of one query: the database makes its whole result in memory. */
    private static final int PIECE = 1000;

    /** Most rows that a call reads. */
    private static final int READ_MAX = 100_000;

    static final String INSERT =
            "insert into alerting_history (id, kind, fingerprints, labels, receiver, group_key,"
                    + " detail, channel, channel_index, firing, resolved, result, problem,"
                    + " attempts, took_millis) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?,"
                    + " ?)";

    private final DataSource database;

    public EventTable(DataSource database) {
        this.database = database;
    }

    static void insert(PreparedStatement insert, AlertEvent event) throws SQLException {
        insert.setLong(1, event.id());
        insert.setString(2, event.kind().name());
        insert.setBytes(3, Packed.numbers(event.fingerprints()));
        insert.setBytes(4, Packed.labels(event.labels()));
        insert.setString(5, event.receiver());
        insert.setString(6, event.groupKey());
        insert.setString(7, event.detail());
        Told told = event.told();
        if (told == null) {
            for (int column = 8; column <= 15; column++) {
                insert.setNull(column, Types.NULL);
            }
        } else {
            insert.setString(8, told.channel());
            insert.setInt(9, told.index());
            insert.setInt(10, told.firing());
            insert.setInt(11, told.resolved());
            insert.setString(12, told.result().name());
            insert.setString(13, told.problem());
            insert.setInt(14, told.attempts());
            insert.setLong(15, told.took().toMillis());
        }
        insert.addBatch();
    }

    @Override
    public Page events(Question question) {
        try (Connection connection = database.getConnection();
                PreparedStatement query =
                        connection.prepareStatement(
                                "select id, kind, fingerprints, labels, receiver, group_key,"
                                        + " detail, channel, channel_index, firing, resolved,"
                                        + " result, problem, attempts, took_millis from"
                                        + " alerting_history where id >= ? and id < ?"
                                        + " order by id desc limit "
                                        + PIECE)) {
            List<AlertEvent> found = new ArrayList<>();
            long before = question.beforeId();
            for (int read = 0; read < READ_MAX; read += PIECE) {
                query.setLong(1, question.fromId());
                query.setLong(2, before);
                int rowsRead = 0;
                try (ResultSet rows = query.executeQuery()) {
                    while (rows.next()) {
                        rowsRead++;
                        AlertEvent event = event(rows);
                        before = event.id();
                        if (question.wanted().test(event)) {
                            found.add(event);
                            if (found.size() == question.limit()) {
                                return new Page(found, before);
                            }
                        }
                    }
                }
                if (rowsRead < PIECE) {
                    return new Page(found, 0);
                }
            }
            return new Page(found, before);
        } catch (SQLException e) {
            throw new DatabaseException("cannot read the history of alerts: " + e.getMessage(), e);
        }
    }

    private static AlertEvent event(ResultSet rows) throws SQLException {
        return new AlertEvent(
                rows.getLong(1),
                Kind.valueOf(rows.getString(2)),
                Packed.numbers(rows.getBytes(3)).stream().sorted().toList(),
                Packed.labels(rows.getBytes(4)),
                rows.getString(5),
                rows.getString(6),
                rows.getString(7),
                told(rows));
    }

    private static @Nullable Told told(ResultSet rows) throws SQLException {
        String channel = rows.getString(8);
        if (channel == null) {
            return null;
        }
        return new Told(
                channel,
                rows.getInt(9),
                rows.getInt(10),
                rows.getInt(11),
                Result.valueOf(rows.getString(12)),
                rows.getString(13),
                rows.getInt(14),
                Duration.ofMillis(rows.getLong(15)));
    }

    /** The greatest id, 0 when there is nothing. */
    static long lastId(Connection connection) throws SQLException {
        try (PreparedStatement query =
                        connection.prepareStatement("select max(id) from alerting_history");
                ResultSet rows = query.executeQuery()) {
            return rows.next() ? rows.getLong(1) : 0;
        }
    }

    /** Id of the oldest of the newest so many events, 0 when there are not more. */
    public long oldestOf(long count) {
        try (Connection connection = database.getConnection()) {
            long excess = rows(connection) - count;
            return excess <= 0 ? 0 : idAt(connection, excess);
        } catch (SQLException e) {
            throw new DatabaseException("cannot read the history of alerts: " + e.getMessage(), e);
        }
    }

    private static long rows(Connection connection) throws SQLException {
        try (PreparedStatement query =
                        connection.prepareStatement("select count(*) from alerting_history");
                ResultSet rows = query.executeQuery()) {
            return rows.next() ? rows.getLong(1) : 0;
        }
    }

    private static long idAt(Connection connection, long place) throws SQLException {
        try (PreparedStatement query =
                connection.prepareStatement(
                        "select id from alerting_history order by id limit 1 offset ?")) {
            query.setLong(1, place);
            try (ResultSet rows = query.executeQuery()) {
                return rows.next() ? rows.getLong(1) : 0;
            }
        }
    }
}
