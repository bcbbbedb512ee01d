package io.gnomon.platform.core.alerting;

import io.gnomon.model.labels.Matcher;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * Somebody has taken notice of alerts: they are not repeated any more. An alert that ends and fires
 * again is another one.
 *
 * @param id a UUID; empty in a draft
 * @param at when it was given
 * @param until when it ends; null for as long as one of its alerts fires
 * @param alerts fingerprints of the alerts, with when they began in milliseconds; none in a draft
 */
public record Acknowledgement(
        String id,
        List<Matcher> matchers,
        String createdBy,
        String comment,
        Instant at,
        @Nullable Instant until,
        Map<Long, Long> alerts) {
    public Acknowledgement {
        matchers = List.copyOf(matchers);
        alerts = Map.copyOf(alerts);
    }

    /** What a user gives. */
    public static Acknowledgement draft(
            List<Matcher> matchers, String createdBy, String comment, @Nullable Instant until) {
        return new Acknowledgement(
                "", matchers, createdBy, comment, Instant.EPOCH, until, Map.of());
    }
}
