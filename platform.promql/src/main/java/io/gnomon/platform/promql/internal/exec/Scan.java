package io.gnomon.platform.promql.internal.exec;

import io.gnomon.model.query.QueryException;
import io.gnomon.platform.promql.internal.exec.Operator.Lane;
import io.gnomon.platform.promql.internal.exec.Operator.Vectors;
import io.gnomon.platform.promql.internal.run.Points;
import io.gnomon.platform.promql.internal.run.QueryContext;

import org.jspecify.annotations.Nullable;

import java.util.HashMap;
import java.util.Map;

/**
 * Reads all series of an input in parts of neighbours, on several threads where that pays. What the
 * parts yield is handed over in their order, and the parts do not depend on the number of threads:
 * equal queries give equal bits.
 */
public final class Scan<T> {
    /** Series of a part. */
    static final int PART = 64;

    /** Parts that may be ahead of the one that is handed over next, by thread. */
    private static final int AHEAD = 4;

    /** Below so many steps of series another thread costs more than it brings. */
    private static final long WORTH_A_THREAD = 20_000;

    /** What reading a series costs besides its steps, in steps. */
    private static final int SERIES_COST = 100;

    /** Makes something of the series {@code from} to {@code to - 1}. */
    interface Part<T> {
        T read(int from, int to, Lane lane, Points points) throws QueryException;
    }

    /** Takes what the parts yield: in order, one at a time, on any thread. */
    interface Taker<T> {
        void take(T result) throws QueryException;
    }

    /** Takes a series, on any thread; the points are overwritten afterwards. */
    public interface Each {
        void series(int series, Points points) throws QueryException;
    }

    private final QueryContext context;
    private final Vectors input;
    private final int series;
    private final int steps;
    private final String user;
    private final Part<T> part;
    private final Taker<T> taker;
    private final int parts;
    private final int ahead;

    // Guarded by this.
    private int next;
    private int taken;
    private boolean taking;
    private final Map<Integer, T> waiting = new HashMap<>();
    private int failedPart = Integer.MAX_VALUE;
    private @Nullable Throwable failure;

    private Scan(
            QueryContext context,
            Vectors input,
            int series,
            int steps,
            String user,
            Part<T> part,
            Taker<T> taker,
            int threads) {
        this.context = context;
        this.input = input;
        this.series = series;
        this.steps = steps;
        this.user = user;
        this.part = part;
        this.taker = taker;
        parts = (series + PART - 1) / PART;
        ahead = AHEAD * threads;
    }

    /** Reads the series in parts. */
    static <T> void parts(
            QueryContext context,
            Vectors input,
            int series,
            int steps,
            String user,
            Part<T> part,
            Taker<T> taker)
            throws QueryException {
        int threads = threads(context, input, series, steps);
        Scan<T> scan = new Scan<>(context, input, series, steps, user, part, taker, threads);
        if (threads == 1) {
            scan.work();
        } else {
            context.workers().run(threads - 1, scan::work);
        }
        scan.check();
    }

    /** Reads each series by itself. */
    public static void each(
            QueryContext context, Vectors input, int series, int steps, String user, Each each)
            throws QueryException {
        parts(
                context,
                input,
                series,
                steps,
                user,
                (from, to, lane, points) -> {
                    for (int i = from; i < to; i++) {
                        lane.read(i, points);
                        each.series(i, points);
                    }
                    return from;
                },
                from -> {});
    }

    /** Copies of all series, accounted. */
    static Points[] keep(QueryContext context, Vectors input, int series, int steps, String user)
            throws QueryException {
        Points[] kept = new Points[series];
        each(
                context,
                input,
                series,
                steps,
                user,
                (i, points) -> kept[i] = context.keep(points, user));
        return kept;
    }

    private static int threads(QueryContext context, Vectors input, int series, int steps) {
        boolean pays = series > PART && (long) series * (steps + SERIES_COST) >= WORTH_A_THREAD;
        if (!pays || !input.isShared()) {
            return 1;
        }
        return Math.min(context.threads(), (series + PART - 1) / PART);
    }

    /** Does parts until there are none left; on each of the threads. */
    private void work() {
        Lane lane = null;
        Points points = null;
        for (int number = begin(); number >= 0; number = begin()) {
            try {
                if (lane == null || points == null) {
                    lane = input.lane();
                    points = context.points(steps, user);
                }
                int from = number * PART;
                end(number, part.read(from, Math.min(series, from + PART), lane, points));
            } catch (QueryException | RuntimeException | Error e) {
                fail(number, e);
            }
        }
    }

    /** The part to do next, -1 when there is none. */
    private synchronized int begin() {
        while (next < parts && failure == null && next >= taken + ahead) {
            try {
                wait();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                fail(next, interrupted(e));
            }
        }
        return next < parts && failure == null ? next++ : -1;
    }

    private static QueryException interrupted(InterruptedException e) {
        return new QueryException(
                QueryException.Type.CANCELED, "query was canceled in expression evaluation", e);
    }

    /** Hands over what is in turn; if another thread does that now, it takes this part too. */
    private void end(int number, T result) throws QueryException {
        T turn = taken(number, result);
        while (turn != null) {
            taker.take(turn);
            turn = nextInTurn();
        }
    }

    private synchronized @Nullable T taken(int number, T result) {
        if (number == taken && !taking) {
            taking = true;
            return result;
        }
        waiting.put(number, result);
        return null;
    }

    private synchronized @Nullable T nextInTurn() {
        taken++;
        notifyAll();
        T turn = waiting.remove(taken);
        taking = turn != null;
        return turn;
    }

    /** Of several failures the one of the first part counts. */
    private synchronized void fail(int number, Throwable e) {
        if (number < failedPart) {
            failedPart = number;
            failure = e;
        }
        notifyAll();
    }

    private synchronized void check() throws QueryException {
        switch (failure) {
            case null -> {}
            case QueryException e -> throw e;
            case RuntimeException e -> throw e;
            case Error e -> throw e;
            default -> throw new IllegalStateException(failure);
        }
    }
}
