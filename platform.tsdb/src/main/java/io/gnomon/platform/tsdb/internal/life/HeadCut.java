package io.gnomon.platform.tsdb.internal.life;

import io.gnomon.model.sample.SampleColumn;
import io.gnomon.model.storage.StorageException;
import io.gnomon.platform.tsdb.internal.block.Block;
import io.gnomon.platform.tsdb.internal.block.BlockPlan;
import io.gnomon.platform.tsdb.internal.block.SeriesFeed;
import io.gnomon.platform.tsdb.internal.head.Head;
import io.gnomon.platform.tsdb.internal.head.HeadAppends;
import io.gnomon.platform.tsdb.internal.head.HeadSnapshot;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.time.Duration;
import java.util.List;

/**
 * Cuts the head into blocks of the lowest level, one for each aligned range of time. A range is cut
 * when the newest sample is half a range behind its end, so samples may come that late; from the
 * cut on they are refused. One thread at a time.
 */
public final class HeadCut {
    private static final Duration OPEN_BATCHES = Duration.ofSeconds(30);
    private static final Logger LOG = LoggerFactory.getLogger(HeadCut.class);

    private final Seam seam;
    private final Head head;
    private final HeadAppends appends;
    private final long rangeMillis;
    private final LifeMetrics metrics;

    public HeadCut(
            Seam seam, Head head, HeadAppends appends, long rangeMillis, LifeMetrics metrics) {
        this.seam = seam;
        this.head = head;
        this.appends = appends;
        this.rangeMillis = rangeMillis;
        this.metrics = metrics;
    }

    /** Whether a range is complete. */
    public boolean isDue() {
        long begin = begin();
        return begin != Long.MAX_VALUE
                && head.maxTime() >= rangeOf(begin) + rangeMillis + rangeMillis / 2;
    }

    /** Time from which on the head has samples that no block has. */
    private long begin() {
        return head.maxTime() < head.minTime()
                ? Long.MAX_VALUE
                : Math.max(head.minTime(), head.boundary());
    }

    private long rangeOf(long time) {
        return Math.floorDiv(time, rangeMillis) * rangeMillis;
    }

    /**
     * Cuts the oldest range.
     *
     * @return false when it has to be tried again later, because a batch was open for long
     */
    public boolean cut() throws StorageException, IOException, InterruptedException {
        long begin = rangeOf(begin());
        long end = begin + rangeMillis;
        long start = System.nanoTime();
        head.raiseFloor(end);
        if (!appends.awaitOpenBatches(OPEN_BATCHES)) {
            return false;
        }
        Seam.Writing writing = seam.begin();
        try (HeadSnapshot snapshot = seam.openHead(writing, Long.MIN_VALUE, end - 1)) {
            Block block = write(snapshot, begin, end);
            seam.publish(
                    writing,
                    block == null ? List.of() : List.of(block),
                    block == null ? behindGap(end) : end);
            seam.dropLate(begin, end, snapshot.seq());
            if (block != null) {
                metrics.cuts.increment();
                LOG.info(
                        "cut block {}: {} series, {} samples, {} bytes in {} ms",
                        block.meta().id(),
                        block.meta().stats().series(),
                        block.meta().stats().samples(),
                        block.meta().stats().diskBytes(),
                        (System.nanoTime() - start) / 1_000_000);
            }
            return true;
        } catch (IOException | StorageException e) {
            metrics.cutsFailed.increment();
            throw e;
        } finally {
            seam.end(writing);
            metrics.cutNanos.add(System.nanoTime() - start);
        }
    }

    private @Nullable Block write(HeadSnapshot snapshot, long begin, long end)
            throws StorageException, IOException {
        BlockPlan plan = new BlockPlan(0, begin, end, "", List.of(), false);
        try (WatchedFeed feed =
                new WatchedFeed(snapshot.feed(begin, end - 1), l -> Long.MIN_VALUE, 0)) {
            Blocks blocks = seam.blocks();
            return BlockMaker.make(blocks.folder(), plan, feed, head.metadata(), blocks.files());
        }
    }

    /** Where the range of the next sample begins: a gap in the data is crossed in one step. */
    private long behindGap(long end) throws StorageException, IOException, InterruptedException {
        long latest = rangeOf(head.maxTime() - rangeMillis / 2);
        long next = Math.min(latest, rangeOf(nextSample(end)));
        if (next <= end) {
            return end;
        }
        head.raiseFloor(next);
        return appends.awaitOpenBatches(OPEN_BATCHES)
                ? Math.min(next, rangeOf(nextSample(end)))
                : end;
    }

    private long nextSample(long from) throws StorageException, IOException {
        long next = head.maxTime();
        SampleColumn samples = new SampleColumn();
        try (HeadSnapshot snapshot = seam.openHead(from, Long.MAX_VALUE);
                SeriesFeed feed = snapshot.feed(from, Long.MAX_VALUE)) {
            while (feed.next()) {
                feed.samples(samples);
                if (samples.size > 0) {
                    next = Math.min(next, samples.times[0]);
                }
            }
        }
        return next;
    }
}
