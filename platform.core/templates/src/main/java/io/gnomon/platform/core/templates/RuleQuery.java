package io.gnomon.platform.core.templates;

import io.gnomon.model.labels.Labels;

import java.time.Instant;
import java.util.List;

/** What the function {@code query} of rules' templates asks. */
@FunctionalInterface
public interface RuleQuery {
    /**
     * The value of an expression at a time: one sample for a scalar, a vector's samples else.
     *
     * @throws TemplateException the query failed; its message becomes part of the template's
     */
    List<QuerySample> query(String expr, Instant time) throws TemplateException;

    record QuerySample(Labels labels, double value) {}
}
