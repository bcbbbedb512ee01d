package io.gnomon.platform.core.http.internal.login;

import io.gnomon.platform.core.http.internal.routing.HttpError;

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

    private static final int RUNNING_MAX = 2;
    private static final int WAITING_MAX = 20;

    private final Clock clock;
    private final Semaphore running;
    private final int waitingMax;
    private final Map<String, Long> remembered =
            new LinkedHashMap<>() {
                private static final long serialVersionUID = 1L;

                @Override
                protected boolean removeEldestEntry(Map.Entry<String, Long> eldest) {
                    return size() > REMEMBERED_MAX;
                }
            };

    public Passwords(Clock clock) {
        this(clock, RUNNING_MAX, WAITING_MAX);
    }

    /**
     * A flood of logins must leave processors and threads for the rest.
     *
     * @param runningMax checks at a time
     * @param waitingMax checks that wait for them, about; more are refused
     */
    Passwords(Clock clock, int runningMax, int waitingMax) {
        this.clock = clock;
        this.running = new Semaphore(runningMax);
        this.waitingMax = waitingMax;
    }

    /** A hash with a salt of its own. */
    public static String hash(String password) {
        byte[] salt = new byte[16];
        RANDOM.nextBytes(salt);
        return OpenBSDBCrypt.generate("2b", password.toCharArray(), salt, COST);
    }

    /**
     * Whether the password is the one of the hash ({@code $2a$}, {@code $2b$} or {@code $2y$}).
     *
     * @param turn asked again when it is this password's turn to be checked: meanwhile others may
     *     have been wrong
     * @throws HttpError 429 when too many wait to be checked
     */
    public boolean matches(String password, String hash, Turn turn) throws HttpError {
        String key = sha256(hash + "\n" + password);
        return isRemembered(key) || check(password, hash, key, turn);
    }

    /** Takes the time of a check: unknown users cost as much as known ones. */
    void pretend(String password, Turn turn) throws HttpError {
        check(password, Nobody.HASH, "", turn);
    }

    /** Whether a password may still be checked. */
    @FunctionalInterface
    public interface Turn {
        /**
         * Refuses it when it may not.
         *
         * @throws HttpError 429
         */
        void require() throws HttpError;
    }

    /** Made when it is first needed, because making it takes time. */
    private static final class Nobody {
        static final String HASH = hash(randomHex(16));
    }

    private boolean check(String password, String hash, String key, Turn turn) throws HttpError {
        if (!isHash(hash) || !isText(password)) {
            return false;
        }
        if (running.getQueueLength() >= waitingMax) {
            throw new HttpError(
                    429, "too many logins at a time; try again", Map.of("Retry-After", "1"));
        }
        running.acquireUninterruptibly();
        try {
            // Who waited has often waited for the same password.
            if (isRemembered(key)) {
                return true;
            }
            turn.require();
            boolean right = OpenBSDBCrypt.checkPassword(hash, password.toCharArray());
            if (right) {
                remember(key);
            }
            return right;
        } finally {
            running.release();
        }
    }

    /** Whether a text has the form of a hash that can be checked. */
    public static boolean isHash(String text) {
        return HASH.matcher(text).matches();
    }

    /** Whether it is Unicode: JSON can carry half of a surrogate pair, which bcrypt refuses. */
    static boolean isText(String password) {
        return StandardCharsets.UTF_8.newEncoder().canEncode(password);
    }

    private boolean isRemembered(String key) {
        synchronized (remembered) {
            Long until = remembered.get(key);
            return until != null && until > clock.millis();
        }
    }

    private void remember(String key) {
        synchronized (remembered) {
            remembered.put(key, clock.millis() + REMEMBERED_MILLIS);
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
