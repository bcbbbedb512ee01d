package io.gnomon.platform.core.alerting.internal.alerts;

import io.gnomon.model.alert.Alert;
import io.gnomon.model.labels.Labels;

import java.time.Instant;

/**
 * An alert with what the server knows about it. Immutable.
 *
 * @param updatedAt when it was last heard of
 * @param timeout its end was not said: it is over when nothing is heard of it until then
 * @param fingerprint stable hash of the labels, kept because it costs to make
 */
public record StoredAlert(Alert alert, Instant updatedAt, boolean timeout, long fingerprint) {
    public StoredAlert(Alert alert, Instant updatedAt, boolean timeout) {
        this(alert, updatedAt, timeout, alert.labels().stableHash());
    }

    public Labels labels() {
        return alert.labels();
    }

    public boolean isResolvedAt(Instant now) {
        return alert.isResolvedAt(now);
    }

    /** The fingerprint as users see it: 16 hexadecimal digits. */
    public String fingerprintText() {
        return String.format("%016x", fingerprint);
    }

    /** This alert with another span of time. */
    StoredAlert with(Instant startsAt, Instant endsAt) {
        return new StoredAlert(
                new Alert(
                        alert.labels(),
                        alert.annotations(),
                        startsAt,
                        endsAt,
                        alert.generatorUrl()),
                updatedAt,
                timeout,
                fingerprint);
    }

    /** Whether one of the other's ends lies within this alert's time. */
    boolean overlaps(StoredAlert other) {
        Instant start = alert.startsAt();
        Instant end = alert.endsAt();
        return within(other.alert.endsAt(), start, end)
                || within(other.alert.startsAt(), start, end);
    }

    private static boolean within(Instant time, Instant start, Instant end) {
        return time.isAfter(start) && time.isBefore(end);
    }

    /**
     * Both states of the same alert as one, by Alertmanager's rules (alert/alert.go): the younger
     * counts, with the earlier start; among ends an explicit one that is later wins.
     */
    StoredAlert merge(StoredAlert other, Instant now) {
        if (other.updatedAt.isBefore(updatedAt)) {
            return other.merge(this, now);
        }
        Instant start =
                alert.startsAt().isBefore(other.alert.startsAt())
                        ? alert.startsAt()
                        : other.alert.startsAt();
        boolean later = alert.endsAt().isAfter(other.alert.endsAt());
        boolean keepsEnd = other.isResolvedAt(now) ? isResolvedAt(now) && later : later && !timeout;
        return other.with(start, keepsEnd ? alert.endsAt() : other.alert.endsAt());
    }
}
