package io.gnomon.platform.core.http.internal.front;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * Lets through so many requests at once, and after that one each interval: the token bucket of
 * golang.org/x/time/rate, which the peers use for {@code rate_limit}. Any thread.
 *
 * @see <a href="https://prometheus.io/docs/prometheus/latest/configuration/https/">web.yml</a>
 */
public final class RateLimit {
    /** Lets everything through. */
    public static final RateLimit NONE = new RateLimit(Duration.ZERO, 0, System::nanoTime);

    private final long intervalNanos;
    private final int burst;
    private final LongSupplier nanoTime;
    private double tokens;
    private long atNanos;

    /**
     * @param interval between two requests, 0 for no limit
     * @param burst requests that may come at once
     */
    public RateLimit(Duration interval, int burst, LongSupplier nanoTime) {
        this.intervalNanos = interval.toNanos();
        this.burst = burst;
        this.nanoTime = nanoTime;
        this.tokens = burst;
        this.atNanos = nanoTime.getAsLong();
    }

    /** Whether one more request may pass now; takes its place. */
    synchronized boolean passes() {
        if (intervalNanos == 0) {
            return true;
        }
        long now = nanoTime.getAsLong();
        tokens = Math.min(burst, tokens + (double) (now - atNanos) / intervalNanos);
        atNanos = now;
        if (tokens < 1) {
            return false;
        }
        tokens--;
        return true;
    }
}
