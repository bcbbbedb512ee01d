package io.gnomon.platform.tsdb.internal.block;

import java.util.Map;

/**
 * Says what a block is; {@code meta.json}.
 *
 * @param version of the format, see docs/formats/block.md
 * @param id ULID, also the name of its folder
 * @param minTimeMillis time of its first sample; in {@link #plan} is the range it stands for
 * @param maxTimeMillis time of its last sample
 * @param checksums CRC32C of the files that have none of ours inside, by name
 */
public record BlockMeta(
        int version,
        String id,
        BlockPlan plan,
        long minTimeMillis,
        long maxTimeMillis,
        Stats stats,
        Map<String, Integer> checksums) {
    public BlockMeta {
        checksums = Map.copyOf(checksums);
    }

    /**
     * Counts.
     *
     * @param floats samples that are floats, staleness markers included
     * @param histograms samples that are native histograms
     * @param bytes of each file by its name, {@code meta.json} and tombstones left out
     */
    public record Stats(
            long series,
            long floats,
            long histograms,
            long staleMarkers,
            long chunks,
            long timeColumns,
            long exemplars,
            Map<String, Long> bytes) {
        public Stats {
            bytes = Map.copyOf(bytes);
        }

        public long samples() {
            return floats + histograms;
        }

        public long diskBytes() {
            return bytes.values().stream().mapToLong(Long::longValue).sum();
        }
    }
}
