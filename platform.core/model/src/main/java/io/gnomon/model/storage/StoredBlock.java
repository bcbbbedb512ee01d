package io.gnomon.model.storage;

import java.util.List;

/**
 * A part of a store that is written once and holds a stretch of time.
 *
 * @param id ULID
 * @param minTimeMillis no sample is before it
 * @param endTimeMillis no sample is at or after it
 * @param floats samples that are floats
 * @param histograms samples that are native histograms
 * @param tombstones series of which something was deleted and is not cleaned away yet
 * @param level 1 when cut from the newest samples, more when made of other blocks
 * @param parents ids of the blocks that it was made of
 */
public record StoredBlock(
        String id,
        long minTimeMillis,
        long endTimeMillis,
        long floats,
        long histograms,
        long series,
        long chunks,
        long tombstones,
        int level,
        List<String> parents) {
    public StoredBlock {
        parents = List.copyOf(parents);
    }
}
