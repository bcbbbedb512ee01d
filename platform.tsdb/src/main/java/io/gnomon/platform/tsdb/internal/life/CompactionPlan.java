package io.gnomon.platform.tsdb.internal.life;

import io.gnomon.platform.tsdb.internal.block.Block;
import io.gnomon.platform.tsdb.internal.block.BlockPlan;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Which blocks become one next. First those that overlap, then those that fill an aligned range of
 * the next level, the oldest first, and last single old ones with deleted samples in them.
 */
final class CompactionPlan {
    /** Lengths of the levels as multiples of the lowest: 2 h, 6 h, 24 h, 8 d. */
    private static final int[] FACTORS = {1, 3, 12, 96};

    private final List<Long> ranges = new ArrayList<>();

    /**
     * Levels between two lengths.
     *
     * @param lowest length of a block that is cut from the head
     * @param longest no level is longer, but the lowest
     */
    CompactionPlan(long lowest, long longest) {
        for (int factor : FACTORS) {
            if (factor == 1 || factor * lowest <= longest) {
                ranges.add(factor * lowest);
            }
        }
    }

    /** Blocks that become one. */
    record Group(List<Block> blocks, BlockPlan plan) {}

    /**
     * What to do next, null when there is nothing.
     *
     * @param blocks by time
     * @param complete nothing will be cut from the head before this time
     */
    @Nullable Group next(List<Block> blocks, long complete) {
        List<Block> group = overlapping(blocks);
        for (int i = 1; group.isEmpty() && i < ranges.size(); i++) {
            group = filling(blocks, ranges.get(i), complete);
        }
        if (group.isEmpty()) {
            group = withDeletedSamples(blocks, complete);
        }
        return group.isEmpty() ? null : group(group);
    }

    /** The same blocks once more, without what was deleted in them. */
    Group rewriting(Block block) {
        return group(List.of(block));
    }

    private Group group(List<Block> blocks) {
        long begin = Long.MAX_VALUE;
        long end = Long.MIN_VALUE;
        int level = 0;
        Set<String> parents = new LinkedHashSet<>();
        for (Block block : blocks) {
            BlockPlan plan = block.meta().plan();
            begin = Math.min(begin, plan.minTimeMillis());
            end = Math.max(end, plan.endTimeMillis());
            level = Math.max(level, plan.level() + 1);
            parents.add(block.meta().id());
            // A parent's parent may still lie there, held by a reader, when the next crash comes.
            parents.addAll(plan.parents());
        }
        boolean compressed = ranges.size() > 1 && end - begin >= ranges.get(1);
        return new Group(
                blocks, new BlockPlan(level, begin, end, "", List.copyOf(parents), compressed));
    }

    /** Blocks that stand for the same time, in part at least. */
    private static List<Block> overlapping(List<Block> blocks) {
        List<Block> group = new ArrayList<>();
        long end = Long.MIN_VALUE;
        for (Block block : blocks) {
            BlockPlan plan = block.meta().plan();
            if (!group.isEmpty() && plan.minTimeMillis() >= end) {
                if (group.size() > 1) {
                    return group;
                }
                group.clear();
            }
            group.add(block);
            end = Math.max(end, plan.endTimeMillis());
        }
        return group.size() > 1 ? group : List.of();
    }

    private static List<Block> filling(Collection<Block> blocks, long range, long complete) {
        Map<Long, List<Block>> byRange = new TreeMap<>();
        for (Block block : blocks) {
            BlockPlan plan = block.meta().plan();
            long begin = Math.floorDiv(plan.minTimeMillis(), range) * range;
            if (plan.endTimeMillis() <= begin + range && begin + range <= complete) {
                byRange.computeIfAbsent(begin, b -> new ArrayList<>()).add(block);
            }
        }
        for (List<Block> group : byRange.values()) {
            if (group.size() > 1) {
                return group;
            }
        }
        return List.of();
    }

    private List<Block> withDeletedSamples(List<Block> blocks, long complete) {
        long longest = ranges.getLast();
        for (Block block : blocks) {
            long begin = Math.floorDiv(block.meta().plan().minTimeMillis(), longest) * longest;
            if (begin + longest <= complete && block.hasTombstones()) {
                return List.of(block);
            }
        }
        return List.of();
    }
}
