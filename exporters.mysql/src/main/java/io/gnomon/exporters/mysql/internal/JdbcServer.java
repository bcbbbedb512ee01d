package io.gnomon.exporters.mysql.internal;

import org.jspecify.annotations.Nullable;
import org.mariadb.jdbc.Driver;

import java.io.IOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * A connection that ends when its time is over, whatever the server does: at the deadline its
 * socket is closed under the query that waits.
 */
final class JdbcServer implements Server, AutoCloseable {
    private static final Driver DRIVER = new Driver();

    private final Connection connection;
    private final CountDownLatch closed = new CountDownLatch(1);

    private JdbcServer(Connection connection) {
        this.connection = connection;
    }

    /**
     * Connects.
     *
     * @param keys which certificate the account shows
     * @param sessionVariables as {@code name=value,...}, empty for none
     * @throws SQLException when the server cannot be reached in this time or refuses
     */
    static JdbcServer connect(
            Account account, ClientKeys keys, Duration timeout, String sessionVariables)
            throws SQLException {
        long deadline = System.nanoTime() + timeout.toNanos();
        Connection connection = open(account, keys, timeout, sessionVariables);
        JdbcServer server = new JdbcServer(connection);
        Thread.ofVirtual().name("mysql deadline").start(() -> server.endAt(deadline));
        return server;
    }

    private static Connection open(
            Account account, ClientKeys keys, Duration timeout, String sessionVariables)
            throws SQLException {
        if (!account.sslMode().equals("prefer")) {
            return open(account, account.sslMode(), keys, timeout, sessionVariables);
        }
        try {
            return open(account, "trust", keys, timeout, sessionVariables);
        } catch (SQLException e) {
            if (!String.valueOf(e.getMessage()).contains("does not support ssl")) {
                throw e;
            }
            return open(account, "disable", keys, timeout, sessionVariables);
        }
    }

    private static Connection open(
            Account account,
            String sslMode,
            ClientKeys keys,
            Duration timeout,
            String sessionVariables)
            throws SQLException {
        String millis = Long.toString(Math.max(1, timeout.toMillis()));
        Properties p = account.properties(sslMode);
        try {
            keys.addTo(p, account);
        } catch (IOException e) {
            throw new SQLException(e.getMessage(), e);
        }
        p.setProperty("connectTimeout", millis);
        p.setProperty("socketTimeout", millis);
        p.setProperty("tinyInt1isBit", "false");
        p.setProperty("yearIsDateType", "false");
        p.setProperty("allowPublicKeyRetrieval", "true");
        p.setProperty("allowLocalInfile", "false");
        p.setProperty("permitRedirect", "false");
        p.setProperty("maxAllowedPacket", Integer.toString(64 << 20));
        if (!sessionVariables.isEmpty()) {
            p.setProperty("sessionVariables", sessionVariables);
        }
        Connection connection = DRIVER.connect(account.url(), p);
        if (connection == null) {
            throw new SQLException("the driver does not take " + account.server());
        }
        return connection;
    }

    private void endAt(long deadline) {
        try {
            if (!closed.await(deadline - System.nanoTime(), TimeUnit.NANOSECONDS)) {
                abort();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Closes the socket, also under a query that waits. */
    void abort() {
        closed.countDown();
        try {
            connection.abort(Runnable::run);
        } catch (SQLException _) {
            // It was closed already.
        }
    }

    @Override
    public String version() throws SQLException {
        return connection.getMetaData().getDatabaseProductVersion();
    }

    @Override
    public Rows query(String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            int width = result.getMetaData().getColumnCount();
            List<String> columns = new ArrayList<>();
            for (int i = 1; i <= width; i++) {
                columns.add(result.getMetaData().getColumnLabel(i));
            }
            List<Rows.Row> rows = new ArrayList<>();
            while (result.next()) {
                @Nullable String[] values = new String[width];
                for (int i = 0; i < width; i++) {
                    values[i] = result.getString(i + 1);
                }
                rows.add(new Rows.Row(columns, values));
            }
            return new Rows(columns, rows);
        }
    }

    @Override
    public void close() {
        closed.countDown();
        try {
            connection.close();
        } catch (SQLException _) {
            // The server is gone; so is the connection.
        }
    }
}
