package io.gnomon.platform.core.alerting;

import io.gnomon.model.labels.Matcher;

import java.time.Instant;
import java.util.List;

/**
 * A silence that comes again: in each span of time that its intervals describe there is an ordinary
 * {@link Silence} with its matchers.
 *
 * @param id a UUID; empty in a draft of a new one
 * @param matchers as those of a silence
 * @param timeIntervals JSON list in the form of {@code time_intervals} of a time interval in
 *     alertmanager.yml
 * @param updatedAt when it was last changed
 * @param silenceId of the last silence that it made, empty for none
 * @param silentUntil end of the last span for which it made a silence, exclusive
 */
public record RecurringSilence(
        String id,
        List<Matcher> matchers,
        String timeIntervals,
        String createdBy,
        String comment,
        Instant updatedAt,
        String silenceId,
        Instant silentUntil) {

    /** The annotation of a silence that names the recurring one from which it comes. */
    public static final String ANNOTATION = "gnomon_recurring_silence";

    public RecurringSilence {
        matchers = List.copyOf(matchers);
    }

    /** What a user gives. */
    public static RecurringSilence draft(
            String id,
            List<Matcher> matchers,
            String timeIntervals,
            String createdBy,
            String comment) {
        return new RecurringSilence(
                id, matchers, timeIntervals, createdBy, comment, Instant.EPOCH, "", Instant.EPOCH);
    }
}
