package io.gnomon.platform.core.alerting.internal.notify;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;

/**
 * The last notification of a group to one channel of a receiver.
 *
 * @param sentAt when it was delivered
 * @param expiresAt when it may be forgotten
 * @param firing fingerprints of the alerts that were told as firing
 * @param resolved fingerprints of those that were told as resolved
 * @param memory what the channel wants to know at the next one
 * @param repeats how often it was repeated since something was new
 */
public record LogEntry(
        Key key,
        Instant sentAt,
        Instant expiresAt,
        Set<Long> firing,
        Set<Long> resolved,
        Map<String, String> memory,
        int repeats) {
    public LogEntry {
        firing = Set.copyOf(firing);
        resolved = Set.copyOf(resolved);
        memory = Map.copyOf(memory);
    }

    /** The same, to be forgotten at another time. */
    LogEntry keptUntil(Instant until) {
        return new LogEntry(key, sentAt, until, firing, resolved, memory, repeats);
    }

    /**
     * Who was told about what.
     *
     * @param channel type of the channel: "webhook"
     * @param index of the channel among those of its type
     */
    public record Key(String groupKey, String receiver, String channel, int index) {}

    /**
     * Why a group is to be told now, null when it is not; Alertmanager's rules
     * (notify/dedup_stage.go).
     *
     * @param last null when it was never told
     * @param wait how long after the last notification it is repeated
     */
    static @Nullable Reason reason(
            @Nullable LogEntry last,
            Set<Long> firing,
            Set<Long> resolved,
            boolean sendResolved,
            Duration wait,
            Instant now) {
        if (last == null) {
            return firing.isEmpty() ? null : Reason.FIRST;
        }
        if (!last.firing.containsAll(firing)) {
            return last.firing.isEmpty() ? Reason.FIRST : Reason.NEW_ALERTS;
        }
        if (firing.isEmpty()) {
            // What fired and was over between two notifications is nobody's business.
            return last.firing.isEmpty() ? null : Reason.ALL_RESOLVED;
        }
        if (sendResolved && !last.resolved.containsAll(resolved)) {
            return Reason.SOME_RESOLVED;
        }
        return last.sentAt.isBefore(now.minus(wait)) ? Reason.REPEAT : null;
    }
}
