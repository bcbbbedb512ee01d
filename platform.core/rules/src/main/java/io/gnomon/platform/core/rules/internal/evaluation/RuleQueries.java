package io.gnomon.platform.core.rules.internal.evaluation;

import io.gnomon.model.labels.Labels;
import io.gnomon.model.query.QueryException;
import io.gnomon.model.query.QueryLimits;
import io.gnomon.model.query.QueryRequest;
import io.gnomon.model.query.QueryRequest.Insight;
import io.gnomon.model.query.QueryRequest.Origin;
import io.gnomon.model.query.QueryResult;
import io.gnomon.model.sample.Histogram;
import io.gnomon.model.sample.SampleColumn;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;

/**
 * Instant queries of one group in one evaluation.
 *
 * @param origin the group, for the query log
 * @param cancelled ends the queries
 */
public record RuleQueries(Evaluator engine, Origin origin, BooleanSupplier cancelled) {
    /** The engine, or what stands for it. */
    @FunctionalInterface
    public interface Evaluator {
        /** As {@link io.gnomon.model.query.QueryEngine#query}. */
        QueryResult query(QueryRequest request) throws QueryException;
    }

    /**
     * A series that a query yields.
     *
     * @param histogram null for a float
     */
    public record Sample(Labels labels, double value, @Nullable Histogram histogram) {}

    /** The same queries, evaluated by another. */
    RuleQueries by(Evaluator other) {
        return new RuleQueries(other, origin, cancelled);
    }

    QueryRequest request(String expr, long timeMillis) {
        return new QueryRequest(
                expr,
                timeMillis,
                timeMillis,
                0,
                0,
                QueryLimits.DEFAULT,
                cancelled,
                Insight.TOTALS,
                origin);
    }

    /**
     * What an expression yields.
     *
     * @throws RuleFailure also when it is neither vector nor scalar
     */
    public List<Sample> query(String expr, long timeMillis) throws RuleFailure {
        QueryResult result;
        try {
            result = engine.query(request(expr, timeMillis));
        } catch (QueryException e) {
            throw new RuleFailure(
                    String.valueOf(e.getMessage()), e.type() == QueryException.Type.CANCELED);
        }
        return switch (result) {
            case QueryResult.Vector(List<QueryResult.Series> series, _) -> samples(series);
            case QueryResult.Scalar(_, double value, _) ->
                    List.of(new Sample(Labels.EMPTY, value, null));
            case QueryResult.Text _, QueryResult.Matrix _ ->
                    throw new RuleFailure("rule result is not a vector or scalar");
        };
    }

    private static List<Sample> samples(List<QueryResult.Series> series) {
        List<Sample> samples = new ArrayList<>(series.size());
        for (QueryResult.Series one : series) {
            SampleColumn column = one.samples();
            samples.add(new Sample(one.labels(), column.values[0], column.histogram(0)));
        }
        return samples;
    }
}
