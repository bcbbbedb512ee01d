package io.gnomon.platform.core.http.internal.login;

import io.gnomon.platform.core.http.internal.routing.ClientNetwork;
import io.gnomon.platform.core.http.internal.routing.HttpError;

import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Slows down who tries passwords: after five wrong ones each further try must wait, twice as long
 * each time, up to a minute. Counted for each pair of user and address, and for the address alone
 * with more patience; who has a network of addresses counts as one ({@link ClientNetwork}). Any
 * thread.
 */
public final class LoginThrottle {
    private static final int FREE_TRIES = 5;
    private static final int FREE_TRIES_OF_ADDRESS = 30;
    private static final long WAIT_MAX_MILLIS = 60_000;
    private static final long FORGET_MILLIS = 30 * 60_000;
    private static final int KEYS_MAX = 10_000;
    private static final int USER_CHARS_MAX = 64;

    private final Clock clock;
    private final Map<String, Failures> failures =
            new LinkedHashMap<>(16, 0.75f, true) {
                private static final long serialVersionUID = 1L;

                @Override
                protected boolean removeEldestEntry(Map.Entry<String, Failures> eldest) {
                    return size() > KEYS_MAX;
                }
            };

    private record Failures(int count, long lastMillis) {}

    public LoginThrottle(Clock clock) {
        this.clock = clock;
    }

    /** How long this user at this address must wait before another try; 0: not at all. */
    public synchronized long waitMillis(String user, String address) {
        return Math.max(
                waitOf(key(user, address), FREE_TRIES),
                waitOf(ClientNetwork.of(address), FREE_TRIES_OF_ADDRESS));
    }

    public synchronized void failed(String user, String address) {
        count(key(user, address));
        count(ClientNetwork.of(address));
    }

    public synchronized void succeeded(String user, String address) {
        failures.remove(key(user, address));
    }

    /** Long names are cut off: whoever sends them must not fill the memory. */
    private static String key(String user, String address) {
        return ClientNetwork.of(address)
                + "\n"
                + user.substring(0, Math.min(user.length(), USER_CHARS_MAX));
    }

    private long waitOf(String key, int freeTries) {
        Failures known = failures.get(key);
        if (known == null || known.count() < freeTries) {
            return 0;
        }
        int doublings = Math.min(known.count() - freeTries, 10);
        long wait = Math.min(WAIT_MAX_MILLIS, 1000L << doublings);
        return Math.max(0, known.lastMillis() + wait - clock.millis());
    }

    private void count(String key) {
        long now = clock.millis();
        Failures known = failures.get(key);
        boolean fresh = known == null || now - known.lastMillis() > FORGET_MILLIS;
        failures.put(key, new Failures(fresh || known == null ? 1 : known.count() + 1, now));
    }

    /**
     * Refuses a try that comes too early after wrong ones.
     *
     * @throws HttpError 429
     */
    void mayTry(String user, String address) throws HttpError {
        long wait = waitMillis(user, address);
        if (wait > 0) {
            long seconds = (wait + 999) / 1000;
            throw new HttpError(
                    429,
                    "too many wrong passwords; try again in " + seconds + " s",
                    Map.of("Retry-After", Long.toString(seconds)));
        }
    }
}
