package io.gnomon.platform.tsdb.internal.block;

import java.util.List;

/**
 * What a block that is to be written is for.
 *
 * @param level 0 when cut from the head, one more than the highest parent when compacted
 * @param minTimeMillis no sample is before it
 * @param endTimeMillis no sample is at or after it
 * @param retentionClass name of the retention rule its series fall under, empty for the general one
 * @param parents ids of the blocks it replaces
 * @param compressed pages go through zstd: for levels that are read less often than they are kept
 */
public record BlockPlan(
        int level,
        long minTimeMillis,
        long endTimeMillis,
        String retentionClass,
        List<String> parents,
        boolean compressed) {
    public BlockPlan {
        if (minTimeMillis >= endTimeMillis) {
            throw new IllegalArgumentException(
                    "block of " + minTimeMillis + " to " + endTimeMillis + " ms holds no time");
        }
        parents = List.copyOf(parents);
    }
}
