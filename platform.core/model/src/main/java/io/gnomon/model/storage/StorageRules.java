package io.gnomon.model.storage;

import java.util.List;

/**
 * What a store keeps and takes; may change while it runs.
 *
 * @param retention the first rule that a series satisfies decides how long it is kept; for the
 *     others {@code kept} does
 * @param kept for all that no rule names
 * @param limits on the number of series
 * @param outOfOrderMillis samples out of order are taken when they are no further behind the newest
 *     sample of the store; 0 takes none
 * @param relaxed commits of every durability return when they are written, and a power cut may take
 *     the last 5 seconds
 * @param exemplars how many are kept, the newest ones; 0 for none
 */
public record StorageRules(
        List<RetentionRule> retention,
        Kept kept,
        SeriesLimits limits,
        long outOfOrderMillis,
        boolean relaxed,
        int exemplars) {
    /** As many exemplars as Prometheus keeps when it is not said. */
    public static final int EXEMPLARS = 100_000;

    /** No rules. */
    public static final StorageRules NONE =
            new StorageRules(List.of(), Kept.BY_FLAGS, SeriesLimits.NONE, 0, false, EXEMPLARS);

    public StorageRules {
        retention = List.copyOf(retention);
    }

    /** The same with other rules of retention. */
    public StorageRules withRetention(List<RetentionRule> rules) {
        return new StorageRules(rules, kept, limits, outOfOrderMillis, relaxed, exemplars);
    }

    /** The same with another general retention. */
    public StorageRules withKept(Kept other) {
        return new StorageRules(retention, other, limits, outOfOrderMillis, relaxed, exemplars);
    }

    /** The same with other limits. */
    public StorageRules withLimits(SeriesLimits other) {
        return new StorageRules(retention, kept, other, outOfOrderMillis, relaxed, exemplars);
    }

    /** The same with another window for samples out of order. */
    public StorageRules withOutOfOrder(long millis) {
        return new StorageRules(retention, kept, limits, millis, relaxed, exemplars);
    }

    /** The same with the other promise about power cuts. */
    public StorageRules withRelaxed(boolean other) {
        return new StorageRules(retention, kept, limits, outOfOrderMillis, other, exemplars);
    }

    /** The same with another number of exemplars. */
    public StorageRules withExemplars(int number) {
        return new StorageRules(retention, kept, limits, outOfOrderMillis, relaxed, number);
    }

    /**
     * How much is kept. Where nothing is said the store's flags decide.
     *
     * @param millis age, 0 where it is not said
     * @param bytes on the disk, 0 where it is not said
     * @param percent of the disk that the data lies on, 0 where it is not said
     */
    public record Kept(long millis, long bytes, double percent) {
        /** Nothing is said. */
        public static final Kept BY_FLAGS = new Kept(0, 0, 0);
    }

    /**
     * How many series there may be at a time; those beyond are refused. 0 for no limit.
     *
     * @param server in the whole store
     * @param perMetric with one metric name
     * @param perGroup that one group of batches brought: a target, a connection, a rule group
     */
    public record SeriesLimits(long server, long perMetric, long perGroup) {
        public static final SeriesLimits NONE = new SeriesLimits(0, 0, 0);
    }
}
