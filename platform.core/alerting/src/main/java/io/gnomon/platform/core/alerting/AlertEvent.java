package io.gnomon.platform.core.alerting;

import io.gnomon.model.labels.Labels;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * Something that happened to an alert or to a group of alerts.
 *
 * @param id grows with time: {@code milliseconds << 20}, plus a number
 * @param fingerprints of the alerts; none when a group is muted
 * @param labels of the alert; of a notification those that all its alerts have with the same value;
 *     of a muted group those by which it is grouped
 * @param receiver of a notification, of a muted group, of an alert that goes up; else empty
 * @param groupKey as receiver
 * @param detail when the alert began or ended; fingerprint of the alert that inhibits it; ids of
 *     silences; time intervals that mute; who acknowledges and the comment; receivers to which an
 *     alert goes up; why a notification is sent
 * @param told of a notification what became of it
 */
public record AlertEvent(
        long id,
        Kind kind,
        List<Long> fingerprints,
        Labels labels,
        String receiver,
        String groupKey,
        String detail,
        @Nullable Told told) {
    private static final int NUMBER_BITS = 20;

    public AlertEvent {
        fingerprints = List.copyOf(fingerprints);
    }

    /** What happened. */
    public enum Kind {
        FIRED,
        RESOLVED,
        INHIBITED,
        SILENCED,
        /** Nothing inhibits or silences the alert any more. */
        RELEASED,
        /** A time interval mutes the group. */
        MUTED,
        UNMUTED,
        /** Somebody has taken notice of alerts. */
        ACKNOWLEDGED,
        /** Nobody has taken notice in time: further receivers are told. */
        ESCALATED,
        NOTIFICATION
    }

    /** What became of a notification. */
    public enum Result {
        DELIVERED,
        /** The receiver says that trying again is useless. */
        REFUSED,
        /** It could not be delivered before the next one was due. */
        GIVEN_UP,
        /** The server made a mistake, its log tells more. */
        FAILED
    }

    /**
     * The end of a notification through one channel of a receiver.
     *
     * @param channel type of the channel: "webhook"
     * @param index of the channel among those of its type
     * @param firing how many firing alerts it told of
     * @param resolved how many resolved ones
     * @param problem of the last attempt that failed, empty for none
     * @param attempts how often it was tried
     * @param took from when the group was due, waits included
     */
    public record Told(
            String channel,
            int index,
            int firing,
            int resolved,
            Result result,
            String problem,
            int attempts,
            Duration took) {}

    /** When it happened. */
    public Instant at() {
        return Instant.ofEpochMilli(id >> NUMBER_BITS);
    }

    /** The least id of events at that time and later. */
    public static long firstId(Instant at) {
        long millis = Math.clamp(at.toEpochMilli(), 0, Long.MAX_VALUE >> NUMBER_BITS);
        return millis << NUMBER_BITS;
    }
}
