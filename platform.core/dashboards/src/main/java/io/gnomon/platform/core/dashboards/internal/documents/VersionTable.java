package io.gnomon.platform.core.dashboards.internal.documents;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.gnomon.platform.core.dashboards.DashboardStore.Change;
import io.gnomon.platform.core.dashboards.DashboardStore.Version;

import org.jspecify.annotations.Nullable;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

import javax.sql.DataSource;

/**
 * The table {@code dashboards_version}: what dashboards were, the newest {@link #KEPT} of each. One
 * thread writes at a time, which the caller sees to.
 */
final class VersionTable {
    /** Versions of a dashboard that are kept. */
    static final int KEPT = 50;

    private final DataSource database;
    private final InstantSource clock;

    VersionTable(DataSource database, InstantSource clock) {
        this.database = database;
        this.clock = clock;
    }

    /** Versions of a dashboard, newest first; also of one that is gone. */
    List<Version> of(String uid) throws SQLException {
        try (Connection connection = database.getConnection();
                PreparedStatement query =
                        connection.prepareStatement(
                                "select number, at_millis, version, author, message, in_force from"
                                    + " dashboards_version where uid = ? order by number desc")) {
            query.setString(1, uid);
            List<Version> versions = new ArrayList<>();
            try (ResultSet row = query.executeQuery()) {
                while (row.next()) {
                    versions.add(
                            new Version(
                                    row.getLong(1),
                                    Instant.ofEpochMilli(row.getLong(2)),
                                    row.getLong(3),
                                    row.getString(4),
                                    row.getString(5),
                                    row.getBoolean(6)));
                }
            }
            return versions;
        }
    }

    /** The JSON of a version, null when there is none of this number. */
    @Nullable String json(String uid, long number) throws SQLException {
        try (Connection connection = database.getConnection();
                PreparedStatement query =
                        connection.prepareStatement(
                                "select json from dashboards_version where uid = ? and number ="
                                        + " ?")) {
            query.setString(1, uid);
            query.setLong(2, number);
            try (ResultSet row = query.executeQuery()) {
                return row.next() ? unpacked(row.getBytes(1)) : null;
            }
        }
    }

    /**
     * Adds a version behind the last one.
     *
     * @param inForce whether it became the dashboard
     * @return its number
     */
    long add(Document document, Change by, boolean inForce) throws SQLException {
        try (Connection connection = database.getConnection()) {
            long number = last(connection, document.uid()) + 1;
            try (PreparedStatement insert =
                    connection.prepareStatement(
                            "insert into dashboards_version (uid, number, at_millis, version,"
                                    + " author, message, in_force, json) values (?, ?, ?, ?, ?, ?,"
                                    + " ?, ?)")) {
                insert.setString(1, document.uid());
                insert.setLong(2, number);
                insert.setLong(3, clock.instant().toEpochMilli());
                insert.setLong(4, document.version());
                insert.setString(5, by.author());
                insert.setString(6, by.message());
                insert.setBoolean(7, inForce);
                insert.setBytes(8, packed(document.json()));
                insert.executeUpdate();
            }
            try (PreparedStatement forget =
                    connection.prepareStatement(
                            "delete from dashboards_version where uid = ? and number <= ?")) {
                forget.setString(1, document.uid());
                forget.setLong(2, number - KEPT);
                forget.executeUpdate();
            }
            return number;
        }
    }

    private static long last(Connection connection, String uid) throws SQLException {
        try (PreparedStatement query =
                connection.prepareStatement(
                        "select coalesce(max(number), 0) from dashboards_version where uid = ?")) {
            query.setString(1, uid);
            try (ResultSet row = query.executeQuery()) {
                return row.next() ? row.getLong(1) : 0;
            }
        }
    }

    private static byte[] packed(String json) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
            out.write(json.getBytes(UTF_8));
        } catch (IOException e) {
            throw new IllegalStateException("memory can be written", e);
        }
        return bytes.toByteArray();
    }

    private static String unpacked(byte[] bytes) throws SQLException {
        try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(bytes))) {
            return new String(in.readAllBytes(), UTF_8);
        } catch (IOException e) {
            throw new SQLException("a version of a dashboard is damaged: " + e.getMessage(), e);
        }
    }
}
