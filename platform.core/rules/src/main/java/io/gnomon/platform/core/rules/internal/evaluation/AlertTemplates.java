package io.gnomon.platform.core.rules.internal.evaluation;

/** Runs the templates of labels and annotations. Any thread; calls overlap. */
@FunctionalInterface
public interface AlertTemplates {
    /**
     * Runs a template.
     *
     * @param alert name of the alerting rule
     * @param sample what the expression yields
     * @param queries for the function {@code query}
     * @param timeMillis of the evaluation
     * @throws RuleFailure when the template is wrong
     */
    String expand(
            String alert,
            String text,
            RuleQueries.Sample sample,
            RuleQueries queries,
            long timeMillis)
            throws RuleFailure;
}
