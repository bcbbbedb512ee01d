package io.gnomon.platform.core.alerting.internal;

import io.gnomon.platform.core.database.Database;
import io.gnomon.platform.core.database.internal.DatabaseComponent;

import org.osgi.framework.BundleContext;

import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/** The server's own database in a folder of a test. */
public final class TestDatabase implements AutoCloseable {
    private final Database database;

    public TestDatabase(Path folder) {
        BundleContext context =
                (BundleContext)
                        Proxy.newProxyInstance(
                                TestDatabase.class.getClassLoader(),
                                new Class<?>[] {BundleContext.class},
                                (proxy, method, args) ->
                                        method.getName().equals("getProperty")
                                                ? folder.toString()
                                                : null);
        database = new DatabaseComponent(context);
        database.migrate("alerting", TestDatabase.class.getClassLoader(), "tables");
    }

    public Database database() {
        return database;
    }

    @Override
    public void close() throws SQLException {
        try (Connection connection = database.dataSource().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("shutdown");
        }
    }
}
