package io.gnomon.platform.tsdb.internal.tools;

import io.gnomon.model.labels.Labels;
import io.gnomon.model.labels.Matcher;
import io.gnomon.model.storage.StorageException;
import io.gnomon.model.storage.StorageStats;
import io.gnomon.platform.core.promformat.block.BlockMeta;
import io.gnomon.platform.core.promformat.block.BlockWriter;
import io.gnomon.platform.tsdb.internal.TsdbStorage;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * {@code gnomon tsdb export DATA FOLDER}: writes what a data directory holds, its newest samples
 * included, as blocks of Prometheus, a day (UTC) or another length each.
 */
public final class ExportTool extends FolderTool {
    public ExportTool() {
        super("export");
    }

    @Override
    void run(Arguments arguments, PrintWriter out, PrintWriter err)
            throws ToolException, StorageException, IOException {
        Path target = Path.of(arguments.get(1));
        List<List<Matcher>> selectors = arguments.selectors();
        Labels external = arguments.labels("label");
        BlockMeta.Thanos thanos =
                external.isEmpty() ? null : new BlockMeta.Thanos(external, 0, "gnomon");
        long range = arguments.duration("block-duration", Duration.ofDays(1).toMillis());
        BlockTable table = new BlockTable(out, arguments.has("human-readable"));
        try (TsdbStorage storage = TsdbStorage.offline(Path.of(arguments.get(0)))) {
            StorageStats stats = storage.stats();
            long oldest =
                    Math.max(stats.minTimeMillis(), arguments.number("min-time", Long.MIN_VALUE));
            long newest =
                    Math.min(stats.maxTimeMillis(), arguments.number("max-time", Long.MAX_VALUE));
            if (oldest > newest) {
                throw new ToolException(
                        arguments.get(0) + " holds no samples in this range of time");
            }
            Files.createDirectories(target);
            for (long begin = NewBlocks.floor(oldest, range); begin <= newest; begin += range) {
                long from = Math.max(oldest, begin);
                long to = Math.min(newest, begin + range - 1);
                try (BlockWriter block =
                        BlockWriter.create(target, System.currentTimeMillis(), thanos)) {
                    StoredSeries.visit(storage, selectors, from, to, block::add)
                            .forEach(warning -> err.println(name() + ": " + warning));
                    BlockMeta meta = block.finish();
                    if (meta != null) {
                        row(table, meta, target.resolve(meta.ulid()));
                    }
                }
            }
        }
    }

    private static void row(BlockTable table, BlockMeta meta, Path folder) throws IOException {
        table.row(
                meta.ulid(),
                meta.minTimeMillis(),
                meta.maxTimeMillis(),
                meta.stats().samples(),
                meta.stats().chunks(),
                meta.stats().series(),
                size(folder));
    }

    private static long size(Path folder) throws IOException {
        long size = 0;
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
            for (Path entry : entries) {
                size += Files.isDirectory(entry) ? size(entry) : Files.size(entry);
            }
        }
        return size;
    }
}
