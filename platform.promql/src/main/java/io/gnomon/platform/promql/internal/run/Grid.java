package io.gnomon.platform.promql.internal.run;

import io.gnomon.model.query.QueryException;

/**
 * Times at which an expression is evaluated.
 *
 * @param stepMillis distance of the times, at least 1
 * @param count how many there are, at least 1
 */
public record Grid(long startMillis, long stepMillis, int count) {
    /** Of a query or a subquery, whoever asks; the HTTP interface allows 11,000. */
    private static final int MAX_STEPS = 10_000_000;

    /**
     * From start to end, both included where the step hits it.
     *
     * @param endMillis not before the start
     */
    public static Grid between(long startMillis, long endMillis, long stepMillis)
            throws QueryException {
        long step = Math.max(1, stepMillis);
        long span = endMillis - startMillis;
        if (span < 0 || span / step >= MAX_STEPS) {
            throw new QueryException(
                    QueryException.Type.BAD_DATA,
                    "the query has more than "
                            + MAX_STEPS
                            + " steps; try a larger step or a shorter range");
        }
        return new Grid(startMillis, step, (int) (span / step) + 1);
    }

    public long time(int step) {
        return startMillis + step * stepMillis;
    }

    public long endMillis() {
        return time(count - 1);
    }

    /** The first time only. */
    public Grid first() {
        return new Grid(startMillis, stepMillis, 1);
    }
}
