package io.gnomon.model.storage;

import java.util.List;

/**
 * What the caller will do with the samples; a store may use it to read less and may ignore it.
 *
 * @param minTimeMillis samples before it are not needed
 * @param maxTimeMillis samples after it are not needed
 * @param stepMillis distance of the evaluations, 0 for one
 * @param rangeMillis width of the window of each, 0 for an instant selector
 * @param function name of the function or aggregation around the selector, empty for none
 * @param grouping labels that the aggregation groups by
 * @param by true: {@code by(grouping)}; false: {@code without(grouping)}
 * @param limit at most so many series are needed, 0 for all
 * @param sorted series have to come sorted by labels; without it the order is the store's, the same
 *     for equal calls on one snapshot
 */
public record SelectHints(
        long minTimeMillis,
        long maxTimeMillis,
        long stepMillis,
        long rangeMillis,
        String function,
        List<String> grouping,
        boolean by,
        int limit,
        boolean sorted) {
    /** Hints that only bound the time. */
    public static SelectHints between(long minTimeMillis, long maxTimeMillis) {
        return new SelectHints(minTimeMillis, maxTimeMillis, 0, 0, "", List.of(), false, 0, true);
    }

    /** The same with another limit. */
    public SelectHints withLimit(int other) {
        return new SelectHints(
                minTimeMillis,
                maxTimeMillis,
                stepMillis,
                rangeMillis,
                function,
                grouping,
                by,
                other,
                sorted);
    }

    /** The same for other times. */
    public SelectHints within(long minMillis, long maxMillis) {
        return new SelectHints(
                minMillis,
                maxMillis,
                stepMillis,
                rangeMillis,
                function,
                grouping,
                by,
                limit,
                sorted);
    }
}
