package io.gnomon.platform.promql.internal.run;

import io.gnomon.platform.promql.internal.parser.ParserOptions;

/**
 * How the engine works, for all queries.
 *
 * @param lookbackMillis how far back an instant selector looks
 * @param timeoutMillis wall time of a query
 * @param maxSamples samples that one query may hold in memory
 * @param maxBytes memory that one query may use
 * @param maxServerBytes memory that all queries together may use
 * @param threads how many threads may work on one query
 * @param maxConcurrency queries that run at the same time
 * @param subqueryStepMillis step of subqueries that give none
 * @param delayedNameRemoval metric names are removed at the end of a query, not by each operator
 * @param typeAndUnitLabels metrics carry their type in the label {@code __type__}
 * @param startTimestamps start times of samples count as counter resets
 */
public record EngineSettings(
        long lookbackMillis,
        long timeoutMillis,
        long maxSamples,
        long maxBytes,
        long maxServerBytes,
        int threads,
        int maxConcurrency,
        long subqueryStepMillis,
        ParserOptions language,
        boolean delayedNameRemoval,
        boolean typeAndUnitLabels,
        boolean startTimestamps) {
    /** Prometheus's defaults. */
    public static final EngineSettings DEFAULT =
            new EngineSettings(
                    300_000,
                    120_000,
                    50_000_000,
                    1L << 30,
                    2L << 30,
                    Runtime.getRuntime().availableProcessors(),
                    20,
                    60_000,
                    ParserOptions.STABLE,
                    false,
                    false,
                    false);

    /** The same with another step of subqueries that give none. */
    public EngineSettings withSubqueryStep(long millis) {
        return new EngineSettings(
                lookbackMillis,
                timeoutMillis,
                maxSamples,
                maxBytes,
                maxServerBytes,
                threads,
                maxConcurrency,
                millis,
                language,
                delayedNameRemoval,
                typeAndUnitLabels,
                startTimestamps);
    }
}
