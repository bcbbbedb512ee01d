package io.gnomon.exporters.blackbox.internal.probers;

import java.time.Duration;

/**
 * One probe under way: whom it is for and what is known by now. Belongs to the thread that probes.
 *
 * @param target as it was asked for
 * @param hostName name to call the server by, empty for that of the target
 * @param deadline {@link System#nanoTime} at which it must be over
 */
public record Probe(String target, String hostName, long deadline, Gauges gauges, ProbeLog log) {
    /** Time left, never negative. */
    public Duration timeLeft() {
        return Duration.ofNanos(Math.max(0, deadline - System.nanoTime()));
    }

    /** Time left for calls that take 0 for no end: at least 1. */
    int millisLeft() {
        return Math.clamp(timeLeft().toMillis(), 1, Integer.MAX_VALUE);
    }

    static double seconds(long nanos) {
        return nanos / 1e9;
    }
}
