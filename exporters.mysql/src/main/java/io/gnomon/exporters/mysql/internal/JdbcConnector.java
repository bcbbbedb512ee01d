package io.gnomon.exporters.mysql.internal;

import io.gnomon.spi.common.TlsSockets;

import java.sql.SQLException;
import java.time.Duration;

/** Connects by the driver, as the settings say. Any number of threads. */
final class JdbcConnector implements MysqlExporter.Connector {
    private final ClientKeys keys;
    private final String variables;

    JdbcConnector(MysqlSettings settings, TlsSockets tls) {
        this.keys = new ClientKeys(tls);
        this.variables = sessionVariables(settings);
    }

    static String sessionVariables(MysqlSettings settings) {
        String timeout =
                settings.enableLockWaitTimeout()
                        ? "lock_wait_timeout=" + settings.lockWaitTimeout()
                        : "";
        String filter =
                settings.logSlowFilter()
                        ? "log_slow_filter='tmp_table_on_disk,filesort_on_disk'"
                        : "";
        return timeout.isEmpty() || filter.isEmpty() ? timeout + filter : timeout + "," + filter;
    }

    @Override
    public MysqlExporter.Session connect(Account account, Duration timeout) throws SQLException {
        JdbcServer server = JdbcServer.connect(account, keys, timeout, variables);
        return new MysqlExporter.Session() {
            @Override
            public Server server() {
                return server;
            }

            @Override
            public void abort() {
                server.abort();
            }

            @Override
            public void close() {
                server.close();
            }
        };
    }

    @Override
    public void close() {
        keys.close();
    }
}
