package io.gnomon.model.storage;

import java.util.List;

/**
 * What a store keeps and takes; may change while it runs.
 *
 * @param retention the first rule that a series satisfies decides how long it is kept; for the
 *     others the store's own retention does
 * @param limits on the number of series
 */
public record StorageRules(List<RetentionRule> retention, SeriesLimits limits) {
    /** No rules. */
    public static final StorageRules NONE = new StorageRules(List.of(), SeriesLimits.NONE);

    public StorageRules {
        retention = List.copyOf(retention);
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
