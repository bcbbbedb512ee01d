package io.gnomon.platform.core.rules;

import io.gnomon.model.labels.Labels;
import io.gnomon.model.query.QueryException;
import io.gnomon.platform.core.config.rules.Rule;

import org.jspecify.annotations.Nullable;
import org.osgi.annotation.versioning.ProviderType;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;

/**
 * Tries an alerting rule on what is stored, before it is switched on; an OSGi service. Any thread;
 * calls overlap and end as queries do. Nothing is stored and nothing is sent.
 */
@ProviderType
public interface BackTests {
    /**
     * Evaluates a rule at each time of a span as the server would have done, by the same code.
     *
     * @param groupLabels labels that the rule's group adds
     * @param cancelled true when nobody waits for the answer any more
     * @throws QueryException when the expression fails, or of type {@code BAD_DATA} when the span
     *     has too many evaluations
     */
    BackTest run(
            Rule.Alerting rule,
            Map<String, String> groupLabels,
            Span span,
            BooleanSupplier cancelled)
            throws QueryException;

    /**
     * When to evaluate.
     *
     * @param interval between two evaluations, at least a millisecond
     */
    record Span(Instant start, Instant end, Duration interval) {}

    /**
     * What a rule would have done.
     *
     * @param alerts each label set that was active, sorted by labels
     */
    record BackTest(int evaluations, List<AlertHistory> alerts) {}

    /**
     * The times at which one alert was active.
     *
     * @param episodes in order, at least one
     */
    record AlertHistory(Labels labels, List<Episode> episodes) {
        /** An alert that fires again so soon after its end was still being told to be over. */
        public static final Duration FLAP = Duration.ofMinutes(15);

        /** How often it fired. */
        public int fired() {
            return (int) episodes.stream().filter(episode -> episode.firedAt() != null).count();
        }

        /** How often it fired again within {@link #FLAP} after it was over. */
        public int flaps() {
            int flaps = 0;
            Instant over = null;
            for (Episode episode : episodes) {
                Instant firedAt = episode.firedAt();
                if (firedAt == null) {
                    continue;
                }
                if (over != null && !firedAt.isAfter(over.plus(FLAP))) {
                    flaps++;
                }
                over = episode.endedAt();
            }
            return flaps;
        }

        /**
         * How long it fired, all together.
         *
         * @param end of the span, for an alert that still fires
         */
        public Duration firing(Instant end) {
            return episodes.stream()
                    .map(episode -> episode.firing(end))
                    .reduce(Duration.ZERO, Duration::plus);
        }
    }

    /**
     * One time at which an alert was active.
     *
     * @param activeAt the first evaluation that yielded it
     * @param firedAt the first in which it fired, null when it never did
     * @param endedAt the first in which it was over, null when it was active at the end of the span
     */
    record Episode(Instant activeAt, @Nullable Instant firedAt, @Nullable Instant endedAt) {
        /**
         * How long it fired.
         *
         * @param end of the span
         */
        public Duration firing(Instant end) {
            return firedAt == null
                    ? Duration.ZERO
                    : Duration.between(firedAt, endedAt == null ? end : endedAt);
        }
    }
}
