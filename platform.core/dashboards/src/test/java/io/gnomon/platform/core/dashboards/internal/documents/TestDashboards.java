package io.gnomon.platform.core.dashboards.internal.documents;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.h2.jdbcx.JdbcDataSource;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;

import javax.sql.DataSource;

/** Dashboards of a folder with a history in memory. */
final class TestDashboards {
    private TestDashboards() {}

    /**
     * Reads the folder; listeners are called at once.
     *
     * @param distribution JSON texts by uid
     */
    static DashboardFiles of(Path folder, Map<String, String> distribution) {
        return new DashboardFiles(
                folder,
                distribution,
                new DashboardHistory(
                        new VersionTable(database(), InstantSource.fixed(Instant.EPOCH))),
                Runnable::run);
    }

    static DataSource database() {
        JdbcDataSource source = new JdbcDataSource();
        source.setURL("jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1");
        try (InputStream in =
                        Objects.requireNonNull(
                                DashboardFiles.class.getResourceAsStream("/tables/2.sql"));
                Connection connection = source.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(new String(in.readAllBytes(), UTF_8));
        } catch (IOException | SQLException e) {
            throw new IllegalStateException(e);
        }
        return source;
    }
}
