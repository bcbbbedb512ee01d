package io.gnomon.exporters.node.internal.disk;

import io.gnomon.exporters.node.internal.host.Collector;
import io.gnomon.exporters.node.internal.host.HostFiles;
import io.gnomon.exporters.node.internal.host.Metrics;
import io.gnomon.exporters.node.internal.host.Numbers;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * What XFS file systems did, of /sys/fs/xfs/DEVICE/stats/stats. The order of the fields is that of
 * the kernel's xfs_stats.h.
 */
record XfsCollector(HostFiles files) implements Collector {
    private static final List<String> BTREE =
            List.of("lookups", "compares", "records_inserted", "records_deleted");

    private record Line(String family, List<String> fields) {}

    private static final Map<String, Line> LINES =
            Map.of(
                    "extent_alloc",
                    new Line(
                            "extent_allocation",
                            List.of(
                                    "extents_allocated",
                                    "blocks_allocated",
                                    "extents_freed",
                                    "blocks_freed")),
                    "abt",
                    new Line("allocation_btree", BTREE),
                    "blk_map",
                    new Line(
                            "block_mapping",
                            List.of(
                                    "reads",
                                    "writes",
                                    "unmaps",
                                    "extent_list_insertions",
                                    "extent_list_deletions",
                                    "extent_list_lookups",
                                    "extent_list_compares")),
                    "bmbt",
                    new Line("block_map_btree", BTREE),
                    "dir",
                    new Line(
                            "directory_operation",
                            List.of("lookup", "create", "remove", "getdents")),
                    "ig",
                    new Line(
                            "inode_operation",
                            List.of(
                                    "attempts",
                                    "found",
                                    "recycled",
                                    "missed",
                                    "duplicates",
                                    "reclaims",
                                    "attribute_changes")),
                    "rw",
                    new Line("", List.of("write_calls", "read_calls")),
                    "vnodes",
                    new Line(
                            "vnode",
                            List.of(
                                    "active",
                                    "allocate",
                                    "get",
                                    "hold",
                                    "release",
                                    "reclaim",
                                    "remove")));

    @Override
    public void collect(Metrics out) throws IOException {
        for (Path folder : files.list(files.sys("fs/xfs"), "*")) {
            Path stats = folder.resolve("stats/stats");
            if (files.value(stats).isPresent()) {
                for (String line : files.lines(stats)) {
                    report(out, HostFiles.words(line), HostFiles.name(folder), stats);
                }
            }
        }
    }

    private static void report(Metrics out, String[] words, String device, Path file)
            throws IOException {
        Line line = LINES.get(words[0]);
        if (line == null) {
            return;
        }
        for (int i = 0; i < Math.min(line.fields.size(), words.length - 1); i++) {
            String field = line.fields.get(i);
            String name = line.family.isEmpty() ? field : line.family + "_" + field;
            out.counter(
                    "node_xfs_" + name + "_total",
                    "XFS of a file system, " + name.replace('_', ' ') + ".",
                    Numbers.of(words[i + 1], file),
                    "device",
                    device);
        }
    }
}
