package io.gnomon.model.query;

import java.util.Map;
import java.util.function.BooleanSupplier;

/**
 * A query and when to evaluate it.
 *
 * @param query PromQL text
 * @param startMillis first evaluation
 * @param endMillis last possible evaluation; equal to start for an instant query
 * @param stepMillis distance of evaluations, 0 for an instant query
 * @param lookbackMillis how far back an instant selector looks, 0 for the engine's default
 * @param limits what the query may use
 * @param cancelled asked often by the engine's threads; true ends the query
 * @param insight what the answer tells besides
 * @param origin who asks, for the query log
 */
public record QueryRequest(
        String query,
        long startMillis,
        long endMillis,
        long stepMillis,
        long lookbackMillis,
        QueryLimits limits,
        BooleanSupplier cancelled,
        Insight insight,
        Origin origin) {
    /** What an answer tells about how it came about; each kind costs a little. */
    public enum Insight {
        /** Totals only. */
        TOTALS,
        /** Samples by step. */
        STEPS,
        /** The cost of each operator. */
        OPERATORS
    }

    /**
     * Who asks.
     *
     * @param kind such as {@code httpRequest} or {@code ruleGroup}; empty when nobody says
     * @param facts of an HTTP request clientIP, method and path; of a rule group file and name
     */
    public record Origin(String kind, Map<String, String> facts) {
        public static final Origin UNKNOWN = new Origin("", Map.of());
    }

    /** A query that asks for totals only and does not say where it comes from. */
    public QueryRequest(
            String query,
            long startMillis,
            long endMillis,
            long stepMillis,
            long lookbackMillis,
            QueryLimits limits,
            BooleanSupplier cancelled) {
        this(
                query,
                startMillis,
                endMillis,
                stepMillis,
                lookbackMillis,
                limits,
                cancelled,
                Insight.TOTALS,
                Origin.UNKNOWN);
    }

    public static QueryRequest instant(String query, long timeMillis) {
        return new QueryRequest(
                query, timeMillis, timeMillis, 0, 0, QueryLimits.DEFAULT, () -> false);
    }

    public static QueryRequest range(
            String query, long startMillis, long endMillis, long stepMillis) {
        return new QueryRequest(
                query, startMillis, endMillis, stepMillis, 0, QueryLimits.DEFAULT, () -> false);
    }

    /** The same query, asking for more or less insight. */
    public QueryRequest with(Insight other) {
        return new QueryRequest(
                query,
                startMillis,
                endMillis,
                stepMillis,
                lookbackMillis,
                limits,
                cancelled,
                other,
                origin);
    }

    /** The same query, asked by somebody. */
    public QueryRequest from(Origin other) {
        return new QueryRequest(
                query,
                startMillis,
                endMillis,
                stepMillis,
                lookbackMillis,
                limits,
                cancelled,
                insight,
                other);
    }

    public boolean isInstant() {
        return stepMillis == 0;
    }
}
