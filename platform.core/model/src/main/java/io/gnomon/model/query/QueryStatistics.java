package io.gnomon.model.query;

import org.jspecify.annotations.Nullable;

/**
 * What a query cost, in Prometheus's terms.
 *
 * @param queueNanos waiting for a place among the running queries
 * @param prepareNanos parsing and planning
 * @param evaluateNanos evaluation
 * @param sortNanos ordering the answer
 * @param queryableSamples samples that selectors found: of instant selectors one for each step and
 *     series, of ranges all in the window of each step
 * @param peakSamples most samples held in memory at once
 * @param samplesPerStep {@code queryableSamples} by step; empty unless asked for by {@link
 *     QueryRequest.Insight#STEPS}
 * @param profile the plan with what each operator cost; null unless asked for by {@link
 *     QueryRequest.Insight#OPERATORS}
 */
public record QueryStatistics(
        long queueNanos,
        long prepareNanos,
        long evaluateNanos,
        long sortNanos,
        long queryableSamples,
        long peakSamples,
        long[] samplesPerStep,
        @Nullable PlanNode profile) {
    /** Of a query that cost nothing worth telling. */
    public static final QueryStatistics NONE =
            new QueryStatistics(0, 0, 0, 0, 0, 0, new long[0], null);
}
