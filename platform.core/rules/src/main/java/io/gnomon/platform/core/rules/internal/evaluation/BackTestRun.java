package io.gnomon.platform.core.rules.internal.evaluation;

import io.gnomon.model.labels.Labels;
import io.gnomon.model.query.QueryEngine;
import io.gnomon.model.query.QueryException;
import io.gnomon.model.query.QueryRequest.Origin;
import io.gnomon.platform.core.config.rules.Rule;
import io.gnomon.platform.core.rules.BackTests.AlertHistory;
import io.gnomon.platform.core.rules.BackTests.BackTest;
import io.gnomon.platform.core.rules.BackTests.Episode;
import io.gnomon.platform.core.rules.BackTests.Span;
import io.gnomon.platform.core.rules.RulesView.State;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;

/** One evaluation of an alerting rule over stored history. For one thread. */
public final class BackTestRun {
    /** A month of evaluations every 15 seconds, and some. */
    private static final long MOST_EVALUATIONS = 200_000;

    private final AlertingRule rule;
    private final Span span;
    private final RuleQueries queries;

    /** Alerts that are active now. */
    private final Map<ActiveAlert, Open> open = new HashMap<>();

    private final Map<Labels, List<Episode>> episodes = new TreeMap<>();

    /** An episode that has not ended. */
    private static final class Open {
        private @Nullable Instant firedAt;
    }

    /**
     * A run that has not begun.
     *
     * @param definition its annotations are not looked at
     * @throws QueryException of type {@code BAD_DATA} when the span has too many evaluations
     */
    public BackTestRun(
            QueryEngine engine,
            AlertTemplates templates,
            Rule.Alerting definition,
            Map<String, String> groupLabels,
            Span span,
            BooleanSupplier cancelled)
            throws QueryException {
        long step = span.interval().toMillis();
        long evaluations =
                step < 1 ? 0 : (span.end().toEpochMilli() - span.start().toEpochMilli()) / step + 1;
        if (evaluations < 1 || evaluations > MOST_EVALUATIONS) {
            throw new QueryException(
                    QueryException.Type.BAD_DATA,
                    "%d evaluations from %s to %s every %s: at least 1 and at most %d are possible"
                            .formatted(
                                    evaluations,
                                    span.start(),
                                    span.end(),
                                    span.interval(),
                                    MOST_EVALUATIONS));
        }
        this.span = span;
        Rule.Alerting silent =
                new Rule.Alerting(
                        definition.name(),
                        definition.expr(),
                        definition.holdFor(),
                        definition.keepFiringFor(),
                        definition.labels(),
                        Map.of(),
                        definition.position());
        // A rule that has not been restored writes nothing.
        rule = new AlertingRule(silent, groupLabels, templates, false);
        queries =
                new RuleQueries(
                        new StoredAnswers(
                                engine::query, definition.expr(), span.end().toEpochMilli(), step),
                        new Origin("backTest", Map.of("name", definition.name())),
                        cancelled);
    }

    /**
     * Evaluates the rule.
     *
     * @throws QueryException of type {@code EXECUTION} or {@code CANCELED}
     */
    public BackTest run() throws QueryException {
        int evaluations = 0;
        long step = span.interval().toMillis();
        for (long time = span.start().toEpochMilli();
                time <= span.end().toEpochMilli();
                time += step) {
            try {
                rule.evaluate(new LiveRule.Round(time, 0, 0, queries));
            } catch (RuleFailure e) {
                throw new QueryException(
                        e.cancelled()
                                ? QueryException.Type.CANCELED
                                : QueryException.Type.EXECUTION,
                        String.valueOf(e.getMessage()),
                        e);
            }
            look(Instant.ofEpochMilli(time));
            evaluations++;
        }
        open.forEach((alert, now) -> end(alert, now, null));
        List<AlertHistory> alerts = new ArrayList<>();
        episodes.forEach((labels, all) -> alerts.add(new AlertHistory(labels, List.copyOf(all))));
        return new BackTest(evaluations, alerts);
    }

    /** What has changed since the evaluation before. */
    private void look(Instant now) {
        Set<ActiveAlert> remembered = new HashSet<>(rule.alerts());
        for (Iterator<Map.Entry<ActiveAlert, Open>> all = open.entrySet().iterator();
                all.hasNext(); ) {
            Map.Entry<ActiveAlert, Open> entry = all.next();
            ActiveAlert alert = entry.getKey();
            if (!remembered.contains(alert) || alert.isInactive()) {
                end(alert, entry.getValue(), now);
                all.remove();
            }
        }
        for (ActiveAlert alert : remembered) {
            if (!alert.isInactive()) {
                Open episode = open.computeIfAbsent(alert, _ -> new Open());
                if (episode.firedAt == null && alert.state() == State.FIRING) {
                    episode.firedAt = now;
                }
            }
        }
    }

    private void end(ActiveAlert alert, Open episode, @Nullable Instant endedAt) {
        episodes.computeIfAbsent(alert.labels, _ -> new ArrayList<>())
                .add(new Episode(Instant.ofEpochMilli(alert.activeAt()), episode.firedAt, endedAt));
    }
}
