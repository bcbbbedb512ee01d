package io.gnomon.platform.core.database.internal;

import io.gnomon.platform.core.database.DatabaseException;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** Runs a room's numbered scripts and remembers, in the table {@code migration}, which ran. */
final class Migrations {
    private final Connection connection;
    private final String room;

    Migrations(Connection connection, String room) {
        this.connection = connection;
        this.room = room;
    }

    void run(ClassLoader resources, String folder) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(
                    """
                    create table if not exists migration (
                        room varchar(64) not null,
                        version integer not null,
                        applied_at timestamp with time zone not null default current_timestamp,
                        primary key (room, version))
                    """);
        }
        int applied = applied();
        int version = 1;
        String script = script(resources, folder, version);
        while (script != null) {
            if (version > applied) {
                apply(version, script);
            }
            version++;
            script = script(resources, folder, version);
        }
        if (version - 1 < applied) {
            throw new DatabaseException(
                    "the tables of \"%s\" have version %d, this Gnomon knows versions up to %d: start the newer Gnomon that wrote them or restore a backup"
                            .formatted(room, applied, version - 1));
        }
    }

    private int applied() throws SQLException {
        try (PreparedStatement query =
                connection.prepareStatement(
                        "select coalesce(max(version), 0) from migration where room = ?")) {
            query.setString(1, room);
            try (ResultSet rows = query.executeQuery()) {
                rows.next();
                return rows.getInt(1);
            }
        }
    }

    private void apply(int version, String script) throws SQLException {
        try (Statement statement = connection.createStatement();
                PreparedStatement done =
                        connection.prepareStatement(
                                "insert into migration (room, version) values (?, ?)")) {
            statement.execute(script);
            done.setString(1, room);
            done.setInt(2, version);
            done.executeUpdate();
        } catch (SQLException e) {
            throw new DatabaseException(
                    "script %d of the tables of \"%s\" failed: %s"
                            .formatted(version, room, e.getMessage()),
                    e);
        }
    }

    private static @Nullable String script(ClassLoader resources, String folder, int version) {
        try (InputStream in = resources.getResourceAsStream(folder + "/" + version + ".sql")) {
            return in == null ? null : new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
