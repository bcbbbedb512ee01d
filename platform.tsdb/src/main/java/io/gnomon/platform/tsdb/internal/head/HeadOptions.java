package io.gnomon.platform.tsdb.internal.head;

/**
 * What a head takes in.
 *
 * @param retentionMillis age, counted from the newest sample, at which samples are dropped
 * @param exemplars how many exemplars are kept
 * @param lateMillis samples out of order are taken when they are no further behind the newest
 *     sample of the head; 0 takes none
 * @param limits how many series there may be
 */
public record HeadOptions(
        long retentionMillis, int exemplars, long lateMillis, SeriesLimits limits) {}
