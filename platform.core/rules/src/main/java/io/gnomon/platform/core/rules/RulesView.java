package io.gnomon.platform.core.rules;

import io.gnomon.model.labels.Labels;

import org.jspecify.annotations.Nullable;
import org.osgi.annotation.versioning.ProviderType;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;

/**
 * The rules of this server as they are now; an OSGi service for the HTTP API. Any thread; nothing
 * blocks; what is returned is a copy of that moment.
 */
@ProviderType
public interface RulesView {
    /** All groups, sorted by file, then name. */
    List<Group> groups();

    /**
     * A group of rules.
     *
     * @param interval between two evaluations
     * @param limit most series or alerts of a rule, 0 for any number
     * @param rules in the order of the file
     * @param evaluationTime how long the last evaluation took, zero when there was none yet
     * @param lastEvaluation when it began, null when there was none yet
     */
    record Group(
            String file,
            String name,
            Duration interval,
            int limit,
            List<Rule> rules,
            Duration evaluationTime,
            @Nullable Instant lastEvaluation) {}

    /** A rule with how its last evaluation went. */
    sealed interface Rule {
        /** The series that is made, or the alert. */
        String name();

        /** PromQL, as it is written. */
        String query();

        /** Labels as they are written, those of the group among them. */
        Labels labels();

        /** How the last evaluation went. */
        Evaluation evaluation();
    }

    /** A rule that stores a series. */
    record Recording(String name, String query, Labels labels, Evaluation evaluation)
            implements Rule {}

    /**
     * A rule that raises alerts.
     *
     * @param annotations as they are written
     * @param state the highest of its alerts
     * @param alerts that are pending or firing, those that are longest active first
     */
    record Alerting(
            String name,
            String query,
            Duration holdFor,
            Duration keepFiringFor,
            Labels labels,
            Labels annotations,
            State state,
            List<Alert> alerts,
            Evaluation evaluation)
            implements Rule {}

    /**
     * An alert that is pending or firing.
     *
     * @param activeAt since when the expression yields it
     * @param keepFiringSince since when it fires only because of keep_firing_for, null otherwise
     * @param value what the expression yielded last
     */
    record Alert(
            Labels labels,
            Labels annotations,
            State state,
            Instant activeAt,
            @Nullable Instant keepFiringSince,
            double value) {}

    /**
     * How the last evaluation of a rule went.
     *
     * @param error a sentence, empty unless it failed
     * @param began null when there was none yet
     */
    record Evaluation(Health health, String error, Duration took, @Nullable Instant began) {
        /** There was none yet. */
        public static final Evaluation NONE =
                new Evaluation(Health.UNKNOWN, "", Duration.ZERO, null);
    }

    /** Whether the last evaluation of a rule worked. */
    enum Health {
        UNKNOWN,
        OK,
        ERR;

        /** The word of Prometheus's API. */
        public String text() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** State of an alert, or of a rule. */
    enum State {
        /** The rule was not evaluated yet. */
        UNKNOWN,
        INACTIVE,
        PENDING,
        FIRING;

        /** The word of Prometheus's API. */
        public String text() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
