package io.gnomon.platform.core.http.internal.login;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gnomon.platform.core.http.internal.routing.Role;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

class FirstAdministratorTest {
    @TempDir Path data;
    private final Accounts accounts = new Accounts(TestDatabase.create(), Clock.systemUTC());
    private final Passwords passwords = new Passwords(Clock.systemUTC());

    FirstAdministratorTest() throws Exception {}

    private FirstAdministrator administrator() {
        return new FirstAdministrator(accounts, data);
    }

    private boolean logsIn(String password) throws Exception {
        Accounts.User user = Objects.requireNonNull(accounts.find("admin"));
        assertEquals(Role.ADMIN, user.role());
        return passwords.matches(password, user.passwordHash(), () -> {});
    }

    @Test
    void withoutATerminalThePasswordIsInAFileOfItsOwner() throws Exception {
        administrator().ensure("", text -> false);
        Path file = data.resolve("admin-password");
        assertTrue(logsIn(Files.readString(file).strip()));
        assertEquals(
                PosixFilePermissions.fromString("rw-------"), Files.getPosixFilePermissions(file));
        administrator().passwordChanged("somebody");
        assertTrue(Files.exists(file));
        administrator().passwordChanged("admin");
        assertFalse(Files.exists(file));
    }

    @Test
    void onATerminalItIsShownAndStoredNowhere() throws Exception {
        List<String> shown = new ArrayList<>();
        administrator().ensure("", shown::add);
        assertFalse(Files.exists(data.resolve("admin-password")));
        String text = shown.get(0).strip();
        assertTrue(logsIn(text.substring(text.lastIndexOf(' ') + 1)));
    }

    @Test
    void aGivenFileDecides() throws Exception {
        Path given = Files.writeString(data.resolve("given"), "my own password\n");
        administrator().ensure(given.toString(), text -> true);
        assertTrue(logsIn("my own password"));
    }

    @Test
    void anEmptyFileIsAMistake() throws Exception {
        Path given = Files.writeString(data.resolve("given"), "\n");
        assertThrows(
                IOException.class, () -> administrator().ensure(given.toString(), text -> true));
        assertEquals(List.of(), accounts.users());
    }

    @Test
    void aFileThatIsMissingOrHoldsNoPasswordLeavesTheOldOne() throws Exception {
        accounts.create("admin", "the old one", Role.ADMIN);
        Files.createFile(data.resolve("admin-reset"));
        for (Path given :
                List.of(
                        data.resolve("missing"),
                        Files.writeString(data.resolve("short"), "1234567\n"))) {
            IOException e =
                    assertThrows(
                            IOException.class,
                            () -> administrator().ensure(given.toString(), text -> true));
            assertTrue(
                    String.valueOf(e.getMessage()).startsWith("GNOMON_ADMIN_PASSWORD_FILE: "),
                    e.toString());
        }
        assertTrue(logsIn("the old one"));
    }

    @Test
    void itHappensOnce() throws Exception {
        accounts.create("somebody", "a password", Role.VIEWER);
        administrator().ensure("", text -> false);
        assertEquals(1, accounts.users().size());
        assertFalse(Files.exists(data.resolve("admin-password")));
    }

    @Test
    void aResetGivesANewPasswordOnceAndLeavesTheOthersAlone() throws Exception {
        accounts.create("somebody", "a password", Role.VIEWER);
        accounts.create("admin", "forgotten", Role.ADMIN);
        Path request = Files.createFile(data.resolve("admin-reset"));
        administrator().ensure("", text -> false);
        String password = Files.readString(data.resolve("admin-password")).strip();
        assertTrue(logsIn(password));
        assertFalse(logsIn("forgotten"));
        assertEquals(2, accounts.users().size());
        assertFalse(Files.exists(request));
        administrator().ensure("", text -> false);
        assertTrue(logsIn(password), "the next start changes nothing");
    }
}
