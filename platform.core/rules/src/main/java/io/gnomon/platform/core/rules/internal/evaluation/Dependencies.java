package io.gnomon.platform.core.rules.internal.evaluation;

import io.gnomon.model.labels.Labels;
import io.gnomon.model.labels.Matcher;
import io.gnomon.model.query.QueryEngine;
import io.gnomon.model.query.QueryException;
import io.gnomon.platform.core.config.rules.Rule;

import java.util.ArrayList;
import java.util.List;

/**
 * Which rules of a group may read what others before them write. Rules that cannot are one stage:
 * they may be evaluated in any order, at the same time, and stored in one step.
 */
final class Dependencies {
    private Dependencies() {}

    /** The rules in their order, cut before each rule that may read what its stage writes. */
    static List<List<LiveRule>> stages(List<LiveRule> rules, QueryEngine engine) {
        List<List<LiveRule>> stages = new ArrayList<>();
        List<LiveRule> stage = new ArrayList<>();
        for (LiveRule rule : rules) {
            if (!stage.isEmpty() && readsOneOf(rule, stage, engine)) {
                stages.add(List.copyOf(stage));
                stage.clear();
            }
            stage.add(rule);
        }
        if (!stage.isEmpty()) {
            stages.add(List.copyOf(stage));
        }
        return List.copyOf(stages);
    }

    private static boolean readsOneOf(LiveRule rule, List<LiveRule> written, QueryEngine engine) {
        if (queriesInTemplates(rule)) {
            return true;
        }
        List<List<Matcher>> selectors;
        try {
            selectors = engine.selectors(rule.definition().expr());
        } catch (QueryException e) {
            return true;
        }
        for (List<Matcher> selector : selectors) {
            for (LiveRule one : written) {
                if (mayFind(selector, one)) {
                    return true;
                }
            }
        }
        return false;
    }

    /** The templates' function query may read anything. */
    private static boolean queriesInTemplates(LiveRule rule) {
        return rule.definition() instanceof Rule.Alerting alert
                && (hasQuery(rule.labels.values()) || hasQuery(alert.annotations().values()));
    }

    private static boolean hasQuery(Iterable<String> texts) {
        for (String text : texts) {
            if (AlertingRule.isTemplate(text) && text.contains("query")) {
                return true;
            }
        }
        return false;
    }

    private static boolean mayFind(List<Matcher> selector, LiveRule written) {
        return switch (written.definition()) {
            case Rule.Recording recording ->
                    mayFind(selector, Labels.METRIC_NAME, recording.name());
            case Rule.Alerting alert ->
                    (mayFind(selector, Labels.METRIC_NAME, AlertSeries.ALERTS)
                                    || mayFind(selector, Labels.METRIC_NAME, AlertSeries.FOR_STATE))
                            && mayFind(selector, AlertSeries.NAME, alert.name());
        };
    }

    private static boolean mayFind(List<Matcher> selector, String label, String value) {
        return selector.stream().allMatch(m -> !m.name().equals(label) || m.matches(value));
    }
}
