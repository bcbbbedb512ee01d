package io.gnomon.platform.core.httpclient.internal.signing;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A value that expires: fetched when it is first needed, and again when its end is near; while that
 * fails, it is used until its end. One fetch runs at a time, others wait for it. Any thread.
 */
public final class Renewed<T> {
    private final Fetch<T> fetch;
    private final Duration early;
    private final InstantSource clock;
    private final ReentrantLock fetching = new ReentrantLock();
    private @Nullable Lasting<T> kept;

    /** Asks for the value. */
    @FunctionalInterface
    public interface Fetch<T> {
        Lasting<T> fetch(Duration timeLeft) throws IOException, InterruptedException;
    }

    /**
     * A value and its end.
     *
     * @param expires {@link Instant#MAX} for never
     */
    public record Lasting<T>(T value, Instant expires) {}

    /**
     * A value that is not fetched yet.
     *
     * @param early how long before its end it counts as expired
     */
    public Renewed(Duration early, InstantSource clock, Fetch<T> fetch) {
        this.early = early;
        this.clock = clock;
        this.fetch = fetch;
    }

    public T get(Duration timeLeft) throws IOException, InterruptedException {
        if (!fetching.tryLock(timeLeft.toNanos(), TimeUnit.NANOSECONDS)) {
            throw new IOException("context deadline exceeded");
        }
        try {
            Lasting<T> now = kept;
            if (now == null || isOver(now.expires)) {
                now = renewed(now, timeLeft);
                kept = now;
            }
            return now.value;
        } finally {
            fetching.unlock();
        }
    }

    private Lasting<T> renewed(@Nullable Lasting<T> before, Duration timeLeft)
            throws IOException, InterruptedException {
        try {
            return fetch.fetch(timeLeft);
        } catch (IOException e) {
            if (before != null && clock.instant().isBefore(before.expires)) {
                return before;
            }
            throw e;
        }
    }

    private boolean isOver(Instant expires) {
        return !expires.equals(Instant.MAX) && !clock.instant().plus(early).isBefore(expires);
    }
}
