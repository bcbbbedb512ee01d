package io.gnomon.itests;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.LongSummaryStatistics;
import java.util.stream.LongStream;

/** The slots of a target that this server scrapes each second. */
final class ScrapeSlots {
    private static final long INTERVAL_MILLIS = 1000;

    /**
     * Between the most punctual scrape and the latest one: a busy machine may wake a loop up late.
     * From a slot that was left out on, or used twice, all others are off by a whole interval.
     */
    private static final long LATE_MILLIS_MAX = 800;

    private ScrapeSlots() {}

    /**
     * Fails unless there was one scrape in each slot from the first one to the last.
     *
     * @param times of the scrapes in milliseconds, in their order
     */
    static void assertEachWasUsedOnce(List<Long> times) {
        LongSummaryStatistics off =
                LongStream.range(0, times.size())
                        .map(i -> times.get((int) i) - i * INTERVAL_MILLIS)
                        .summaryStatistics();
        assertTrue(
                off.getMax() - off.getMin() < LATE_MILLIS_MAX,
                () -> "slots were left out or used twice: " + times);
    }
}
