package io.gnomon.platform.core.http.internal.login;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gnomon.platform.core.http.internal.routing.Role;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;

import javax.sql.DataSource;

class AccountsTest {
    private final MovingClock clock = new MovingClock();
    private final DataSource database;
    private final Accounts accounts;

    AccountsTest() throws Exception {
        database = TestDatabase.create();
        accounts = new Accounts(database, clock);
    }

    @BeforeEach
    void createUser() throws Exception {
        assertTrue(accounts.create("ann", "password", Role.EDITOR));
    }

    @Test
    void namesAreUnique() throws Exception {
        assertFalse(accounts.create("ann", "another", Role.ADMIN));
        assertEquals(1, accounts.users().size());
    }

    @Test
    void aSessionEndsAfterAWeekOfSilence() throws Exception {
        String session = accounts.beginSession("ann");
        for (int day = 0; day < 4; day++) {
            clock.move(Duration.ofDays(6));
            assertNotNull(accounts.ofSession(session), "used every six days");
        }
        clock.move(Duration.ofDays(8));
        assertNull(accounts.ofSession(session));
    }

    @Test
    void aSessionEndsAfterAMonthInAnyCase() throws Exception {
        String session = accounts.beginSession("ann");
        for (int day = 0; day < 29; day++) {
            clock.move(Duration.ofDays(1));
            assertNotNull(accounts.ofSession(session));
        }
        clock.move(Duration.ofDays(2));
        assertNull(accounts.ofSession(session));
    }

    @Test
    void aNewPasswordEndsTheOtherSessions() throws Exception {
        String here = accounts.beginSession("ann");
        String there = accounts.beginSession("ann");
        assertTrue(accounts.setPassword("ann", "changed it", here));
        assertNotNull(accounts.ofSession(here));
        assertNull(accounts.ofSession(there));
    }

    @Test
    void aDeletedUserHasNoSessions() throws Exception {
        String session = accounts.beginSession("ann");
        assertTrue(accounts.delete("ann"));
        assertNull(accounts.ofSession(session));
    }

    @Test
    void theTablesHoldNoSecret() throws Exception {
        String session = accounts.beginSession("ann");
        String token = String.valueOf(accounts.createToken("ci", Role.VIEWER, null));
        assertNotNull(accounts.ofToken(token));
        assertNull(accounts.ofToken(session));
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            for (String table : new String[] {"http_users", "http_sessions", "http_tokens"}) {
                ResultSet rows = statement.executeQuery("select * from " + table);
                while (rows.next()) {
                    for (int i = 1; i <= rows.getMetaData().getColumnCount(); i++) {
                        String value = String.valueOf(rows.getString(i));
                        assertFalse(value.contains(session), table);
                        assertFalse(value.contains(token), table);
                        assertFalse(value.contains("password"), table);
                    }
                }
            }
        }
    }

    @Test
    void aTokenEndsWhenItsTimeIsOver() throws Exception {
        String token = String.valueOf(accounts.createToken("ci", Role.VIEWER, Duration.ofDays(7)));
        clock.move(Duration.ofDays(7).minusSeconds(1));
        assertNotNull(accounts.ofToken(token));
        clock.move(Duration.ofSeconds(1));
        assertNull(accounts.ofToken(token));
        assertEquals(1, accounts.tokens().size(), "the list still tells which one it was");
    }
}
