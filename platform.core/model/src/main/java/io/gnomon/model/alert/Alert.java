package io.gnomon.model.alert;

import io.gnomon.model.labels.Labels;

import java.time.Instant;

/**
 * An alert as it is raised and delivered. Its identity is its labels.
 *
 * @param endsAt when it is or will be over; an alert with an end in the past is resolved
 * @param generatorUrl where it comes from, empty when unknown
 */
public record Alert(
        Labels labels, Labels annotations, Instant startsAt, Instant endsAt, String generatorUrl) {
    public boolean isResolvedAt(Instant now) {
        return !endsAt.isAfter(now);
    }

    /** The same with other labels, as relabelling makes them. */
    public Alert withLabels(Labels other) {
        return new Alert(other, annotations, startsAt, endsAt, generatorUrl);
    }

    /** 16 hexadecimal digits that stand for the labels: their stable hash. */
    public String fingerprint() {
        return String.format("%016x", labels.stableHash());
    }
}
