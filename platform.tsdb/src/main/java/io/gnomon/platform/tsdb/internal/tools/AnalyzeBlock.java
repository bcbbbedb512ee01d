package io.gnomon.platform.tsdb.internal.tools;

import io.gnomon.model.labels.Labels;
import io.gnomon.model.sample.SampleColumn;
import io.gnomon.model.text.Durations;
import io.gnomon.platform.tsdb.internal.block.Block;
import io.gnomon.platform.tsdb.internal.block.BlockMeta;
import io.gnomon.platform.tsdb.internal.block.SeriesFeed;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Says what takes the room in a block, and whether it is whole. Arguments: data directory, id of
 * the block (empty: the newest), length of the lists.
 */
public final class AnalyzeBlock extends BlockTool {
    private final Map<String, Long> seriesByMetric = new HashMap<>();
    private final Map<String, Long> samplesByMetric = new HashMap<>();
    private final Map<String, Long> seriesByLabel = new HashMap<>();
    private final Map<String, Long> seriesByPair = new HashMap<>();
    private final Map<String, Set<String>> valuesByLabel = new HashMap<>();

    @Override
    public String name() {
        return "gnomon tsdb analyze";
    }

    @Override
    void run(PrintWriter out, PrintWriter err, Path data, List<String> args) throws IOException {
        String id = args.get(0);
        int limit = Integer.parseInt(args.get(1));
        List<Block> blocks = open(data, err);
        try {
            Block block =
                    blocks.reversed().stream()
                            .filter(b -> id.isEmpty() || b.meta().id().equals(id))
                            .findFirst()
                            .orElseThrow(() -> new IOException(absent(data, id)));
            head(out, block.meta());
            block.verify();
            out.println("Checksums: all right");
            count(block);
            print(out, "Metrics with most series", seriesByMetric, limit);
            print(out, "Metrics with most samples", samplesByMetric, limit);
            print(out, "Label names with most series", seriesByLabel, limit);
            print(out, "Label pairs with most series", seriesByPair, limit);
            Map<String, Long> values = new HashMap<>();
            valuesByLabel.forEach((name, set) -> values.put(name, (long) set.size()));
            print(out, "Label names with most values", values, limit);
        } finally {
            close(blocks);
        }
    }

    private static String absent(Path data, String id) {
        return id.isEmpty()
                ? "there is no block in " + data
                : "there is no block " + id + " in " + data;
    }

    private static void head(PrintWriter out, BlockMeta meta) {
        BlockMeta.Stats stats = meta.stats();
        long duration = meta.plan().endTimeMillis() - meta.plan().minTimeMillis();
        out.println("Block ID: " + meta.id());
        out.println("Level: " + meta.plan().level());
        out.println("Duration: " + Durations.format(duration));
        out.println("Total Series: " + stats.series());
        out.println("Total Samples: " + stats.samples() + ", histograms " + stats.histograms());
        out.println("Exemplars: " + stats.exemplars());
        out.printf(
                "Bytes: %d, %.3f a sample%n",
                stats.diskBytes(), (double) stats.diskBytes() / stats.samples());
        stats.bytes().entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .forEach(file -> out.printf("  %-20s %d%n", file.getKey(), file.getValue()));
    }

    private void count(Block block) throws IOException {
        SampleColumn samples = new SampleColumn();
        try (SeriesFeed feed = block.feed(Long.MIN_VALUE, Long.MAX_VALUE)) {
            while (feed.next()) {
                Labels labels = feed.labels();
                feed.samples(samples);
                seriesByMetric.merge(labels.metricName(), 1L, Long::sum);
                samplesByMetric.merge(labels.metricName(), (long) samples.size, Long::sum);
                for (int i = 0; i < labels.size(); i++) {
                    seriesByLabel.merge(labels.name(i), 1L, Long::sum);
                    seriesByPair.merge(labels.name(i) + "=" + labels.value(i), 1L, Long::sum);
                    valuesByLabel
                            .computeIfAbsent(labels.name(i), n -> new HashSet<>())
                            .add(labels.value(i));
                }
            }
        }
    }

    private static void print(PrintWriter out, String title, Map<String, Long> counts, int limit) {
        out.println();
        out.println(title + ":");
        counts.entrySet().stream()
                .sorted(
                        Map.Entry.<String, Long>comparingByValue(Comparator.reverseOrder())
                                .thenComparing(Map.Entry.comparingByKey()))
                .limit(limit)
                .forEach(e -> out.println(e.getValue() + " " + e.getKey()));
    }
}
