package io.gnomon.platform.core.promformat.block;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The blocks in a folder: of a block alone, a data directory of Prometheus, or a snapshot.
 *
 * @param blocks folders by time; what a compaction replaced and could not delete is left out
 * @param headIsMissing there is a write-ahead log, whose samples are in none of the blocks
 */
public record BlockFolders(List<Block> blocks, boolean headIsMissing) {
    /** A block and what it says of itself. */
    public record Block(Path folder, BlockMeta meta) {}

    /**
     * Looks into a folder.
     *
     * @throws NoSuchFileException when there is no such folder
     * @throws DamagedBlockException when a block's meta.json is damaged
     */
    public static BlockFolders in(Path folder) throws IOException {
        if (Files.exists(folder.resolve(BlockMeta.FILE))) {
            return new BlockFolders(List.of(new Block(folder, BlockMeta.read(folder))), false);
        }
        List<Block> blocks = new ArrayList<>();
        Set<String> replaced = new HashSet<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
            for (Path entry : entries) {
                Path name = entry.getFileName();
                if (name != null && Ulid.isValid(name.toString()) && Files.isDirectory(entry)) {
                    Block block = new Block(entry, BlockMeta.read(entry));
                    blocks.add(block);
                    replaced.addAll(block.meta().parents());
                }
            }
        }
        blocks.removeIf(block -> replaced.contains(block.meta().ulid()));
        blocks.sort(
                Comparator.comparingLong((Block block) -> block.meta().minTimeMillis())
                        .thenComparing(block -> block.meta().ulid()));
        return new BlockFolders(List.copyOf(blocks), hasLog(folder.resolve("wal")));
    }

    private static boolean hasLog(Path wal) throws IOException {
        if (!Files.isDirectory(wal)) {
            return false;
        }
        try (DirectoryStream<Path> segments = Files.newDirectoryStream(wal, "[0-9]*")) {
            for (Path segment : segments) {
                if (Files.size(segment) > 0) {
                    return true;
                }
            }
        }
        return false;
    }
}
