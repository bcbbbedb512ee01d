package io.gnomon.platform.core.database.internal;

import io.gnomon.platform.core.database.Database;

import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;

import java.nio.file.Path;

import javax.sql.DataSource;

/** The database in the data directory. */
@Component
public final class DatabaseComponent implements Database {
    private final H2Database database;

    @Activate
    public DatabaseComponent(BundleContext context) {
        database = new H2Database(Path.of(context.getProperty("gnomon.data"), "gnomon"));
    }

    @Deactivate
    void close() {
        database.close();
    }

    @Override
    public DataSource dataSource() {
        return database.dataSource();
    }

    @Override
    public void migrate(String room, ClassLoader resources, String folder) {
        database.migrate(room, resources, folder);
    }

    @Override
    public void flush() {
        database.flush();
    }
}
