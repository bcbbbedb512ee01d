package io.gnomon.platform.core.scrape.internal.loop;

/**
 * When a target is scraped: every interval, at an offset that spreads the targets and is the same
 * after a restart.
 *
 * @param offsetMillis at least 0, less than the interval
 */
public record Slots(long intervalMillis, long offsetMillis) {
    private static final long MAX_TOLERANCE_MILLIS = 2;

    /** Slots of a target whose hash is spread by the seed of this server. */
    static Slots of(long intervalMillis, long hash, long seed) {
        return new Slots(intervalMillis, Long.remainderUnsigned(hash ^ seed, intervalMillis));
    }

    /** The first slot after a time. */
    long after(long timeMillis) {
        return timeMillis
                - Math.floorMod(timeMillis - offsetMillis, intervalMillis)
                + intervalMillis;
    }

    /**
     * Time of a scrape that began a little late: that of its slot when it is off by no more than 2
     * ms and 1 % of the interval, so that samples are evenly spaced and store well.
     */
    long aligned(long slotMillis, long beganMillis) {
        long tolerance = Math.min(MAX_TOLERANCE_MILLIS, intervalMillis / 100);
        return Math.abs(beganMillis - slotMillis) <= tolerance ? slotMillis : beganMillis;
    }
}
