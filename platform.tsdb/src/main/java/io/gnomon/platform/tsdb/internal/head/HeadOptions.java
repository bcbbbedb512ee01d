package io.gnomon.platform.tsdb.internal.head;

/**
 * What a head takes in; may change while it runs.
 *
 * @param retentionMillis age, counted from the newest sample, at which samples are dropped
 * @param exemplars how many exemplars are kept, the newest ones
 * @param lateMillis samples out of order are taken when they are no further behind the newest
 *     sample of the head; 0 takes none
 * @param limits how many series there may be
 * @param relaxed no commit waits for the disk
 * @param startZeros a 0 is stored where a counter or histogram began to count
 */
public record HeadOptions(
        long retentionMillis,
        int exemplars,
        long lateMillis,
        SeriesLimits limits,
        boolean relaxed,
        boolean startZeros) {

    /** A time span that no sample reaches, far from where times overflow. */
    public static final long NEVER_MILLIS = Long.MAX_VALUE / 4;

    /** The same, taking everything out of order. */
    public HeadOptions takingAll() {
        return new HeadOptions(
                retentionMillis, exemplars, NEVER_MILLIS, limits, relaxed, startZeros);
    }
}
