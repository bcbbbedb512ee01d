package io.gnomon.platform.core.config.rules;

import io.gnomon.model.text.TextPosition;

import java.time.Duration;
import java.util.Map;

/** A rule of a group. Name and expression are not empty, the expression parses. */
public sealed interface Rule {
    /** The series that is made, or the alert. */
    String name();

    /** PromQL, as it is written. */
    String expr();

    /** Labels of the series or alert, without those of the group; templates in an alerting rule. */
    Map<String, String> labels();

    /** Where the rule begins. */
    TextPosition position();

    /** Stores what an expression yields as a series of another name. */
    record Recording(String name, String expr, Map<String, String> labels, TextPosition position)
            implements Rule {}

    /**
     * Raises an alert for each series that an expression yields.
     *
     * @param holdFor {@code for}: how long the expression yields the series before the alert fires
     * @param keepFiringFor how long the alert fires on when it no longer does
     * @param annotations templates
     */
    record Alerting(
            String name,
            String expr,
            Duration holdFor,
            Duration keepFiringFor,
            Map<String, String> labels,
            Map<String, String> annotations,
            TextPosition position)
            implements Rule {}
}
