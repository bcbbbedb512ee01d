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
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Random;

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

    /**
     * The file is copied after each commit, as a kill at that moment leaves it. Space is used again
     * after 300 ms, else it would take most of a minute. 100 commits by {@code -Dgnomon.seed},
     * 4,000 with {@code -Plong}.
     */
    @Test
    void whatIsCommittedIsInTheFileAsItLies() throws Exception {
        long seed = Long.getLong("gnomon.seed", System.nanoTime());
        System.out.println("seed " + seed);
        Random random = new Random(seed);
        int commits = Boolean.getBoolean("long") ? 4000 : 100;
        try (H2Database database = open();
                Connection connection = database.dataSource().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("set retention_time 300");
            statement.execute("create table last (id integer)");
            statement.execute("insert into last values (0)");
            statement.execute("create table page (id integer primary key, content varbinary)");
            connection.setAutoCommit(false);
            for (int id = 1; id <= commits; id++) {
                fill(connection, random);
                statement.execute("update last set id = " + id);
                connection.commit();
                assertEquals(id, lastOfCopy(), "commit, seed " + seed);
            }
        }
    }

    /** Replaces one to five pages, now and then sixty. */
    private static void fill(Connection connection, Random random) throws SQLException {
        int pages = random.nextInt(20) == 0 ? 60 : 1 + random.nextInt(5);
        try (PreparedStatement page =
                connection.prepareStatement("merge into page key (id) values (?, ?)")) {
            for (int i = 0; i < pages; i++) {
                byte[] content =
                        new byte[100 + random.nextInt(random.nextInt(30) == 0 ? 20_000 : 400)];
                random.nextBytes(content);
                page.setInt(1, random.nextInt(2000));
                page.setBytes(2, content);
                page.addBatch();
            }
            int[] _ = page.executeBatch();
        }
    }

    private int lastOfCopy() throws SQLException, IOException {
        Files.copy(
                folder.resolve("gnomon.mv.db"),
                folder.resolve("copy.mv.db"),
                StandardCopyOption.REPLACE_EXISTING);
        try (H2Database copy = new H2Database(folder.resolve("copy"))) {
            return number(copy, "select id from last");
        }
    }
}
