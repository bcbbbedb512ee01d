package io.gnomon.model.query;

/**
 * What one query may use; 0 means the engine's own limit.
 *
 * @param timeoutMillis wall time
 * @param maxSamples samples held in memory at once
 * @param maxBytes memory for intermediate and final results
 * @param maxSeries series in the answer; more are cut off with a warning
 */
public record QueryLimits(long timeoutMillis, long maxSamples, long maxBytes, int maxSeries) {
    /** The engine's own limits. */
    public static final QueryLimits DEFAULT = new QueryLimits(0, 0, 0, 0);
}
