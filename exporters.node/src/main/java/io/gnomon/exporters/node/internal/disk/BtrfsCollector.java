package io.gnomon.exporters.node.internal.disk;

import io.gnomon.exporters.node.internal.host.Collector;
import io.gnomon.exporters.node.internal.host.HostFiles;
import io.gnomon.exporters.node.internal.host.Metrics;
import io.gnomon.exporters.node.internal.host.Numbers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Space, devices and commits of Btrfs file systems, of /sys/fs/btrfs. */
record BtrfsCollector(HostFiles files) implements Collector {
    private static final double SECTOR_BYTES = 512;

    @Override
    public void collect(Metrics out) throws IOException {
        for (Path folder : files.list(files.sys("fs/btrfs"), "*-*")) {
            String uuid = HostFiles.name(folder);
            out.gauge(
                    "node_btrfs_info",
                    "Label of the file system; the value is always 1.",
                    1,
                    "label",
                    files.text(folder, "label"),
                    "uuid",
                    uuid);
            Path allocation = folder.resolve("allocation");
            out.gauge(
                    "node_btrfs_global_rsv_size_bytes",
                    "Size of the global reserve.",
                    files.decimal(allocation, "global_rsv_size").orElse(0),
                    "uuid",
                    uuid);
            List<Path> devices = files.list(folder.resolve("devices"), "*");
            for (Path device : devices) {
                out.gauge(
                        "node_btrfs_device_size_bytes",
                        "Size of a device of the file system.",
                        files.decimal(device, "size").orElse(0) * SECTOR_BYTES,
                        "device",
                        HostFiles.name(device),
                        "uuid",
                        uuid);
            }
            for (String type : List.of("data", "metadata", "system")) {
                space(out, allocation.resolve(type), devices.size(), type, uuid);
            }
            commits(out, folder.resolve("commit_stats"), uuid);
        }
    }

    private void space(Metrics out, Path folder, int devices, String type, String uuid)
            throws IOException {
        if (!Files.isDirectory(folder)) {
            return;
        }
        String[] labels = {"block_group_type", type, "uuid", uuid};
        out.gauge(
                "node_btrfs_reserved_bytes",
                "Space reserved for a type of data.",
                files.decimal(folder, "bytes_reserved").orElse(0),
                labels);
        for (Path layout : files.list(folder, "*")) {
            if (!Files.isDirectory(layout)) {
                continue;
            }
            String mode = HostFiles.name(layout);
            String[] withMode = {"block_group_type", type, "mode", mode, "uuid", uuid};
            out.gauge(
                    "node_btrfs_used_bytes",
                    "Space that a layout uses for a type of data.",
                    files.decimal(layout, "used_bytes").orElse(0),
                    withMode);
            out.gauge(
                    "node_btrfs_size_bytes",
                    "Space allocated for a type of data in a layout.",
                    files.decimal(layout, "total_bytes").orElse(0),
                    withMode);
            out.gauge(
                    "node_btrfs_allocation_ratio",
                    "Bytes on disks for each byte of data in a layout.",
                    ratio(mode, devices),
                    withMode);
        }
    }

    /** Parity takes one device of the stripe in RAID 5, two in RAID 6. */
    private static double ratio(String mode, int devices) {
        return switch (mode) {
            case "dup", "raid1", "raid10" -> 2;
            case "raid1c3" -> 3;
            case "raid1c4" -> 4;
            case "raid5" -> devices / (devices - 1.0);
            case "raid6" -> devices / (devices - 2.0);
            default -> 1;
        };
    }

    /** Kernels before 6.0 do not count commits: zeros, as node_exporter reports it. */
    private void commits(Metrics out, Path file, String uuid) throws IOException {
        Map<String, Double> values = new HashMap<>();
        for (String line : Files.exists(file) ? files.lines(file) : List.<String>of()) {
            String[] words = HostFiles.words(line);
            if (words.length == 2) {
                values.put(words[0], Numbers.of(words[1], file));
            }
        }
        String[] labels = {"uuid", uuid};
        out.counter(
                "node_btrfs_commits_total",
                "Commits.",
                values.getOrDefault("commits", 0.0),
                labels);
        out.gauge(
                "node_btrfs_last_commit_seconds",
                "Duration of the last commit.",
                values.getOrDefault("last_commit_ms", 0.0) / 1e3,
                labels);
        out.gauge(
                "node_btrfs_max_commit_seconds",
                "Duration of the slowest commit.",
                values.getOrDefault("max_commit_ms", 0.0) / 1e3,
                labels);
        out.counter(
                "node_btrfs_commit_seconds_total",
                "Time that all commits took.",
                values.getOrDefault("total_commit_ms", 0.0) / 1e3,
                labels);
    }
}
