package io.gnomon.platform.tsdb.internal.tools;

import io.gnomon.platform.tsdb.internal.block.BlockMeta;
import io.gnomon.platform.tsdb.internal.block.BlockPlan;
import io.gnomon.platform.tsdb.internal.block.BlockWriter;
import io.gnomon.platform.tsdb.internal.block.SeriesFeed;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * Puts blocks beside those of a store on which no server runs. A block appears by a rename when it
 * is complete; what was begun and not finished is never read and goes at the next start.
 */
final class NewBlocks {
    /** Blocks begin and end at multiples of it. */
    static final long STEP_MILLIS = Duration.ofHours(2).toMillis();

    /** From this length on pages are compressed, as compaction does it. */
    private static final long COMPRESSED_MILLIS = 3 * STEP_MILLIS;

    private final Path folder;
    private final BlockTable table;

    /**
     * Blocks of a data directory.
     *
     * @param table is told of each
     */
    NewBlocks(Path data, BlockTable table) throws IOException {
        this.folder = Files.createDirectories(data.resolve("blocks"));
        this.table = table;
    }

    /** Writes a block of what a feed has in a range; nothing when it has no sample. */
    void write(long beginMillis, long endMillis, SeriesFeed feed) throws IOException {
        BlockPlan plan =
                new BlockPlan(
                        0,
                        beginMillis,
                        endMillis,
                        "",
                        List.of(),
                        endMillis - beginMillis >= COMPRESSED_MILLIS);
        BlockMeta meta = BlockWriter.write(folder, plan, feed, Map.of(), FileChannel::open);
        if (meta != null) {
            BlockMeta.Stats stats = meta.stats();
            table.row(
                    meta.id(),
                    meta.minTimeMillis(),
                    meta.maxTimeMillis() + 1,
                    stats.samples(),
                    stats.chunks(),
                    stats.series(),
                    stats.diskBytes());
        }
    }

    static long floor(long millis, long range) {
        return Math.floorDiv(millis, range) * range;
    }
}
