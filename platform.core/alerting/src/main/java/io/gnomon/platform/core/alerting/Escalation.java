package io.gnomon.platform.core.alerting;

import io.gnomon.model.labels.Labels;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.List;

/**
 * An alert that goes up to further receivers as long as nobody acknowledges it.
 *
 * @param receiver who is told first
 * @param groupKey of the group in which it is
 * @param since when waiting for an acknowledgement began
 * @param told further receivers that know of it
 * @param nextAt when the next step is due; null when there is none, or it is acknowledged
 * @param next receivers of that step
 */
public record Escalation(
        String receiver,
        String groupKey,
        long fingerprint,
        Labels labels,
        Instant since,
        List<String> told,
        boolean acknowledged,
        @Nullable Instant nextAt,
        List<String> next) {
    public Escalation {
        told = List.copyOf(told);
        next = List.copyOf(next);
    }
}
