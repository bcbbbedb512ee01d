package io.gnomon.model.query;

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
 */
public record QueryRequest(
        String query,
        long startMillis,
        long endMillis,
        long stepMillis,
        long lookbackMillis,
        QueryLimits limits,
        BooleanSupplier cancelled) {
    public static QueryRequest instant(String query, long timeMillis) {
        return new QueryRequest(
                query, timeMillis, timeMillis, 0, 0, QueryLimits.DEFAULT, () -> false);
    }

    public static QueryRequest range(
            String query, long startMillis, long endMillis, long stepMillis) {
        return new QueryRequest(
                query, startMillis, endMillis, stepMillis, 0, QueryLimits.DEFAULT, () -> false);
    }

    public boolean isInstant() {
        return stepMillis == 0;
    }
}
