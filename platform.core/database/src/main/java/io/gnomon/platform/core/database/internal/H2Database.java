package io.gnomon.platform.core.database.internal;

import io.gnomon.platform.core.database.Database;
import io.gnomon.platform.core.database.DatabaseException;

import org.h2.jdbcx.JdbcConnectionPool;
import org.h2.jdbcx.JdbcDataSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

import javax.sql.DataSource;

/** H2 on one file. */
final class H2Database implements Database, AutoCloseable {
    private static final int CONNECTIONS_MAX = 16;

    private final JdbcConnectionPool pool;

    /**
     * Opens the database, or makes it.
     *
     * @param file path without H2's ending {@code .mv.db}
     */
    H2Database(Path file) {
        JdbcDataSource source = new JdbcDataSource();
        source.setURL(url(file));
        source.setUser("gnomon");
        source.setPassword("");
        pool = JdbcConnectionPool.create(source);
        pool.setMaxConnections(CONNECTIONS_MAX);
        Path written = Path.of(file + ".mv.db");
        try (Connection connection = pool.getConnection()) {
            connection.getMetaData().getDatabaseProductVersion();
            keepToOwner(written);
        } catch (SQLException | IOException e) {
            pool.dispose();
            throw new DatabaseException(
                    "cannot open the database " + written + ": " + e.getMessage(), e);
        }
    }

    /** It holds the hashes of passwords. */
    private static void keepToOwner(Path file) throws IOException {
        if (file.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        }
    }

    /**
     * {@code async}: a file channel that the interrupt of a reading thread does not close. {@code
     * WRITE_DELAY=0}: a commit writes the file itself, H2 has no writing threads that would have to
     * be awaited. The server closes the database itself, so H2's shutdown hook is off; H2 keeps it
     * open between connections; no trace file.
     */
    private static String url(Path file) {
        return "jdbc:h2:async:"
                + file.toAbsolutePath()
                + ";MODE=PostgreSQL;DATABASE_TO_LOWER=TRUE;DEFAULT_NULL_ORDERING=HIGH;WRITE_DELAY=0"
                + ";DB_CLOSE_ON_EXIT=FALSE;DB_CLOSE_DELAY=-1;TRACE_LEVEL_FILE=0;LOCK_TIMEOUT=10000";
    }

    @Override
    public DataSource dataSource() {
        return pool;
    }

    @Override
    public void migrate(String room, ClassLoader resources, String folder) {
        try (Connection connection = pool.getConnection()) {
            new Migrations(connection, room).run(resources, folder);
        } catch (SQLException e) {
            throw new DatabaseException(
                    "cannot update the tables of \"" + room + "\": " + e.getMessage(), e);
        }
    }

    @Override
    public void flush() {
        try (Connection connection = pool.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("checkpoint sync");
        } catch (SQLException e) {
            throw new DatabaseException("cannot write the database: " + e.getMessage(), e);
        }
    }

    /** Writes everything and closes the file. */
    @Override
    public void close() {
        try (Connection connection = pool.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("shutdown");
        } catch (SQLException e) {
            throw new DatabaseException("cannot close the database: " + e.getMessage(), e);
        } finally {
            pool.dispose();
        }
    }
}
