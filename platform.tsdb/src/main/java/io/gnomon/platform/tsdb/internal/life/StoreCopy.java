package io.gnomon.platform.tsdb.internal.life;

import io.gnomon.model.sample.MetricMetadata;
import io.gnomon.model.storage.StorageException;
import io.gnomon.platform.tsdb.internal.block.Block;
import io.gnomon.platform.tsdb.internal.block.BlockPlan;
import io.gnomon.platform.tsdb.internal.block.BlockWriter;
import io.gnomon.platform.tsdb.internal.head.HeadSnapshot;
import io.gnomon.platform.tsdb.internal.wal.WalFolder;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Copies a store while it runs: blocks by hard links, the head as blocks of its own. */
public final class StoreCopy {
    /** The one file of a block that changes. */
    private static final String TOMBSTONES = "tombstones";

    private final Seam seam;
    private final long rangeMillis;

    /**
     * Copies a store.
     *
     * @param rangeMillis length of the blocks that the head is copied to
     */
    public StoreCopy(Seam seam, long rangeMillis) {
        this.seam = seam;
        this.rangeMillis = rangeMillis;
    }

    /**
     * Fills a folder, which must not exist: it appears when it is complete.
     *
     * @param metadata of the head
     */
    public void to(Path target, boolean skipHead, Map<String, MetricMetadata> metadata)
            throws StorageException, IOException {
        Path unfinished = target.resolveSibling(target.getFileName() + BlockWriter.UNFINISHED);
        Path blocks = Files.createDirectories(unfinished.resolve("blocks"));
        try {
            copy(blocks, skipHead, metadata);
            WalFolder.force(blocks);
            WalFolder.force(unfinished);
            Files.move(unfinished, target, StandardCopyOption.ATOMIC_MOVE);
            Path parent = target.toAbsolutePath().getParent();
            if (parent != null) {
                WalFolder.force(parent);
            }
        } finally {
            Folders.delete(unfinished);
        }
    }

    /** Deletes a copy. */
    public void delete(Path copy) throws IOException {
        Folders.delete(copy);
    }

    private void copy(Path blocks, boolean skipHead, Map<String, MetricMetadata> metadata)
            throws StorageException, IOException {
        try (StoreSnapshot snapshot = seam.open(Long.MIN_VALUE, Long.MAX_VALUE)) {
            seam.withoutDeletions(() -> {
                for (Block block : snapshot.blocks()) {
                    link(block.folder(), blocks.resolve(block.meta().id()));
                }
                return true;
            });
            if (!skipHead) {
                copyHead(snapshot, blocks, metadata);
            }
        }
    }

    private static void link(Path from, Path to) throws IOException {
        Files.createDirectories(to);
        try (Stream<Path> files = Files.list(from)) {
            for (Path file : files.toList()) {
                Path target = to.resolve(file.getFileName());
                if (Files.isDirectory(file)) {
                    link(file, target);
                } else if (file.getFileName().toString().startsWith(TOMBSTONES)) {
                    Files.copy(file, target);
                } else {
                    linkFile(file, target);
                }
            }
        }
        WalFolder.force(to);
    }

    private static void linkFile(Path file, Path target) throws IOException {
        try {
            Files.createLink(target, file);
        } catch (UnsupportedOperationException e) {
            Files.copy(file, target);
        }
    }

    private void copyHead(StoreSnapshot snapshot, Path blocks, Map<String, MetricMetadata> metadata)
            throws StorageException, IOException {
        HeadSnapshot head = snapshot.head();
        long newest = head.newest();
        if (newest < head.oldest()) {
            return;
        }
        long begin = Math.floorDiv(head.oldest(), rangeMillis) * rangeMillis;
        for (; begin <= newest; begin += rangeMillis) {
            BlockPlan plan = new BlockPlan(0, begin, begin + rangeMillis, "", List.of(), false);
            try (WatchedFeed feed =
                    new WatchedFeed(
                            NewTimesFeed.of(
                                    head.feed(begin, begin + rangeMillis - 1),
                                    snapshot.blocks(),
                                    seam.blocks(),
                                    begin,
                                    begin + rangeMillis - 1),
                            l -> Long.MIN_VALUE,
                            0)) {
                Block block = BlockMaker.make(blocks, plan, feed, metadata, seam.blocks().files());
                if (block != null) {
                    block.close();
                }
            }
        }
    }
}
