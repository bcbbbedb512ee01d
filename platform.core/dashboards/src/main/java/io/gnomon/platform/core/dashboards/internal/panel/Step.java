package io.gnomon.platform.core.dashboards.internal.panel;

/**
 * The distance of a query's points.
 *
 * @param millis {@code $__interval}
 * @param scrapeMillis distance of samples that {@code $__rate_interval} reckons with
 */
record Step(long millis, long scrapeMillis) {
    /** Prometheus refuses range queries with more points. */
    private static final int POINTS_MAX = 11_000;

    private static final long[] NICE = {
        1,
        2,
        5,
        10,
        20,
        50,
        100,
        200,
        500,
        1000,
        2000,
        5000,
        10_000,
        15_000,
        20_000,
        30_000,
        60_000,
        120_000,
        300_000,
        600_000,
        900_000,
        1_200_000,
        1_800_000,
        3_600_000,
        7_200_000,
        10_800_000,
        21_600_000,
        43_200_000,
        86_400_000,
        604_800_000,
        2_592_000_000L,
        31_536_000_000L
    };

    /**
     * The step of a target.
     *
     * @param rangeMillis length of the panel's time range
     * @param points that fit the panel
     * @param minMillis smallest step, 0 for the distance of samples
     * @param factor the older way of making steps longer, 1 for none
     * @param scrapeMillis distance of samples
     */
    static Step of(long rangeMillis, int points, long minMillis, int factor, long scrapeMillis) {
        long least = minMillis > 0 ? minMillis : scrapeMillis;
        long fitting = Math.max(least, nice(rangeMillis / Math.max(1, points)));
        long step = Math.multiplyExact(fitting, Math.max(1, factor));
        long allowed = Math.ceilDiv(rangeMillis, POINTS_MAX);
        return new Step(Math.max(step, allowed), scrapeMillis);
    }

    /** {@code $__rate_interval}: long enough to hold two samples, and then some. */
    long rateMillis() {
        return Math.max(millis + scrapeMillis, 4 * scrapeMillis);
    }

    /** The nearest round interval. */
    static long nice(long millis) {
        for (int i = 0; i + 1 < NICE.length; i++) {
            if (millis < (NICE[i] + NICE[i + 1]) / 2) {
                return NICE[i];
            }
        }
        return NICE[NICE.length - 1];
    }
}
