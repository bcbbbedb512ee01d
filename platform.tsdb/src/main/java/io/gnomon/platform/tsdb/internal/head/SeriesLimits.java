package io.gnomon.platform.tsdb.internal.head;

/**
 * How many series there may be; a series beyond a limit is not made. 0 is no limit.
 *
 * @param perGroup of one target, connection or rule group
 * @param perMetric of one metric name
 * @param total in the server
 */
public record SeriesLimits(int perGroup, int perMetric, int total) {
    public static final SeriesLimits NONE = new SeriesLimits(0, 0, 0);
}
