package io.gnomon.platform.testkit.promql;

import io.gnomon.model.query.QueryEngine;
import io.gnomon.model.query.QueryException;
import io.gnomon.model.query.QueryRequest;
import io.gnomon.model.query.QueryResult;
import io.gnomon.model.storage.Storage;

import java.util.function.Function;
import java.util.regex.Pattern;

/** One query of a script with what it must answer. */
public final class ScriptEval {
    private static final long MINUTE = 60_000;

    /** Functions of the query's own start, end and step: another query has others. */
    private static final Pattern OWN_TIMES =
            Pattern.compile("\\b(start|end|range|step)\\s*\\(\\s*\\)");

    private final int line;
    private final String query;
    private final long startMillis;
    private final long endMillis;
    private final long stepMillis;
    private final Expectation expectation;
    private final Storage storage;

    ScriptEval(
            int line,
            String query,
            long startMillis,
            long endMillis,
            long stepMillis,
            Expectation expectation,
            Storage storage) {
        this.line = line;
        this.query = query;
        this.startMillis = startMillis;
        this.endMillis = endMillis;
        this.stepMillis = stepMillis;
        this.expectation = expectation;
        this.storage = storage;
    }

    /** Line of the script, from 1. */
    public int line() {
        return line;
    }

    public String query() {
        return query;
    }

    /**
     * Runs the query.
     *
     * @throws AssertionError that says how the answer differs
     */
    public void check(Function<Storage, QueryEngine> engines) {
        QueryEngine engine = engines.apply(storage);
        QueryResult result;
        try {
            result =
                    engine.query(
                            stepMillis == 0
                                    ? QueryRequest.instant(query, startMillis)
                                    : QueryRequest.range(
                                            query, startMillis, endMillis, stepMillis));
        } catch (QueryException e) {
            failed(e);
            return;
        }
        if (expectation.failure != null) {
            throw new AssertionError("succeeds, but should fail: " + query);
        }
        new ResultCheck(expectation).check(result, startMillis, endMillis, stepMillis);
        if (comparableAsRange()) {
            checkAsRange(engine, result);
        }
    }

    private void failed(QueryException e) {
        Expectation.Message expected = expectation.failure;
        if (expected == null) {
            throw new AssertionError("fails: " + e.getMessage(), e);
        }
        if (!expected.matches(String.valueOf(e.getMessage()))) {
            throw new AssertionError(
                    "fails with: " + e.getMessage() + "\nexpected: " + expected, e);
        }
    }

    private boolean comparableAsRange() {
        return stepMillis == 0
                && !expectation.ordered
                && expectation.string == null
                && expectation.matrix == null
                && !OWN_TIMES.matcher(query).find();
    }

    /** The same query over a range must have the same values at the same time. */
    private void checkAsRange(QueryEngine engine, QueryResult instant) {
        QueryResult range;
        try {
            range =
                    engine.query(
                            QueryRequest.range(
                                    query, startMillis - MINUTE, startMillis + MINUTE, MINUTE));
        } catch (QueryException e) {
            throw new AssertionError("fails as a range query: " + e.getMessage(), e);
        }
        ResultCheck.checkSameAt(startMillis, instant, range);
    }
}
