package io.gnomon.platform.tsdb.internal.life;

import io.gnomon.model.labels.Labels;
import io.gnomon.model.labels.Matcher;
import io.gnomon.model.sample.Exemplar;
import io.gnomon.model.sample.MetricMetadata;
import io.gnomon.model.storage.MergedSelection;
import io.gnomon.model.storage.SelectHints;
import io.gnomon.model.storage.Selection;
import io.gnomon.model.storage.Snapshot;
import io.gnomon.model.storage.StorageException;
import io.gnomon.model.text.Utf8Order;
import io.gnomon.platform.tsdb.internal.block.Block;
import io.gnomon.platform.tsdb.internal.head.HeadSnapshot;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Head and blocks as they were when it was opened, read as one. */
public final class StoreSnapshot implements Snapshot {
    private final HeadSnapshot head;
    private final Blocks blocks;
    private final Blocks.Pinned pinned;
    private final long minTime;
    private final long maxTime;

    /**
     * Takes both over and closes them. They must have been opened so that no block was published or
     * dropped between.
     */
    public StoreSnapshot(
            HeadSnapshot head, Blocks blocks, Blocks.Pinned pinned, long minTime, long maxTime) {
        this.head = head;
        this.blocks = blocks;
        this.pinned = pinned;
        this.minTime = minTime;
        this.maxTime = maxTime;
    }

    HeadSnapshot head() {
        return head;
    }

    /** The blocks that it has pinned. */
    List<Block> blocks() {
        return pinned.blocks();
    }

    @Override
    public Selection select(List<Matcher> matchers, SelectHints hints) throws StorageException {
        long from = Math.max(minTime, hints.minTimeMillis());
        long to = Math.min(maxTime, hints.maxTimeMillis());
        List<String> missing = blocks.lost();
        List<MergedSelection.Part> parts = new ArrayList<>();
        for (Block block : pinned.blocks()) {
            if (block.meta().minTimeMillis() <= to && block.meta().maxTimeMillis() >= from) {
                Selection found = select(block, matchers, from, to);
                if (found.size() > 0 || found.partial()) {
                    parts.add(
                            new MergedSelection.Part(
                                    found, damage -> blocks.damaged(block, damage)));
                }
            }
        }
        if (parts.isEmpty() && missing.isEmpty()) {
            return head.select(matchers, hints);
        }
        Selection newest = head.select(matchers, hints.withLimit(0));
        if (newest.size() > 0) {
            parts.add(new MergedSelection.Part(newest, null));
        }
        return MergedSelection.of(parts, hints, missing);
    }

    /** What a block has, with damage turned into a warning. */
    private Selection select(Block block, List<Matcher> matchers, long from, long to)
            throws StorageException {
        return whole(
                block,
                () -> block.select(matchers, from, to),
                new EmptySelection("block " + block.meta().id() + " could not be searched"));
    }

    /** Something that is read from a block. */
    private interface Read<T> {
        T run() throws StorageException;
    }

    /** What was read, or {@code otherwise} when the block is damaged there. */
    private <T> T whole(Block block, Read<T> read, T otherwise) throws StorageException {
        try {
            return read.run();
        } catch (StorageException e) {
            if (e.kind() != StorageException.Kind.CORRUPT) {
                throw e;
            }
            blocks.damaged(block, String.valueOf(e.getMessage()));
            return otherwise;
        }
    }

    @Override
    public List<String> labelNames(List<Matcher> matchers, int limit) throws StorageException {
        return texts(limit, head.labelNames(matchers, 0), block -> block.labelNames(matchers));
    }

    @Override
    public List<String> labelValues(String name, List<Matcher> matchers, int limit)
            throws StorageException {
        return texts(
                limit,
                head.labelValues(name, matchers, 0),
                block -> block.labelValues(name, matchers));
    }

    /** A list that a block gives. */
    private interface Texts {
        List<String> of(Block block) throws StorageException;
    }

    private List<String> texts(int limit, List<String> ofHead, Texts texts)
            throws StorageException {
        TreeSet<String> all = new TreeSet<>(Utf8Order.INSTANCE);
        all.addAll(ofHead);
        for (Block block : pinned.blocks()) {
            all.addAll(whole(block, () -> texts.of(block), List.of()));
        }
        return all.stream().limit(limit > 0 ? limit : Long.MAX_VALUE).toList();
    }

    @Override
    public Map<Labels, List<Exemplar>> exemplars(List<Matcher> matchers) throws StorageException {
        Map<Labels, Set<Exemplar>> found = new TreeMap<>();
        for (Block block : pinned.blocks()) {
            add(whole(block, () -> block.exemplars(matchers, minTime, maxTime), Map.of()), found);
        }
        add(head.exemplars(matchers), found);
        Map<Labels, List<Exemplar>> sorted = new TreeMap<>();
        found.forEach((labels, exemplars) -> {
            List<Exemplar> list = new ArrayList<>(exemplars);
            list.sort(Comparator.comparingLong(Exemplar::timeMillis));
            sorted.put(labels, list);
        });
        return sorted;
    }

    private static void add(Map<Labels, List<Exemplar>> more, Map<Labels, Set<Exemplar>> to) {
        more.forEach((labels, exemplars) ->
                to.computeIfAbsent(labels, l -> new LinkedHashSet<>()).addAll(exemplars));
    }

    @Override
    public Map<String, MetricMetadata> metadata(String family) throws StorageException {
        Map<String, MetricMetadata> found = new TreeMap<>(Utf8Order.INSTANCE);
        for (Block block : pinned.blocks()) {
            found.putAll(whole(block, block::metadata, Map.of()));
        }
        found.putAll(head.metadata(""));
        if (!family.isEmpty()) {
            found.keySet().retainAll(Set.of(family));
        }
        return found;
    }

    /** Of the head, as in Prometheus: what the newest samples cost. */
    @Override
    public Cardinality cardinality(int limit) throws StorageException {
        return head.cardinality(limit);
    }

    /** The head's view goes last: a store that closes waits for it. */
    @Override
    public void close() {
        pinned.close();
        head.close();
    }
}
