package io.gnomon.platform.core.alerting.internal.escalate;

import java.time.Instant;

/**
 * How far an alert of a group has gone up.
 *
 * @param since when waiting for an acknowledgement began
 * @param level how many steps were gone
 */
public record Climb(Key key, Instant since, int level) {
    /**
     * Whose climb it is.
     *
     * @param receiver who is told first
     */
    public record Key(String receiver, String groupKey, long fingerprint) {}
}
