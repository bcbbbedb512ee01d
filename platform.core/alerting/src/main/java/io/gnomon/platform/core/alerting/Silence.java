package io.gnomon.platform.core.alerting;

import io.gnomon.model.labels.Matcher;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * Mutes alerts for some time: those whose labels satisfy all of its matchers.
 *
 * @param id a UUID; empty in a draft of a new one
 * @param matchers as they were given; at least one does not match the empty text
 * @param endsAt it is active up to and with this time
 * @param updatedAt when it was last changed
 */
public record Silence(
        String id,
        List<Matcher> matchers,
        Instant startsAt,
        Instant endsAt,
        Instant updatedAt,
        String createdBy,
        String comment,
        Map<String, String> annotations) {

    public Silence {
        matchers = List.copyOf(matchers);
        annotations = Map.copyOf(annotations);
    }

    /** Where a silence is in its life. */
    public enum State {
        ACTIVE("active"),
        PENDING("pending"),
        EXPIRED("expired");

        private final String text;

        State(String text) {
            this.text = text;
        }

        /** As in the API. */
        public String text() {
            return text;
        }
    }

    public State stateAt(Instant time) {
        if (time.isBefore(startsAt)) {
            return State.PENDING;
        }
        return time.isAfter(endsAt) ? State.EXPIRED : State.ACTIVE;
    }
}
