package io.gnomon.platform.core.http.internal.login;

import org.h2.jdbcx.JdbcDataSource;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;

import javax.sql.DataSource;

/** A database in memory with our tables. */
public final class TestDatabase {
    private static final AtomicInteger COUNT = new AtomicInteger();

    private TestDatabase() {}

    public static DataSource create() throws IOException, SQLException {
        JdbcDataSource source = new JdbcDataSource();
        source.setURL("jdbc:h2:mem:http" + COUNT.incrementAndGet() + ";DB_CLOSE_DELAY=-1");
        for (int script = 1; script <= 5; script++) {
            try (InputStream in =
                            Objects.requireNonNull(
                                    Accounts.class.getResourceAsStream(
                                            "/db/migration-http/" + script + ".sql"));
                    Connection connection = source.getConnection();
                    Statement statement = connection.createStatement()) {
                statement.execute(new String(in.readAllBytes(), StandardCharsets.UTF_8));
            }
        }
        return source;
    }
}
