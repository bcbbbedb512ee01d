package io.gnomon.platform.core.http.internal.login;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gnomon.platform.core.http.internal.routing.HttpError;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.time.Clock;

class PasswordsTest {
    private final Passwords passwords = new Passwords(Clock.systemUTC());

    @Test
    void hashesHaveTheirOwnSalt() throws HttpError {
        String hash = Passwords.hash("secret word");
        assertNotEquals(hash, Passwords.hash("secret word"));
        assertTrue(passwords.matches("secret word", hash, () -> {}));
        assertTrue(passwords.matches("secret word", hash, () -> {}), "remembered");
        assertFalse(passwords.matches("secret Word", hash, () -> {}));
    }

    /** htpasswd, which Prometheus's users have, calls the same algorithm 2y. */
    @Test
    void hashesOfHtpasswd() throws HttpError {
        String hash = Passwords.hash("test").replace("$2b$", "$2y$");
        assertTrue(passwords.matches("test", hash, () -> {}));
        assertFalse(passwords.matches("tset", hash, () -> {}));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "plain", "$2b$10$short", "$1$abc$def"})
    void whatIsNoHashMatchesNothing(String hash) throws HttpError {
        assertFalse(passwords.matches("plain", hash, () -> {}));
    }

    @Test
    void halfOfASurrogatePairIsNoPassword() throws HttpError {
        String half = "\ud800aaaaaaaaaa";
        assertFalse(
                new Passwords(Clock.systemUTC())
                        .matches(half, Passwords.hash("aaaaaaaaaa"), () -> {}));
        HttpError no = assertThrows(HttpError.class, () -> PasswordRule.checked(half));
        assertEquals(400, no.status());
    }

    @Test
    void aFloodIsRefused() {
        Passwords full = new Passwords(Clock.systemUTC(), 0, 0);
        HttpError e =
                assertThrows(
                        HttpError.class,
                        () -> full.matches("a password", Passwords.hash("a password"), () -> {}));
        assertEquals(429, e.status());
    }

    /** Many tries that came at once have all been let in before the first one was wrong. */
    @Test
    void whenItsTurnHasComeATryMayBeRefused() throws HttpError {
        String hash = Passwords.hash("test");
        Passwords.Turn noMore =
                () -> {
                    throw new HttpError(429, "too many wrong passwords");
                };
        HttpError e = assertThrows(HttpError.class, () -> passwords.matches("test", hash, noMore));
        assertEquals("too many wrong passwords", e.getMessage());
        assertThrows(HttpError.class, () -> passwords.pretend("test", noMore));
        assertTrue(passwords.matches("test", hash, () -> {}));
    }

    @Test
    void rule() throws HttpError {
        assertEquals("12345678", PasswordRule.checked("12345678"));
        assertThrows(HttpError.class, () -> PasswordRule.checked("1234567"));
        assertThrows(HttpError.class, () -> PasswordRule.checked("\u00e4".repeat(37)));
    }
}
