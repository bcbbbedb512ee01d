package io.gnomon.platform.core.alerting.internal.notify;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * Waits between attempts as those of Alertmanager (cenkalti/backoff): half a second, growing by
 * half, up to a minute, each up to a half shorter or longer.
 */
public final class Backoff {
    private static final double FIRST_MILLIS = 500;
    private static final double LONGEST_MILLIS = 60_000;
    private static final double GROWTH = 1.5;

    private final RandomGenerator random;

    public Backoff(RandomGenerator random) {
        this.random = random;
    }

    /**
     * @param attempts that have failed, from 1
     */
    Duration delay(int attempts) {
        double middle = Math.min(FIRST_MILLIS * Math.pow(GROWTH, attempts - 1.0), LONGEST_MILLIS);
        return Duration.ofMillis((long) (middle * (0.5 + random.nextDouble())));
    }
}
