package io.gnomon.model.storage;

import io.gnomon.model.storage.Snapshot.Count;

import java.util.List;

/**
 * Who brings how many series, and what is wrong with the store; each list of counts is sorted by
 * falling count. Series are counted as long as they are in the head.
 *
 * @param seriesByGroup series that are there, by the target, connection or rule group that made
 *     them
 * @param createdByGroup series made during the last hour or since the store was opened, by group
 * @param createdByJob the same by the value of their label {@code job}
 * @param createdByMetric the same by metric name
 * @param created all series made in that time
 * @param limited what limits refused since the store was opened
 * @param problems sentences about damage and about work that fails; empty when all is well
 */
public record StorageReport(
        List<Count> seriesByGroup,
        List<Count> createdByGroup,
        List<Count> createdByJob,
        List<Count> createdByMetric,
        long created,
        List<Limited> limited,
        List<String> problems) {

    /**
     * One limit.
     *
     * @param limit its name in gnomon.yml
     * @param value 0 for no limit
     * @param refused how often a series was not made because of it
     */
    public record Limited(String limit, long value, long refused) {}
}
