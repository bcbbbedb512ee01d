package io.gnomon.platform.promql.internal.run;

import io.gnomon.model.query.QueryException;

/**
 * What all operators of one query share.
 *
 * @param grid the steps of the query itself
 * @param lookbackMillis how far back its instant selectors look
 * @param threads how many threads may work on it
 */
public record QueryContext(
        Grid grid,
        long lookbackMillis,
        EngineSettings settings,
        Budget budget,
        Remarks remarks,
        Tally tally,
        Workers workers,
        Interrupter interrupter,
        int threads) {
    /** Room for a series, accounted. */
    public Points points(int steps, String user) throws QueryException {
        budget.reserve(Points.bytes(steps), user);
        return new Points(steps);
    }

    /** Room for a number for each step, accounted. */
    public double[] numbers(int steps, String user) throws QueryException {
        budget.reserve(8L * steps, user);
        return new double[steps];
    }

    /** Numbers that are not used any more. */
    public void forget(double[] numbers) {
        budget.release(8L * numbers.length);
    }

    /** A copy that stays, accounted in bytes and samples. */
    public Points keep(Points points, String user) throws QueryException {
        budget.reserve(Points.bytes(points.histograms), user);
        Points copy = points(points.steps(), user);
        copy.copyFrom(points);
        budget.hold(copy.size());
        return copy;
    }

    public static QueryException failure(String message) {
        return new QueryException(QueryException.Type.EXECUTION, message);
    }
}
