package io.gnomon.platform.core.rules.internal.evaluation;

import io.gnomon.model.query.QueryException;
import io.gnomon.model.query.QueryRequest;
import io.gnomon.model.query.QueryResult;
import io.gnomon.model.sample.Histogram;
import io.gnomon.model.sample.SampleColumn;

import java.util.ArrayList;
import java.util.List;

/**
 * Answers the instant queries of one expression at ascending times out of range queries, each over
 * some thousand of these times; other queries go to the engine. For one thread.
 */
final class StoredAnswers implements RuleQueries.Evaluator {
    /** Fewer than the engine allows in one range query. */
    private static final int STEPS_AT_ONCE = 5000;

    private final RuleQueries.Evaluator engine;
    private final String expr;
    private final long endMillis;
    private final long stepMillis;

    private List<QueryResult.Series> series = List.of();
    private int[] next = {};
    private long knownUntil = Long.MIN_VALUE;

    /**
     * Answers of a span.
     *
     * @param endMillis the last time that is asked for
     * @param stepMillis distance of the times
     */
    StoredAnswers(RuleQueries.Evaluator engine, String expr, long endMillis, long stepMillis) {
        this.engine = engine;
        this.expr = expr;
        this.endMillis = endMillis;
        this.stepMillis = stepMillis;
    }

    @Override
    public QueryResult query(QueryRequest request) throws QueryException {
        if (!request.query().equals(expr)) {
            return engine.query(request);
        }
        long time = request.startMillis();
        if (time > knownUntil) {
            read(request, time);
        }
        List<QueryResult.Series> now = new ArrayList<>();
        for (int i = 0; i < next.length; i++) {
            SampleColumn samples = series.get(i).samples();
            int at = next[i];
            if (at < samples.size && samples.times[at] == time) {
                now.add(new QueryResult.Series(series.get(i).labels(), one(samples, at)));
                next[i]++;
            }
        }
        return new QueryResult.Vector(now, QueryResult.Notes.NONE);
    }

    private void read(QueryRequest request, long from) throws QueryException {
        long until = Math.min(endMillis, from + (STEPS_AT_ONCE - 1) * stepMillis);
        QueryResult result =
                engine.query(
                        new QueryRequest(
                                expr,
                                from,
                                until,
                                stepMillis,
                                request.lookbackMillis(),
                                request.limits(),
                                request.cancelled(),
                                request.insight(),
                                request.origin()));
        series = ((QueryResult.Matrix) result).series();
        next = new int[series.size()];
        knownUntil = until;
    }

    private static SampleColumn one(SampleColumn from, int at) {
        SampleColumn one = new SampleColumn();
        Histogram histogram = from.histogram(at);
        if (histogram == null) {
            one.add(from.times[at], from.values[at]);
        } else {
            one.add(from.times[at], histogram);
        }
        return one;
    }
}
