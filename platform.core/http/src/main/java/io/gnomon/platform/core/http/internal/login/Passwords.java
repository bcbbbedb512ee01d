package io.gnomon.platform.core.http.internal.login;

import org.bouncycastle.crypto.generators.OpenBSDBCrypt;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.regex.Pattern;

/**
 * Password hashes by bcrypt. Checking one takes tens of milliseconds on purpose; what was right is
 * remembered for some minutes, because clients with basic credentials send them with each request.
 * Any thread.
 */
public final class Passwords {
    /** bcrypt reads no more than this. */
    static final int BYTES_MAX = 72;

    private static final int COST = 10;

    /** Costs from 4 to 19: more would take minutes. */
    private static final Pattern HASH =
            Pattern.compile("\\$2[aby]\\$(0[4-9]|1[0-9])\\$[./A-Za-z0-9]{53}");

    private static final int REMEMBERED_MAX = 1000;
    private static final long REMEMBERED_MILLIS = 5 * 60_000;
    private static final SecureRandom RANDOM = new SecureRandom();

    private final Clock clock;
    // Two at a time: a flood of logins must leave processors for the rest.
    private final Semaphore busy = new Semaphore(2);
    private final Map<String, Long> remembered =
            new LinkedHashMap<>() {
                private static final long serialVersionUID = 1L;

                @Override
                protected boolean removeEldestEntry(Map.Entry<String, Long> eldest) {
                    return size() > REMEMBERED_MAX;
                }
            };

    public Passwords(Clock clock) {
        this.clock = clock;
    }

    /** A hash with a salt of its own. */
    public static String hash(String password) {
        byte[] salt = new byte[16];
        RANDOM.nextBytes(salt);
        return OpenBSDBCrypt.generate("2b", password.toCharArray(), salt, COST);
    }

    /** Whether the password is the one of the hash ({@code $2a$}, {@code $2b$} or {@code $2y$}). */
    public boolean matches(String password, String hash) {
        String key = sha256(hash + "\n" + password);
        long now = clock.millis();
        synchronized (remembered) {
            Long until = remembered.get(key);
            if (until != null && until > now) {
                return true;
            }
        }
        if (!check(password, hash)) {
            return false;
        }
        synchronized (remembered) {
            remembered.put(key, now + REMEMBERED_MILLIS);
        }
        return true;
    }

    /** Takes the time of a check: unknown users cost as much as known ones. */
    void pretend(String password) {
        check(password, Nobody.HASH);
    }

    /** Made when it is first needed, because making it takes time. */
    private static final class Nobody {
        static final String HASH = hash(randomHex(16));
    }

    private boolean check(String password, String hash) {
        if (!HASH.matcher(hash).matches()) {
            return false;
        }
        busy.acquireUninterruptibly();
        try {
            return OpenBSDBCrypt.checkPassword(hash, password.toCharArray());
        } finally {
            busy.release();
        }
    }

    /** As many random bytes, in hexadecimal digits. */
    static String randomHex(int bytes) {
        byte[] random = new byte[bytes];
        RANDOM.nextBytes(random);
        return HexFormat.of().formatHex(random);
    }

    /** SHA-256 of a text in hexadecimal digits. */
    static String sha256(String text) {
        try {
            return HexFormat.of()
                    .formatHex(
                            MessageDigest.getInstance("SHA-256")
                                    .digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (java.security.NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
