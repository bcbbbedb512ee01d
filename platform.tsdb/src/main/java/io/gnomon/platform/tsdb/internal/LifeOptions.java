package io.gnomon.platform.tsdb.internal;

import java.util.concurrent.TimeUnit;

/**
 * How blocks are cut, merged and dropped.
 *
 * @param lowestMillis length of a block that is cut from the head
 * @param longestMillis no block gets longer, 0: a tenth of the retention, at most 31 days
 * @param retentionBytes most bytes on disk, 0 for no limit
 * @param bytesPerSecond how much compaction may read, 0 for no limit
 */
record LifeOptions(
        long lowestMillis, long longestMillis, long retentionBytes, long bytesPerSecond) {
    private static final long LONGEST_MILLIS = TimeUnit.DAYS.toMillis(31);

    static final LifeOptions DEFAULTS =
            new LifeOptions(TimeUnit.HOURS.toMillis(2), 0, 0, 32L << 20);

    /** The length that no block exceeds. */
    long longest(long retentionMillis) {
        if (longestMillis > 0) {
            return longestMillis;
        }
        return retentionMillis == 0
                ? LONGEST_MILLIS
                : Math.min(LONGEST_MILLIS, retentionMillis / 10);
    }

    LifeOptions withLowest(long millis) {
        return new LifeOptions(millis, longestMillis, retentionBytes, bytesPerSecond);
    }

    LifeOptions withLongest(long millis) {
        return new LifeOptions(lowestMillis, millis, retentionBytes, bytesPerSecond);
    }

    LifeOptions withBytes(long bytes) {
        return new LifeOptions(lowestMillis, longestMillis, bytes, bytesPerSecond);
    }

    LifeOptions withBudget(long perSecond) {
        return new LifeOptions(lowestMillis, longestMillis, retentionBytes, perSecond);
    }
}
