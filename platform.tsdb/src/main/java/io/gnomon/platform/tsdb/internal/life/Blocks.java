package io.gnomon.platform.tsdb.internal.life;

import io.gnomon.platform.tsdb.internal.block.Block;
import io.gnomon.platform.tsdb.internal.block.BlockWriter;
import io.gnomon.platform.tsdb.internal.codec.CorruptDataException;
import io.gnomon.platform.tsdb.internal.wal.ChannelOpener;
import io.gnomon.platform.tsdb.internal.wal.WalFolder;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/**
 * The blocks of a store. Which there are changes in one step; who reads pins those that are there,
 * and a block that was replaced goes when its last reader has. Any thread.
 *
 * <p>A block that cannot be opened is put aside in the folder {@code damaged}. One with damage
 * inside stays: what is whole of it is read, and it is not compacted. Both are said in the log and
 * in the warnings of the answers that they concern.
 */
public final class Blocks implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Blocks.class);
    private static final Comparator<Block> BY_TIME =
            Comparator.<Block>comparingLong(b -> b.meta().plan().minTimeMillis())
                    .thenComparingLong(b -> b.meta().plan().endTimeMillis())
                    .thenComparing(b -> b.meta().id());

    private final Path folder;
    private final Path aside;
    private final ChannelOpener files;
    private final LifeMetrics metrics;

    private volatile List<Block> present = List.of();
    private final List<String> lost = new ArrayList<>();
    private final Map<String, String> damaged = new ConcurrentHashMap<>();

    private Blocks(Path folder, ChannelOpener files, LifeMetrics metrics) throws IOException {
        this.folder = Files.createDirectories(folder);
        this.aside = folder.resolve("damaged");
        this.files = files;
        this.metrics = metrics;
    }

    /** Opens all blocks of a folder and tidies up what a crash left. */
    public static Blocks open(Path folder, ChannelOpener files, LifeMetrics metrics)
            throws IOException {
        Blocks blocks = new Blocks(folder, files, metrics);
        blocks.load();
        return blocks;
    }

    private void load() throws IOException {
        for (Path unfinished : folders(true)) {
            Folders.delete(unfinished);
        }
        Map<Path, IOException> unreadable = new HashMap<>();
        List<Block> opened = opened(folders(false), unreadable);
        dropReplaced(opened, unreadable);
        for (Map.Entry<Path, IOException> block : unreadable.entrySet()) {
            leaveOut(block.getKey(), block.getValue());
        }
        if (Files.exists(aside)) {
            try (Stream<Path> all = Files.list(aside)) {
                all.forEach(block -> lost.add("block " + block + " is damaged and not read"));
            }
        }
        opened.sort(BY_TIME);
        present = List.copyOf(opened);
    }

    /** Folders of blocks, or those that a crash left unfinished. */
    private List<Path> folders(boolean unfinished) throws IOException {
        try (Stream<Path> all = Files.list(folder)) {
            return all.filter(Files::isDirectory)
                    .filter(f -> !f.equals(aside))
                    .filter(f -> f.toString().endsWith(BlockWriter.UNFINISHED) == unfinished)
                    .toList();
        }
    }

    private List<Block> opened(List<Path> folders, Map<Path, IOException> unreadable) {
        List<Block> opened = new ArrayList<>();
        for (Path block : folders) {
            try {
                opened.add(Block.open(block, files));
            } catch (IOException e) {
                unreadable.put(block, e);
            }
        }
        return opened;
    }

    /** A block that cannot be opened: damaged ones are put aside. */
    private void leaveOut(Path block, IOException why) throws IOException {
        if (!Files.exists(block)) {
            // A store that was closed just now has deleted it.
            return;
        }
        metrics.blocksDamaged.increment();
        if (!(why instanceof CorruptDataException)) {
            LOG.error(
                    "block {} cannot be read: {}. Its samples are missing until the next start",
                    block,
                    why.getMessage());
            lost.add("block " + block + " could not be read: " + why.getMessage());
            return;
        }
        Path target = Folders.free(Files.createDirectories(aside), block.getFileName());
        LOG.error(
                "block {} is damaged: {}. It is put aside in {}; its samples are missing until it"
                        + " is repaired, the rest is read",
                block,
                why.getMessage(),
                target);
        Files.move(block, target);
    }

    /** A crash may leave blocks, whole or half deleted, beside the one that replaces them. */
    private static void dropReplaced(List<Block> opened, Map<Path, IOException> unreadable)
            throws IOException {
        Set<String> replaced = new HashSet<>();
        opened.forEach(block -> replaced.addAll(block.meta().plan().parents()));
        opened.removeIf(block -> {
            boolean gone = replaced.contains(block.meta().id());
            if (gone) {
                block.discard();
                block.close();
            }
            return gone;
        });
        for (Path block : List.copyOf(unreadable.keySet())) {
            if (replaced.contains(block.getFileName().toString())) {
                unreadable.remove(block);
                Folders.delete(block);
            }
        }
    }

    public Path folder() {
        return folder;
    }

    /** Opens the files of blocks. */
    ChannelOpener files() {
        return files;
    }

    /** All blocks by time; valid as long as nobody replaces them, so for the one who does. */
    public List<Block> present() {
        return present;
    }

    /** Blocks that stand for times in the range, both ends included; closed by the caller. */
    public Pinned pin(long minTime, long maxTime) {
        while (true) {
            List<Block> now = present;
            List<Block> pinned = new ArrayList<>();
            boolean all = true;
            for (Block block : now) {
                if (block.meta().minTimeMillis() <= maxTime
                        && block.meta().maxTimeMillis() >= minTime) {
                    all &= block.retain() && pinned.add(block);
                }
            }
            if (all) {
                return new Pinned(pinned);
            }
            // One of them was replaced meanwhile.
            pinned.forEach(Block::close);
        }
    }

    /** Blocks that stay as they are until this is closed. */
    public static final class Pinned implements AutoCloseable {
        private final List<Block> blocks;

        Pinned(List<Block> blocks) {
            this.blocks = List.copyOf(blocks);
        }

        public List<Block> blocks() {
            return blocks;
        }

        @Override
        public void close() {
            blocks.forEach(Block::close);
        }
    }

    /** Opens a block that was written into the folder; it is not seen before {@link #replace}. */
    Block opened(String id) throws IOException {
        return Block.open(folder.resolve(id), files);
    }

    /** In one step: some blocks go, others come. The files of those that go are deleted. */
    synchronized void replace(Collection<Block> gone, Collection<Block> come) {
        List<Block> next = new ArrayList<>(present);
        next.removeAll(gone);
        next.addAll(come);
        next.sort(BY_TIME);
        present = List.copyOf(next);
        metrics.changes.increment();
        for (Block block : gone) {
            damaged.remove(block.meta().id());
            block.discard();
            block.close();
        }
    }

    /**
     * Damage was found inside a block: it is said once, and the block is left alone from now on.
     */
    void damaged(Block block, String what) {
        if (damaged.putIfAbsent(block.meta().id(), what) == null) {
            metrics.blocksDamaged.increment();
            LOG.error(
                    "block {} has damage inside: {}. What is whole of it is read; it is not"
                            + " compacted",
                    block.folder(),
                    what);
        }
    }

    boolean isDamaged(Block block) {
        return damaged.containsKey(block.meta().id());
    }

    /** Sentences about blocks that are missing from answers, or in part, with the file's name. */
    public List<String> problems() {
        List<String> all = new ArrayList<>(lost);
        damaged.forEach((id, what) ->
                all.add("block " + folder.resolve(id) + " has damage inside: " + what));
        return all;
    }

    /** Sentences about blocks that are missing from every answer. */
    List<String> lost() {
        return List.copyOf(lost);
    }

    /** Bytes of all blocks. */
    public long diskBytes() {
        long sum = 0;
        for (Block block : present) {
            sum += block.meta().stats().diskBytes();
        }
        return sum;
    }

    /** Time of the oldest sample, {@link Long#MAX_VALUE} without blocks. */
    public long minTime() {
        return present.stream()
                .mapToLong(b -> b.meta().minTimeMillis())
                .min()
                .orElse(Long.MAX_VALUE);
    }

    /** Time of the newest sample, {@link Long#MIN_VALUE} without blocks. */
    public long maxTime() {
        return present.stream()
                .mapToLong(b -> b.meta().maxTimeMillis())
                .max()
                .orElse(Long.MIN_VALUE);
    }

    /** Makes the names in the folder survive a power cut. */
    void force() throws IOException {
        WalFolder.force(folder);
    }

    @Override
    public synchronized void close() {
        present.forEach(Block::close);
        present = List.of();
    }
}
