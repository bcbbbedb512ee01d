package io.gnomon.platform.promql.internal;

import io.gnomon.model.query.QueryEngine.Load;
import io.gnomon.model.query.QueryException;
import io.gnomon.model.query.QueryRequest;
import io.gnomon.model.query.QueryResult;
import io.gnomon.platform.promql.internal.run.Budget;
import io.gnomon.platform.promql.internal.run.Tally;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Lets so many queries run at a time, the others wait in the order in which they came. Any thread.
 */
final class Admission {
    /** A query looks at its budget with each series that it reads. */
    private static final Duration CANCEL_PATIENCE = Duration.ofSeconds(2);

    private final int most;
    private final @Nullable ActiveQueries active;
    private final Semaphore places;
    private volatile boolean closing;
    private volatile boolean cancelling;

    /**
     * @param most queries that run at a time
     * @param active where running ones are noted
     */
    Admission(int most, @Nullable ActiveQueries active) {
        this.most = most;
        this.active = active;
        this.places = new Semaphore(most, true);
    }

    /** Does the work when there is a place for it, noted as active meanwhile. */
    QueryResult run(
            QueryRequest request,
            Tally tally,
            long timeoutMillis,
            Language.Work<QueryResult, QueryException> work)
            throws QueryException {
        long began = System.nanoTime();
        waitForPlace(request, timeoutMillis);
        int place =
                active == null
                        ? -1
                        : active.begin(request.query(), System.currentTimeMillis() / 1000);
        try {
            tally.queueNanos = System.nanoTime() - began;
            return work.run();
        } catch (QueryException e) {
            throw cancelling && e.type() == QueryException.Type.CANCELED ? replaced() : e;
        } finally {
            if (active != null) {
                active.end(place);
            }
            places.release();
        }
    }

    private void waitForPlace(QueryRequest request, long timeoutMillis) throws QueryException {
        long end = Budget.deadline(timeoutMillis);
        try {
            while (closing || !places.tryAcquire(50, TimeUnit.MILLISECONDS)) {
                if (closing) {
                    throw replaced();
                }
                if (request.cancelled().getAsBoolean()) {
                    throw new QueryException(
                            QueryException.Type.CANCELED, "query was canceled in query queue");
                }
                if (System.nanoTime() - end > 0) {
                    throw new QueryException(
                            QueryException.Type.TIMEOUT, "query timed out in query queue");
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new QueryException(
                    QueryException.Type.CANCELED, "query was canceled in query queue", e);
        }
    }

    private static QueryException replaced() {
        return new QueryException(
                QueryException.Type.UNAVAILABLE,
                "the query engine is being replaced, try again in a few seconds");
    }

    Load load() {
        return new Load(most - places.availablePermits() + places.getQueueLength(), most);
    }

    /** Refuses what comes; waits for what runs, cancels it after the patience. */
    void close(Duration patience) throws InterruptedException {
        closing = true;
        // The places are kept: whoever comes now is told so in the queue.
        if (!takeAllPlaces(patience)) {
            cancelling = true;
            var _ = takeAllPlaces(CANCEL_PATIENCE);
        }
    }

    boolean isClosing() {
        return closing;
    }

    boolean isCancelling() {
        return cancelling;
    }

    private boolean takeAllPlaces(Duration patience) throws InterruptedException {
        return places.tryAcquire(most, patience.toNanos(), TimeUnit.NANOSECONDS);
    }
}
