package io.gnomon.platform.core.dashboards.internal.sources;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.gnomon.model.query.QueryEngine;
import io.gnomon.model.storage.Storage;
import io.gnomon.platform.core.config.internal.settings.RecordBinder;
import io.gnomon.platform.core.database.DatabaseException;
import io.gnomon.platform.core.database.Secrets;
import io.gnomon.platform.testkit.runtime.LocalPlugins;

import org.h2.jdbcx.JdbcDataSource;
import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.InputStream;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.UUID;

import javax.sql.DataSource;

/** Data sources over a database in memory. */
public final class TestSources {
    public final LocalPlugins plugins = new LocalPlugins(new RecordBinder());
    public final DataSource database;

    /** Where the built-in source finds labels. */
    public volatile @Nullable Storage storage;

    /** Distance of the built-in source's samples. */
    public volatile Duration scrapeInterval = Duration.ofSeconds(15);

    public TestSources() throws SQLException, IOException {
        JdbcDataSource h2 = new JdbcDataSource();
        h2.setURL(
                "jdbc:h2:mem:"
                        + UUID.randomUUID()
                        + ";MODE=PostgreSQL;DATABASE_TO_LOWER=TRUE;DB_CLOSE_DELAY=-1");
        database = h2;
        execute("/tables/1.sql");
        execute("/annotations/1.sql");
    }

    private void execute(String path) throws SQLException, IOException {
        try (InputStream script = TestSources.class.getResourceAsStream(path);
                Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            if (script == null) {
                throw new IOException(path + " is missing");
            }
            statement.execute(new String(script.readAllBytes(), UTF_8));
        }
    }

    /** Opens the sources as a start of the server does. */
    public SavedSources open(QueryEngine engine) {
        return new SavedSources(
                new SourceTable(database),
                new Reversing(),
                plugins,
                new RecordBinder(),
                new BuiltInSource(() -> engine, () -> storage, () -> scrapeInterval));
    }

    /** What the table has in its rows. */
    String stored() throws SQLException {
        StringBuilder out = new StringBuilder();
        for (SourceTable.Row row : new SourceTable(database).all()) {
            out.append(row.name())
                    .append(' ')
                    .append(row.type())
                    .append(' ')
                    .append(new String(row.settings(), UTF_8))
                    .append('\n');
        }
        return out.toString();
    }

    /** Not encryption, but a form that only {@link #open} understands. */
    private record Reversing() implements Secrets {
        @Override
        public byte[] seal(String text, String place) {
            String sealed = place + "|" + new StringBuilder(text).reverse();
            return Base64.getEncoder().encode(sealed.getBytes(UTF_8));
        }

        @Override
        public String open(byte[] sealed, String place) {
            String text = new String(Base64.getDecoder().decode(sealed), UTF_8);
            if (!text.startsWith(place + "|")) {
                throw new DatabaseException(
                        place + " cannot be opened: " + Arrays.toString(sealed));
            }
            return new StringBuilder(text.substring(place.length() + 1)).reverse().toString();
        }
    }
}
