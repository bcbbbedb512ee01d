package io.gnomon.platform.tsdb.internal.life;

import io.gnomon.model.labels.Labels;
import io.gnomon.model.storage.RetentionRule;
import io.gnomon.model.storage.Selection;
import io.gnomon.model.storage.StorageException;
import io.gnomon.platform.tsdb.internal.block.Block;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.function.ToLongFunction;

/**
 * Drops what is no longer kept: whole blocks where all in them is too old; where only the series of
 * some rules are, the block is written anew without them; and the oldest blocks when there is more
 * than the size allows. The age of a block is that of its end, counted from the newest sample. One
 * thread at a time.
 */
public final class Retention {
    private static final Logger LOG = LoggerFactory.getLogger(Retention.class);

    private final Seam seam;
    private final Compaction compaction;
    private final LongSupplier bytesBesideBlocks;
    private final LifeMetrics metrics;

    /** Block and rules of which is known that no series is too old. */
    private final Set<String> settled = new HashSet<>();

    private volatile Rules rules = new Rules(List.of(), 0, 0);

    /**
     * What is kept.
     *
     * @param byMatcher for series that satisfy a rule the first such decides
     * @param otherwiseMillis for all others, 0 for ever
     * @param bytes most bytes on disk, 0 for no limit
     */
    public record Rules(List<RetentionRule> byMatcher, long otherwiseMillis, long bytes) {
        /** How long a series is kept, 0 for ever. */
        long keptMillis(Labels labels) {
            int rule = ruleOf(labels);
            return rule < 0 ? otherwiseMillis : byMatcher.get(rule).keptMillis();
        }

        /** Number of the rule that decides, -1 when none does. */
        int ruleOf(Labels labels) {
            for (int i = 0; i < byMatcher.size(); i++) {
                if (byMatcher.get(i).matches(labels)) {
                    return i;
                }
            }
            return -1;
        }

        /** How long anything is kept, 0 for ever. */
        public long longestMillis() {
            long longest = otherwiseMillis;
            for (RetentionRule rule : byMatcher) {
                longest =
                        longest == 0 || rule.keptMillis() == 0
                                ? 0
                                : Math.max(longest, rule.keptMillis());
            }
            return longest;
        }
    }

    /**
     * Retention of a store.
     *
     * @param bytesBesideBlocks what else counts for the size
     */
    public Retention(
            Seam seam, Compaction compaction, LongSupplier bytesBesideBlocks, LifeMetrics metrics) {
        this.seam = seam;
        this.compaction = compaction;
        this.bytesBesideBlocks = bytesBesideBlocks;
        this.metrics = metrics;
    }

    public Rules rules() {
        return rules;
    }

    /** Changes the rules; they count from the next {@link #run} on. Any thread. */
    public void rules(Rules changed) {
        rules = changed;
    }

    /** By series the time before which nothing is kept. */
    public ToLongFunction<Labels> oldestKept() {
        Rules now = rules;
        long newest = seam.newest();
        return labels -> before(newest, now.keptMillis(labels));
    }

    private static long before(long newest, long keptMillis) {
        return keptMillis == 0 || newest < Long.MIN_VALUE + keptMillis
                ? Long.MIN_VALUE
                : newest - keptMillis;
    }

    /** Drops what is no longer kept. */
    public void run() throws StorageException, IOException {
        Rules now = rules;
        long newest = seam.newest();
        for (Block block : List.copyOf(seam.blocks().present())) {
            long end = block.meta().plan().endTimeMillis();
            if (end <= before(newest, now.longestMillis())) {
                drop(block, "all in it is older than it is kept");
                metrics.droppedByTime.increment();
            } else if (!seam.blocks().isDamaged(block) && hasTooOld(block, now, newest, end)) {
                compaction.rewrite(block, labels -> before(newest, now.keptMillis(labels)));
                metrics.rewrittenByMatcher.increment();
            }
        }
        shrink(now.bytes());
    }

    private void drop(Block block, String why) {
        LOG.info("dropped block {}: {}", block.meta().id(), why);
        compaction.drop(block);
    }

    /** Whether a block has series of a rule under which all of it is too old. */
    private boolean hasTooOld(Block block, Rules now, long newest, long end)
            throws StorageException {
        if (now.byMatcher().isEmpty()) {
            return false;
        }
        for (int rule = -1; rule < now.byMatcher().size(); rule++) {
            long kept = rule < 0 ? now.otherwiseMillis() : now.byMatcher().get(rule).keptMillis();
            if (end <= before(newest, kept)
                    && !settled.contains(block.meta().id() + rule + now.byMatcher())) {
                if (hasSeriesOf(block, now, rule)) {
                    return true;
                }
                settled.add(block.meta().id() + rule + now.byMatcher());
            }
        }
        return false;
    }

    private static boolean hasSeriesOf(Block block, Rules now, int rule) throws StorageException {
        Selection found =
                block.select(
                        rule < 0 ? List.of() : now.byMatcher().get(rule).matchers(),
                        Long.MIN_VALUE,
                        Long.MAX_VALUE);
        for (int i = 0; i < found.size(); i++) {
            if (now.ruleOf(found.labels(i)) == rule) {
                return true;
            }
        }
        return false;
    }

    private void shrink(long bytes) {
        if (bytes == 0) {
            return;
        }
        for (Block block : List.copyOf(seam.blocks().present())) {
            if (seam.blocks().diskBytes() + bytesBesideBlocks.getAsLong() <= bytes) {
                return;
            }
            drop(block, "there is more on the disk than " + bytes + " bytes");
            metrics.droppedBySize.increment();
        }
    }
}
