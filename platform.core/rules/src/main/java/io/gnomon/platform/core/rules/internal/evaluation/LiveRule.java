package io.gnomon.platform.core.rules.internal.evaluation;

import io.gnomon.model.labels.Labels;
import io.gnomon.model.query.QueryRequest;
import io.gnomon.platform.core.config.rules.Rule;
import io.gnomon.platform.core.rules.RulesView;
import io.gnomon.platform.core.rules.RulesView.Evaluation;
import io.gnomon.platform.core.rules.RulesView.Health;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A rule with its state. Evaluated by one thread at a time; what it tells the HTTP API may be asked
 * for by any.
 */
abstract sealed class LiveRule permits RecordingRule, AlertingRule {
    /** With the labels of the group. */
    final Map<String, String> labels;

    WrittenSeries series = new WrittenSeries();
    final RuleRows rows = new RuleRows();
    private volatile Evaluation last = Evaluation.NONE;

    /**
     * A rule that was not evaluated yet.
     *
     * @param groupLabels labels of the group; the rule's own win
     */
    LiveRule(Map<String, String> groupLabels, Map<String, String> ownLabels) {
        Map<String, String> all = new LinkedHashMap<>(groupLabels);
        all.putAll(ownLabels);
        labels = Map.copyOf(all);
    }

    /** When a rule is evaluated, and with what. */
    record Round(long timeMillis, long offsetMillis, int limit, RuleQueries queries) {
        /** What a rule's expression yields at the time that the group reads. */
        List<RuleQueries.Sample> query(String expr) throws RuleFailure {
            return queries.query(expr, timeMillis - offsetMillis);
        }

        QueryRequest request(String expr) {
            return queries.request(expr, timeMillis - offsetMillis);
        }

        Round by(RuleQueries.Evaluator evaluator) {
            return new Round(timeMillis, offsetMillis, limit, queries.by(evaluator));
        }
    }

    /** As it is written. */
    abstract Rule definition();

    /**
     * Evaluates the expression and fills {@link #rows}.
     *
     * @throws RuleFailure then nothing has to be stored and the series go on as they are
     */
    abstract void evaluate(Round round) throws RuleFailure;

    abstract RulesView.Rule view();

    final Evaluation last() {
        return last;
    }

    /** The evaluation that began then is over. */
    final void evaluated(Instant began, Duration took, String error) {
        last = new Evaluation(error.isEmpty() ? Health.OK : Health.ERR, error, took, began);
    }

    /** What was evaluated could not be stored. */
    final void notStored(String error) {
        Evaluation now = last;
        last = new Evaluation(Health.ERR, error, now.took(), now.began());
    }

    /** Whether a rule of the next configuration carries on what this one has. */
    final boolean isSuccessorOf(LiveRule other) {
        return definition().name().equals(other.definition().name()) && labels.equals(other.labels);
    }

    /** Whether the two are written in the same way, wherever they stand. */
    final boolean sameAs(LiveRule other) {
        return isSuccessorOf(other)
                && withoutPlace(definition()).equals(withoutPlace(other.definition()));
    }

    private static Object withoutPlace(Rule rule) {
        return switch (rule) {
            case Rule.Recording(_, String expr, _, _) -> List.of(expr);
            case Rule.Alerting alert ->
                    List.of(
                            alert.expr(),
                            alert.holdFor(),
                            alert.keepFiringFor(),
                            alert.annotations());
        };
    }

    /** For the API; labels that are empty are none. */
    final Labels shownLabels() {
        return Labels.of(labels);
    }
}
