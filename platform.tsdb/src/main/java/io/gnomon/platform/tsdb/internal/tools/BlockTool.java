package io.gnomon.platform.tsdb.internal.tools;

import io.gnomon.model.storage.StorageException;
import io.gnomon.platform.tsdb.internal.block.Block;
import io.gnomon.platform.tsdb.internal.block.BlockWriter;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.spi.ToolProvider;
import java.util.stream.Stream;

/** A tool whose first argument is a data directory. It only reads. */
abstract class BlockTool implements ToolProvider {
    @Override
    public final int run(PrintWriter out, PrintWriter err, String... args) {
        try {
            run(out, err, Path.of(args[0]), List.of(Arrays.copyOfRange(args, 1, args.length)));
            return 0;
        } catch (IOException | StorageException | IllegalArgumentException e) {
            err.println(name() + ": " + e.getMessage());
            return 1;
        }
    }

    abstract void run(PrintWriter out, PrintWriter err, Path data, List<String> args)
            throws IOException, StorageException;

    /** Opens all blocks of a data directory, by time; says which cannot be opened. */
    static List<Block> open(Path data, PrintWriter err) throws IOException {
        Path folder = data.resolve("blocks");
        if (!Files.isDirectory(folder)) {
            throw new IOException(
                    data
                            + " has no folder blocks: give the data directory with"
                            + " --storage.tsdb.path=DIR");
        }
        List<Block> blocks = new ArrayList<>();
        List<Path> folders;
        try (Stream<Path> all = Files.list(folder)) {
            folders = all.filter(BlockTool::isBlock).toList();
        }
        for (Path block : folders) {
            try {
                blocks.add(Block.open(block, FileChannel::open));
            } catch (IOException e) {
                // One that a running server has replaced meanwhile is no loss.
                if (Files.exists(block)) {
                    err.println("block " + block.getFileName() + " is left out: " + e.getMessage());
                }
            }
        }
        blocks.sort(
                Comparator.<Block>comparingLong(b -> b.meta().minTimeMillis())
                        .thenComparing(b -> b.meta().id()));
        return blocks;
    }

    private static boolean isBlock(Path folder) {
        String name = folder.getFileName().toString();
        return Files.isDirectory(folder)
                && !name.endsWith(BlockWriter.UNFINISHED)
                && !name.equals("damaged");
    }

    static void close(List<Block> blocks) {
        blocks.forEach(Block::close);
    }
}
