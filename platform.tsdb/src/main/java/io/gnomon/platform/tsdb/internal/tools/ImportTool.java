package io.gnomon.platform.tsdb.internal.tools;

import io.gnomon.platform.core.promformat.block.BlockFolders;
import io.gnomon.platform.tsdb.internal.block.MergeFeed;
import io.gnomon.platform.tsdb.internal.block.SeriesFeed;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * {@code gnomon tsdb import FOLDER DATA}: brings blocks of Prometheus into a data directory, day by
 * day (UTC). Overlapping blocks become one; where two have a sample at the same time, that of the
 * block that was made later counts.
 */
public final class ImportTool extends FolderTool {
    private static final long DAY_MILLIS = Duration.ofDays(1).toMillis();

    public ImportTool() {
        super("import");
    }

    @Override
    void run(Arguments arguments, PrintWriter out, PrintWriter err)
            throws ToolException, IOException {
        Path source = Path.of(arguments.get(0));
        BlockFolders found = BlockFolders.in(source);
        if (found.headIsMissing()) {
            err.println(
                    name()
                            + ": the newest hours of "
                            + source
                            + " lie in its write-ahead log and are not brought over; a snapshot of"
                            + " the running Prometheus has them (POST"
                            + " /api/v1/admin/tsdb/snapshot)");
        }
        List<BlockFolders.Block> blocks = found.blocks();
        if (blocks.isEmpty()) {
            throw new ToolException(
                    source + " has no blocks of Prometheus (folders with a meta.json)");
        }
        for (BlockFolders.Block block : blocks) {
            var thanos = block.meta().thanos();
            if (thanos != null && thanos.resolutionMillis() != 0) {
                throw new ToolException(
                        block.folder()
                                + " was downsampled by Thanos to "
                                + thanos.resolutionMillis()
                                + " ms; only raw blocks can be imported");
            }
        }
        NewBlocks target =
                new NewBlocks(
                        Path.of(arguments.get(1)),
                        new BlockTable(out, arguments.has("human-readable")));
        long day = Long.MIN_VALUE;
        while (true) {
            day = nextDay(blocks, day);
            if (day == Long.MAX_VALUE) {
                return;
            }
            write(blocks, day, target);
        }
    }

    /** The first day after {@code day} of which a block has samples. */
    private static long nextDay(List<BlockFolders.Block> blocks, long day) {
        long after = day == Long.MIN_VALUE ? day : day + DAY_MILLIS;
        long next = Long.MAX_VALUE;
        for (BlockFolders.Block block : blocks) {
            if (block.meta().maxTimeMillis() > after) {
                long begins = Math.max(after, block.meta().minTimeMillis());
                next = Math.min(next, NewBlocks.floor(begins, DAY_MILLIS));
            }
        }
        return next;
    }

    private static void write(List<BlockFolders.Block> blocks, long day, NewBlocks target)
            throws IOException {
        List<BlockFolders.Block> ofDay = new ArrayList<>(blocks);
        ofDay.removeIf(block ->
                block.meta().maxTimeMillis() <= day
                        || block.meta().minTimeMillis() >= day + DAY_MILLIS);
        ofDay.sort(Comparator.comparing(block -> block.meta().ulid()));
        long begin = Long.MAX_VALUE;
        long end = Long.MIN_VALUE;
        for (BlockFolders.Block block : ofDay) {
            begin = Math.min(begin, block.meta().minTimeMillis());
            end = Math.max(end, block.meta().maxTimeMillis());
        }
        long step = NewBlocks.STEP_MILLIS;
        begin = Math.max(day, NewBlocks.floor(begin, step));
        end = Math.min(day + DAY_MILLIS, NewBlocks.floor(end + step - 1, step));
        List<SeriesFeed> feeds = new ArrayList<>();
        try {
            for (BlockFolders.Block block : ofDay) {
                feeds.add(new PrometheusFeed(block.folder(), begin, end - 1));
            }
            target.write(begin, end, feeds.size() == 1 ? feeds.getFirst() : new MergeFeed(feeds));
        } finally {
            for (SeriesFeed feed : feeds) {
                feed.close();
            }
        }
    }
}
