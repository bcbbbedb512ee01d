package io.gnomon.platform.core.promformat.remote;

/**
 * A metric without its points.
 *
 * @param delta its points are changes since the point before, not totals
 * @param cumulative its points are totals; a gauge or summary is neither
 * @param monotonic a sum that only grows
 */
public record OtlpMetric(
        String name,
        String description,
        String unit,
        Kind kind,
        boolean delta,
        boolean cumulative,
        boolean monotonic) {
    /** What its points are. */
    public enum Kind {
        NONE,
        GAUGE,
        SUM,
        HISTOGRAM,
        EXPONENTIAL_HISTOGRAM,
        SUMMARY
    }
}
