package io.gnomon.platform.promql.internal.run;

import io.gnomon.model.query.QueryException;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;

/**
 * What one query has used, and its limits. Operators reserve before they allocate and ask {@link
 * #check} at least once for each series. Safe for use by the threads of the query.
 */
public final class Budget implements AutoCloseable {
    private static final long POOL_PIECE = 256 << 10;

    private volatile long deadlineNanos;
    private final long maxBytes;
    private final long maxSamples;
    private final BooleanSupplier cancelled;

    private final MemoryPool pool;
    private final AtomicLong bytes = new AtomicLong();
    private final AtomicLong peakBytes = new AtomicLong();
    private final AtomicLong samplesHeld = new AtomicLong();
    private final AtomicLong samplesRead = new AtomicLong();
    private final AtomicLong peakSamples = new AtomicLong();

    /** Bytes taken from the pool; guarded by this. */
    private long pooled;

    /**
     * @param deadlineNanos in {@link System#nanoTime} time
     * @param pool what all queries together may use
     */
    public Budget(
            long deadlineNanos,
            long maxBytes,
            long maxSamples,
            BooleanSupplier cancelled,
            MemoryPool pool) {
        this.pool = pool;
        this.deadlineNanos = deadlineNanos;
        this.maxBytes = maxBytes;
        this.maxSamples = maxSamples;
        this.cancelled = cancelled;
    }

    /** Gives the query a deadline from now on: what came before was not its own time. */
    public void begin(long timeoutMillis) {
        deadlineNanos = deadline(timeoutMillis);
    }

    /** Ends the query when it was cancelled or ran out of time. */
    public void check() throws QueryException {
        if (cancelled.getAsBoolean() || Thread.currentThread().isInterrupted()) {
            throw new QueryException(
                    QueryException.Type.CANCELED, "query was canceled in expression evaluation");
        }
        if (System.nanoTime() - deadlineNanos > 0) {
            throw new QueryException(
                    QueryException.Type.TIMEOUT, "query timed out in expression evaluation");
        }
    }

    /** Whether nobody waits for the query any more. */
    public boolean isOver() {
        return cancelled.getAsBoolean() || System.nanoTime() - deadlineNanos > 0;
    }

    /** Accounts memory that is about to be used, until the query ends or {@link #release}. */
    public void reserve(long more, String user) throws QueryException {
        long now = bytes.addAndGet(more);
        if (now > maxBytes) {
            throw new QueryException(
                    QueryException.Type.EXECUTION,
                    "query would use more than " + (maxBytes >> 20) + " MiB of memory in " + user);
        }
        if (now > peakBytes.get()) {
            peakBytes.accumulateAndGet(now, Math::max);
            take(now, user);
        }
    }

    /**
     * Accounts memory if there is any left.
     *
     * @return false: nothing was accounted
     */
    public boolean reserveIfFree(long more) {
        try {
            reserve(more, "shared selector");
            return true;
        } catch (QueryException e) {
            release(more);
            return false;
        }
    }

    /** Memory is taken from the pool in large pieces, so that threads seldom meet there. */
    private synchronized void take(long now, String user) throws QueryException {
        if (now > pooled) {
            long piece = Math.max(POOL_PIECE, now - pooled);
            if (!pool.take(piece)) {
                throw new QueryException(
                        QueryException.Type.EXECUTION,
                        "all queries together would use more than "
                                + (pool.size() >> 20)
                                + " MiB of memory, this one in "
                                + user
                                + "; try again when fewer run");
            }
            pooled += piece;
        }
    }

    /** Memory that is not used any more. */
    public void release(long less) {
        bytes.addAndGet(-less);
    }

    /** The query has ended: others may use its memory. */
    @Override
    public synchronized void close() {
        pool.giveBack(pooled);
        pooled = 0;
    }

    /** Accounts samples that stay in memory until the query ends. */
    public void hold(long samples) throws QueryException {
        checkSamples(samplesHeld.addAndGet(samples));
    }

    /** Counts samples read from the store, which are in memory only for a moment. */
    public void read(long samples) throws QueryException {
        samplesRead.addAndGet(samples);
        checkSamples(samplesHeld.get() + samples);
    }

    private void checkSamples(long now) throws QueryException {
        if (now > peakSamples.get()) {
            peakSamples.accumulateAndGet(now, Math::max);
            if (now > maxSamples) {
                throw new QueryException(
                        QueryException.Type.EXECUTION,
                        "query processing would load too many samples into memory in query"
                                + " execution");
            }
        }
    }

    /** Most samples that were in memory at once. */
    public long peakSamples() {
        return peakSamples.get();
    }

    public long samplesRead() {
        return samplesRead.get();
    }

    /** Most bytes that were accounted at once. */
    public long bytes() {
        return peakBytes.get();
    }

    /** A deadline from now on. */
    public static long deadline(long timeoutMillis) {
        return System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(timeoutMillis);
    }
}
