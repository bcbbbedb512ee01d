package io.gnomon.exporters.node.internal.disk;

import io.gnomon.exporters.node.internal.host.BinaryUnits;
import io.gnomon.exporters.node.internal.host.Collector;
import io.gnomon.exporters.node.internal.host.HostFiles;
import io.gnomon.exporters.node.internal.host.Metrics;
import io.gnomon.exporters.node.internal.host.Numbers;
import io.gnomon.model.sample.MetricType;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * Block caches of /sys/fs/bcache: the cache sets, their backing devices and cache devices. Hosts
 * without any have none.
 *
 * @param priorityStats also read priority_stats, for which the kernel sorts all buckets
 */
record BcacheCollector(HostFiles files, boolean priorityStats) implements Collector {
    private static final String UUID = "uuid";
    private static final String BACKING = "backing_device";
    private static final String CACHE = "cache_device";

    /** A file with one number. */
    private record Field(String file, String family, MetricType type, double factor, String help) {}

    private static final List<Field> OF_SET =
            List.of(
                    gauge("average_key_size", "average_key_size_sectors", "Sectors of data a key."),
                    gauge("btree_cache_size", "btree_cache_size_bytes", "Memory of the btree."),
                    gauge(
                            "cache_available_percent",
                            "cache_available_percent",
                            "Part of the cache that is not dirty."),
                    gauge("congested", "congested", "How congested the cache device is."),
                    gauge("root_usage_percent", "root_usage_percent", "Use of the root node."),
                    gauge("tree_depth", "tree_depth", "Depth of the btree."),
                    gauge(
                            "internal/active_journal_entries",
                            "active_journal_entries",
                            "Journal entries newer than the index."),
                    gauge("internal/btree_nodes", "btree_nodes", "Nodes of the btree."),
                    // node_exporter takes the microseconds for nanoseconds; so do dashboards.
                    new Field(
                            "internal/btree_read_average_duration_us",
                            "btree_read_average_duration_seconds",
                            MetricType.GAUGE,
                            1e-9,
                            "Mean time of a read of the btree."),
                    counter(
                            "internal/cache_read_races",
                            "cache_read_races_total",
                            "Reads whose bucket was used again meanwhile."));

    private static final List<Field> OF_BACKING =
            List.of(
                    gauge("dirty_data", "dirty_data_bytes", "Data not written back yet."),
                    counter(
                            "stats_total/bypassed",
                            "bypassed_bytes_total",
                            "Bytes past the cache."),
                    counter("stats_total/cache_hits", "cache_hits_total", "Hits."),
                    counter("stats_total/cache_misses", "cache_misses_total", "Misses."),
                    counter(
                            "stats_total/cache_bypass_hits",
                            "cache_bypass_hits_total",
                            "Hits of what was to go past the cache."),
                    counter(
                            "stats_total/cache_bypass_misses",
                            "cache_bypass_misses_total",
                            "Misses of what was to go past the cache."),
                    counter(
                            "stats_total/cache_miss_collisions",
                            "cache_miss_collisions_total",
                            "Misses whose data a write had brought meanwhile."),
                    counter(
                            "stats_total/cache_readaheads",
                            "cache_readaheads_total",
                            "Times that was read ahead."));

    private static final List<Field> OF_CACHE =
            List.of(
                    gauge("io_errors", "io_errors", "Errors, fading with time."),
                    counter(
                            "metadata_written",
                            "metadata_written_bytes_total",
                            "Bytes written that are not data."),
                    counter("written", "written_bytes_total", "Bytes of data written."));

    /** Lines of writeback_rate_debug. */
    private static final Map<String, String> WRITEBACK =
            Map.of(
                    "rate", "writeback_rate",
                    "target", "dirty_target_bytes",
                    "proportional", "writeback_rate_proportional_term",
                    "integral", "writeback_rate_integral_term",
                    "change", "writeback_change");

    private static final Map<String, String> PRIORITY =
            Map.of(
                    "Unused", "priority_stats_unused_percent",
                    "Metadata", "priority_stats_metadata_percent");

    private static Field gauge(String file, String family, String help) {
        return new Field(file, family, MetricType.GAUGE, 1, help);
    }

    private static Field counter(String file, String family, String help) {
        return new Field(file, family, MetricType.COUNTER, 1, help);
    }

    @Override
    public void collect(Metrics out) throws IOException {
        for (Path set : files.list(files.sys("fs/bcache"), "*-*")) {
            String uuid = HostFiles.name(set);
            report(out, set, OF_SET, UUID, uuid);
            for (Path backing : files.list(set, "bdev[0-9]*")) {
                String[] labels = {BACKING, HostFiles.name(backing), UUID, uuid};
                report(out, backing, OF_BACKING, labels);
                Path debug = backing.resolve("writeback_rate_debug");
                String help = "What writeback_rate_debug says.";
                lines(out, debug, WRITEBACK, help, labels);
            }
            for (Path cache : files.list(set, "cache[0-9]*")) {
                String[] labels = {CACHE, HostFiles.name(cache), UUID, uuid};
                report(out, cache, OF_CACHE, labels);
                if (priorityStats) {
                    Path stats = cache.resolve("priority_stats");
                    lines(out, stats, PRIORITY, "Part of the cache's buckets.", labels);
                }
            }
        }
    }

    private void report(Metrics out, Path folder, List<Field> fields, String... labels)
            throws IOException {
        for (Field field : fields) {
            Path file = folder.resolve(field.file);
            double value = size(files.read(file).strip(), file) * field.factor;
            out.family("node_bcache_" + field.family, field.type, field.help);
            out.sample(value, labels);
        }
    }

    /** Lines such as {@code rate: 1.1M/sec} and {@code Unused: 99%}. */
    private void lines(
            Metrics out, Path file, Map<String, String> families, String help, String... labels)
            throws IOException {
        for (String line : files.lines(file)) {
            String[] parts = line.split(":", 2);
            String family = families.get(parts[0].strip());
            if (family != null && parts.length == 2) {
                String value = parts[1].strip().replaceAll("(/sec|%)$", "");
                out.gauge("node_bcache_" + family, help, size(value, file), labels);
            }
        }
    }

    /**
     * The kernel's bch_hprint: the digit behind the point counts hundreds of the next smaller unit,
     * so 427.5k is 427 * 1024 + 500.
     */
    private static double size(String text, Path file) throws IOException {
        int power = text.isEmpty() ? 0 : BinaryUnits.power(text.charAt(text.length() - 1));
        if (power == 0) {
            return Numbers.of(text, file);
        }
        String[] parts = text.substring(0, text.length() - 1).split("\\.", 2);
        double smaller = Math.pow(1024, power - 1.0);
        double fraction = parts.length < 2 ? 0 : Numbers.of("0." + parts[1], file) * 1000;
        return Numbers.of(parts[0], file) * 1024 * smaller + fraction * smaller;
    }
}
