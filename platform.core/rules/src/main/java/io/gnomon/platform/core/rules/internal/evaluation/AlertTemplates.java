package io.gnomon.platform.core.rules.internal.evaluation;

/** Reads the templates of labels and annotations, once for each rule. Any thread; calls overlap. */
@FunctionalInterface
public interface AlertTemplates {
    /**
     * Reads a template. One that is wrong fails when it is run.
     *
     * @param alert name of the alerting rule
     */
    AlertTemplate parse(String alert, String text);

    /** A template that has been read; run for each alert in each evaluation. */
    @FunctionalInterface
    interface AlertTemplate {
        /**
         * Runs it.
         *
         * @param sample what the expression yields
         * @param queries for the function {@code query}
         * @param timeMillis of the evaluation
         * @throws RuleFailure when the template is wrong
         */
        String expand(RuleQueries.Sample sample, RuleQueries queries, long timeMillis)
                throws RuleFailure;
    }
}
