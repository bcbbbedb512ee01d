package io.gnomon.platform.tsdb.internal.life;

import io.gnomon.model.labels.Labels;
import io.gnomon.model.sample.MetricMetadata;
import io.gnomon.model.storage.StorageException;
import io.gnomon.platform.tsdb.internal.block.Block;
import io.gnomon.platform.tsdb.internal.block.MergeFeed;
import io.gnomon.platform.tsdb.internal.block.SeriesFeed;
import io.gnomon.platform.tsdb.internal.life.CompactionPlan.Group;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToLongFunction;

/**
 * Writes blocks anew: several as one, or one without what was deleted or is no longer kept. The new
 * block was read again, every checksum and every count, before the old ones go. Any thread; one
 * block at a time is written.
 */
public final class Compaction {
    private static final Logger LOG = LoggerFactory.getLogger(Compaction.class);

    private final Seam seam;
    private final long lowestMillis;
    private volatile CompactionPlan plan;
    private final long bytesPerSecond;
    private final LifeMetrics metrics;

    /**
     * Compacts the blocks of a store.
     *
     * @param lowestMillis length of a block of the lowest level
     * @param longestMillis no block gets longer
     * @param bytesPerSecond how much may be read, 0 for no limit
     */
    public Compaction(
            Seam seam,
            long lowestMillis,
            long longestMillis,
            long bytesPerSecond,
            LifeMetrics metrics) {
        this.seam = seam;
        this.lowestMillis = lowestMillis;
        this.plan = new CompactionPlan(lowestMillis, longestMillis);
        this.bytesPerSecond = bytesPerSecond;
        this.metrics = metrics;
    }

    /** From now on no block gets longer than this. Any thread. */
    public void longest(long millis) {
        plan = new CompactionPlan(lowestMillis, millis);
    }

    /**
     * Compacts once.
     *
     * @param complete nothing will be cut from the head before this time
     * @param oldestKept by series the time before which its samples are left out
     * @return false when there was nothing to do
     */
    public synchronized boolean compact(long complete, ToLongFunction<Labels> oldestKept)
            throws StorageException, IOException {
        List<Block> sound = new ArrayList<>(seam.blocks().present());
        sound.removeIf(seam.blocks()::isDamaged);
        Group group = plan.next(sound, complete);
        if (group == null) {
            return false;
        }
        write(group, oldestKept, bytesPerSecond);
        return true;
    }

    /** Writes all blocks anew that have deleted samples in them. */
    public synchronized void cleanTombstones() throws StorageException, IOException {
        for (Block block : List.copyOf(seam.blocks().present())) {
            if (block.hasTombstones()) {
                write(plan.rewriting(block), labels -> Long.MIN_VALUE, 0);
            }
        }
    }

    /** Writes a block anew without what is no longer kept. */
    synchronized void rewrite(Block block, ToLongFunction<Labels> oldestKept)
            throws StorageException, IOException {
        if (seam.blocks().present().contains(block)) {
            write(plan.rewriting(block), oldestKept, bytesPerSecond);
        }
    }

    /** Drops a block with all in it. */
    synchronized void drop(Block block) {
        if (seam.blocks().present().contains(block)) {
            seam.blocks().replace(List.of(block), List.of());
        }
    }

    private void write(Group group, ToLongFunction<Labels> oldestKept, long budget)
            throws StorageException, IOException {
        long start = System.nanoTime();
        Seam.Writing writing = seam.begin();
        Block written = null;
        try {
            written = written(group, oldestKept, budget);
            seam.replace(writing, group.blocks(), written == null ? List.of() : List.of(written));
            metrics.compactions.increment();
            LOG.info(
                    "compacted {} blocks into {} in {} ms",
                    group.blocks().size(),
                    written == null ? "nothing" : written.meta().id(),
                    (System.nanoTime() - start) / 1_000_000);
        } catch (IOException | StorageException e) {
            metrics.compactionsFailed.increment();
            if (written != null) {
                written.discard();
                written.close();
            }
            throw e;
        } finally {
            seam.end(writing);
            metrics.compactionNanos.add(System.nanoTime() - start);
        }
    }

    private @Nullable Block written(Group group, ToLongFunction<Labels> oldestKept, long budget)
            throws StorageException, IOException {
        double bytes = 0;
        double samples = 0;
        Map<String, MetricMetadata> metadata = new HashMap<>();
        for (Block block : group.blocks()) {
            bytes += block.meta().stats().diskBytes();
            samples += block.meta().stats().samples();
            metadata.putAll(block.metadata());
        }
        double nanosPerSample =
                budget == 0 || samples == 0 ? 0 : bytes / samples * 1_000_000_000 / budget;
        Blocks blocks = seam.blocks();
        try (WatchedFeed feed = new WatchedFeed(feed(group), oldestKept, nanosPerSample)) {
            return BlockMaker.make(blocks.folder(), group.plan(), feed, metadata, blocks.files());
        }
    }

    /** All samples of the group; a block that turns out to be damaged is left alone from now on. */
    private SeriesFeed feed(Group group) throws IOException {
        List<SeriesFeed> feeds = new ArrayList<>();
        try {
            for (Block block : group.blocks()) {
                feeds.add(
                        new SuspectFeed(
                                block.feed(Long.MIN_VALUE, Long.MAX_VALUE),
                                damage -> seam.blocks().damaged(block, damage)));
            }
        } catch (IOException e) {
            for (SeriesFeed feed : feeds) {
                feed.close();
            }
            throw e;
        }
        return feeds.size() == 1 ? feeds.getFirst() : new MergeFeed(feeds);
    }
}
