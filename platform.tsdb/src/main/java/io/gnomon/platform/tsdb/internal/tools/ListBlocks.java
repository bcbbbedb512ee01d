package io.gnomon.platform.tsdb.internal.tools;

import io.gnomon.model.text.Durations;
import io.gnomon.platform.tsdb.internal.block.Block;
import io.gnomon.platform.tsdb.internal.block.BlockMeta;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;

/** Lists blocks in promtool's columns. Arguments: data directory, true for readable numbers. */
public final class ListBlocks extends BlockTool {
    private static final String ROW = "%-27s%-22s%-22s%-12s%-13s%-12s%-12s%s%n";

    @Override
    public String name() {
        return "gnomon tsdb list";
    }

    @Override
    void run(PrintWriter out, PrintWriter err, Path data, List<String> args) throws IOException {
        boolean readable = Boolean.parseBoolean(args.getFirst());
        List<Block> blocks = open(data, err);
        try {
            out.printf(
                    ROW,
                    "BLOCK ULID",
                    "MIN TIME",
                    "MAX TIME",
                    "DURATION",
                    "NUM SAMPLES",
                    "NUM CHUNKS",
                    "NUM SERIES",
                    "SIZE");
            for (Block block : blocks) {
                BlockMeta meta = block.meta();
                out.printf(
                        ROW,
                        meta.id(),
                        time(meta.minTimeMillis(), readable),
                        time(meta.maxTimeMillis(), readable),
                        Durations.format(meta.plan().endTimeMillis() - meta.plan().minTimeMillis()),
                        meta.stats().samples(),
                        meta.stats().chunks(),
                        meta.stats().series(),
                        size(meta.stats().diskBytes(), readable));
            }
        } finally {
            close(blocks);
        }
    }

    private static String time(long millis, boolean readable) {
        return readable ? Instant.ofEpochMilli(millis).toString() : Long.toString(millis);
    }

    private static String size(long bytes, boolean readable) {
        if (!readable) {
            return Long.toString(bytes);
        }
        int unit = 0;
        double number = bytes;
        while (number >= 1024 && unit < 4) {
            number /= 1024;
            unit++;
        }
        return "%.4g%s".formatted(number, List.of("B", "KiB", "MiB", "GiB", "TiB").get(unit));
    }
}
