package io.gnomon.platform.promql.internal.run;

import io.gnomon.model.query.QueryException;

import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * What one query has used, and its limits. Operators reserve before they allocate and ask {@link
 * #check} at least once for each series. For one thread.
 */
public final class Budget {
    private final long deadlineNanos;
    private final long maxBytes;
    private final long maxSamples;
    private final BooleanSupplier cancelled;

    private long bytes;
    private long samplesHeld;
    private long samplesRead;
    private long peakSamples;

    /**
     * @param deadlineNanos in {@link System#nanoTime} time
     */
    public Budget(long deadlineNanos, long maxBytes, long maxSamples, BooleanSupplier cancelled) {
        this.deadlineNanos = deadlineNanos;
        this.maxBytes = maxBytes;
        this.maxSamples = maxSamples;
        this.cancelled = cancelled;
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

    /** Accounts memory that stays in use until the query ends. */
    public void reserve(long more, String user) throws QueryException {
        bytes += more;
        if (bytes > maxBytes) {
            throw new QueryException(
                    QueryException.Type.EXECUTION,
                    "query would use more than " + (maxBytes >> 20) + " MiB of memory in " + user);
        }
    }

    /** Accounts samples that stay in memory until the query ends. */
    public void hold(long samples) throws QueryException {
        samplesHeld += samples;
        checkSamples(0);
    }

    /** Counts samples read from the store, which are in memory only for a moment. */
    public void read(long samples) throws QueryException {
        samplesRead += samples;
        checkSamples(samples);
    }

    private void checkSamples(long more) throws QueryException {
        peakSamples = Math.max(peakSamples, samplesHeld + more);
        if (peakSamples > maxSamples) {
            throw new QueryException(
                    QueryException.Type.EXECUTION,
                    "query processing would load too many samples into memory in query"
                            + " execution");
        }
    }

    /** Most samples that were in memory at once. */
    public long peakSamples() {
        return peakSamples;
    }

    public long samplesRead() {
        return samplesRead;
    }

    public long bytes() {
        return bytes;
    }

    /** A deadline from now on. */
    public static long deadline(long timeoutMillis) {
        return System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(timeoutMillis);
    }
}
