package io.gnomon.platform.core.alerting;

import io.gnomon.model.labels.Matcher;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.List;
import java.util.Set;

/**
 * Somebody has taken notice of alerts: they are not repeated any more. An alert that ends and fires
 * again, so one that began later than this was given, is another one.
 *
 * @param id a UUID; empty in a draft
 * @param at when it was given
 * @param until when it ends; null for as long as one of its alerts fires
 * @param alerts fingerprints of the alerts; none in a draft
 */
public record Acknowledgement(
        String id,
        List<Matcher> matchers,
        String createdBy,
        String comment,
        Instant at,
        @Nullable Instant until,
        Set<Long> alerts) {
    public Acknowledgement {
        matchers = List.copyOf(matchers);
        alerts = Set.copyOf(alerts);
    }

    /** What a user gives. */
    public static Acknowledgement draft(
            List<Matcher> matchers, String createdBy, String comment, @Nullable Instant until) {
        return new Acknowledgement(
                "", matchers, createdBy, comment, Instant.EPOCH, until, Set.of());
    }

    /** The same, at an end. */
    public Acknowledgement endedAt(Instant end) {
        return new Acknowledgement(id, matchers, createdBy, comment, at, end, alerts);
    }

    /** Whether it does not count any more. */
    public boolean hasEnded(Instant now) {
        return until != null && !until.isAfter(now);
    }
}
