package io.gnomon.platform.core.database.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gnomon.platform.core.database.DatabaseException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

final class H2DatabaseTest {
    private static final ClassLoader RESOURCES = H2DatabaseTest.class.getClassLoader();

    @TempDir Path folder;

    private H2Database open() {
        return new H2Database(folder.resolve("gnomon"));
    }

    private static int number(H2Database database, String query) throws SQLException {
        try (Connection connection = database.dataSource().getConnection();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            assertTrue(rows.next());
            return rows.getInt(1);
        }
    }

    @Test
    void scriptsRunOnceAndRowsSurviveAReopening() throws SQLException, IOException {
        try (H2Database database = open()) {
            database.migrate("pets", RESOURCES, "pets");
            database.migrate("pets", RESOURCES, "pets");
        }
        assertEquals(
                "rw-------",
                PosixFilePermissions.toString(
                        Files.getPosixFilePermissions(folder.resolve("gnomon.mv.db"))));
        try (H2Database database = open()) {
            database.migrate("pets", RESOURCES, "pets-newer");
            assertEquals(4, number(database, "select sum(legs) from pet"));
        }
    }

    @Test
    void tablesOfANewerVersionAreRefused() {
        try (H2Database database = open()) {
            database.migrate("pets", RESOURCES, "pets-newer");
            String message =
                    assertThrows(
                                    DatabaseException.class,
                                    () -> database.migrate("pets", RESOURCES, "pets"))
                            .toString();
            assertTrue(
                    message.contains(
                            "the tables of \"pets\" have version 2, this Gnomon knows versions up"
                                    + " to 1"),
                    message);
        }
    }

    @Test
    void aBrokenScriptIsNamedAndNotCounted() throws SQLException {
        try (H2Database database = open()) {
            String message =
                    assertThrows(
                                    DatabaseException.class,
                                    () -> database.migrate("pets", RESOURCES, "pets-broken"))
                            .toString();
            assertTrue(message.contains("script 1 of the tables of \"pets\" failed"), message);
            assertEquals(0, number(database, "select count(*) from migration"));
        }
    }

    @Test
    void anInterruptDoesNotCloseTheFile() throws Exception {
        try (H2Database database = open()) {
            database.migrate("pets", RESOURCES, "pets");
            Thread writer =
                    new Thread(() -> {
                        try (Connection connection = database.dataSource().getConnection();
                                Statement statement = connection.createStatement()) {
                            for (int i = 0; i < 2000; i++) {
                                Thread.currentThread().interrupt();
                                statement.execute("insert into pet (name) values ('" + i + "')");
                                statement.execute("checkpoint sync");
                            }
                        } catch (SQLException e) {
                            // That the interrupted statement fails is allowed; what follows
                            // below must not.
                            assertTrue(Thread.currentThread().isInterrupted());
                        }
                    });
            writer.start();
            writer.join();
            database.migrate("pets", RESOURCES, "pets-newer");
        }
        try (H2Database database = open()) {
            assertTrue(number(database, "select sum(legs) from pet") >= 4);
        }
    }
}
