package io.gnomon.platform.tsdb.internal.life;

import io.gnomon.model.storage.StorageException;
import io.gnomon.platform.tsdb.internal.block.Block;
import io.gnomon.platform.tsdb.internal.block.BlockPlan;
import io.gnomon.platform.tsdb.internal.head.Head;
import io.gnomon.platform.tsdb.internal.head.HeadSnapshot;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.util.List;

/**
 * Cuts late samples of ranges that were cut before into blocks of their own, one for each range; it
 * overlaps with the one that is there, and compaction makes one of both. A sample at a time at
 * which a block has one of the series already is left out: the first one counts, as in the head.
 * One thread at a time.
 */
public final class LateCut {
    private static final Logger LOG = LoggerFactory.getLogger(LateCut.class);

    private final Seam seam;
    private final Head head;
    private final long rangeMillis;
    private final LifeMetrics metrics;

    public LateCut(Seam seam, Head head, long rangeMillis, LifeMetrics metrics) {
        this.seam = seam;
        this.head = head;
        this.rangeMillis = rangeMillis;
        this.metrics = metrics;
    }

    /**
     * Cuts all that is there.
     *
     * @return whether there was some
     */
    public boolean cut() throws StorageException, IOException {
        boolean some = false;
        for (long begin : head.lateRanges(rangeMillis)) {
            cut(begin, begin + rangeMillis);
            some = true;
        }
        return some;
    }

    private void cut(long begin, long end) throws StorageException, IOException {
        Seam.Writing writing = seam.begin();
        try (HeadSnapshot snapshot = seam.openHead(writing, begin, end - 1)) {
            Block block = write(snapshot, begin, end);
            seam.publish(writing, block == null ? List.of() : List.of(block), head.boundary());
            seam.dropLate(begin, end, snapshot.seq());
            if (block != null) {
                metrics.lateCuts.increment();
                LOG.info(
                        "cut block {} of late samples: {} series, {} samples",
                        block.meta().id(),
                        block.meta().stats().series(),
                        block.meta().stats().samples());
            }
        } catch (IOException | StorageException e) {
            metrics.cutsFailed.increment();
            throw e;
        } finally {
            seam.end(writing);
        }
    }

    private @Nullable Block write(HeadSnapshot snapshot, long begin, long end)
            throws StorageException, IOException {
        BlockPlan plan = new BlockPlan(0, begin, end, "", List.of(), false);
        Blocks blocks = seam.blocks();
        try (Blocks.Pinned pinned = blocks.pin(begin, end - 1);
                WatchedFeed feed =
                        new WatchedFeed(
                                NewTimesFeed.of(
                                        snapshot.feed(begin, end - 1),
                                        pinned.blocks(),
                                        blocks,
                                        begin,
                                        end - 1),
                                l -> Long.MIN_VALUE,
                                0)) {
            return BlockMaker.make(blocks.folder(), plan, feed, head.metadata(), blocks.files());
        }
    }
}
