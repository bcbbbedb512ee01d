package io.gnomon.platform.testkit.promql;

import io.gnomon.model.query.QueryEngine;
import io.gnomon.model.query.QueryException;
import io.gnomon.model.query.QueryRequest;
import io.gnomon.model.query.QueryResult;
import io.gnomon.model.storage.Storage;

import org.jspecify.annotations.Nullable;

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

    /** Writes a query another way. */
    public interface Pinning {
        /**
         * The query with {@code @ time} on every selector and subquery that has none.
         *
         * @return null when the query cannot be evaluated at another time
         */
        @Nullable String pin(String query, long timeMillis);
    }

    /**
     * Runs the query; an instant query also pinned to its time and looked at from other times, and
     * as one step of a range query.
     *
     * @throws AssertionError that says how the answer differs
     */
    public void check(Function<Storage, QueryEngine> engines, Pinning pinning) {
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
        String pinned = stepMillis == 0 ? pinning.pin(query, startMillis) : null;
        if (pinned != null) {
            checkPinned(engine, pinned, result);
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

    private void checkPinned(QueryEngine engine, String pinned, QueryResult result) {
        long[] times =
                startMillis == 0
                        ? new long[] {-1000, 0, 1000}
                        : new long[] {
                            -10 * startMillis, 0, startMillis / 5, startMillis, 10 * startMillis
                        };
        for (long time : times) {
            try {
                QueryResult again = engine.query(QueryRequest.instant(pinned, time));
                ResultCheck.checkSame(result, again);
            } catch (QueryException | AssertionError e) {
                throw new AssertionError(
                        "at " + time + " ms, " + pinned + ": " + e.getMessage(), e);
            }
        }
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
