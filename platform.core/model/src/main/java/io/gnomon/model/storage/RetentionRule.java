package io.gnomon.model.storage;

import io.gnomon.model.labels.Labels;
import io.gnomon.model.labels.Matcher;

import java.util.List;

/**
 * How long some series are kept.
 *
 * @param match the selector as it was written, for people
 * @param matchers the series that satisfy all of them, at least one
 * @param keptMillis age at which their samples are dropped, 0 for never
 */
public record RetentionRule(String match, List<Matcher> matchers, long keptMillis) {
    public RetentionRule {
        matchers = List.copyOf(matchers);
    }

    public boolean matches(Labels labels) {
        for (Matcher matcher : matchers) {
            if (!matcher.matches(labels)) {
                return false;
            }
        }
        return true;
    }
}
