package io.gnomon.exporters.node.internal.disk;

import static io.gnomon.model.sample.MetricType.COUNTER;
import static io.gnomon.model.sample.MetricType.GAUGE;

import io.gnomon.exporters.node.internal.host.Collector;
import io.gnomon.exporters.node.internal.host.HostFiles;
import io.gnomon.exporters.node.internal.host.Metrics;
import io.gnomon.exporters.node.internal.host.NameFilter;
import io.gnomon.model.sample.MetricType;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Block devices: counters of /proc/diskstats, what udev knows of them. */
record DiskstatsCollector(HostFiles files, NameFilter devices) implements Collector {
    private static final double SECTOR_BYTES = 512;
    private static final double MILLI = 0.001;

    /** Columns 4 and on of /proc/diskstats, see the kernel's Documentation/admin-guide/iostats. */
    private record Column(String name, MetricType type, double factor, String help) {}

    private static final List<Column> COLUMNS =
            List.of(
                    new Column(
                            "reads_completed_total",
                            COUNTER,
                            1,
                            "The total number of reads completed successfully."),
                    new Column(
                            "reads_merged_total", COUNTER, 1, "The total number of reads merged."),
                    new Column(
                            "read_bytes_total",
                            COUNTER,
                            SECTOR_BYTES,
                            "The total number of bytes read successfully."),
                    new Column(
                            "read_time_seconds_total",
                            COUNTER,
                            MILLI,
                            "The total number of seconds spent by all reads."),
                    new Column(
                            "writes_completed_total",
                            COUNTER,
                            1,
                            "The total number of writes completed successfully."),
                    new Column("writes_merged_total", COUNTER, 1, "The number of writes merged."),
                    new Column(
                            "written_bytes_total",
                            COUNTER,
                            SECTOR_BYTES,
                            "The total number of bytes written successfully."),
                    new Column(
                            "write_time_seconds_total",
                            COUNTER,
                            MILLI,
                            "This is the total number of seconds spent by all writes."),
                    new Column("io_now", GAUGE, 1, "The number of I/Os currently in progress."),
                    new Column(
                            "io_time_seconds_total",
                            COUNTER,
                            MILLI,
                            "Total seconds spent doing I/Os."),
                    new Column(
                            "io_time_weighted_seconds_total",
                            COUNTER,
                            MILLI,
                            "The weighted # of seconds spent doing I/Os."),
                    new Column(
                            "discards_completed_total",
                            COUNTER,
                            1,
                            "The total number of discards completed successfully."),
                    new Column(
                            "discards_merged_total",
                            COUNTER,
                            1,
                            "The total number of discards merged."),
                    new Column(
                            "discarded_sectors_total",
                            COUNTER,
                            1,
                            "The total number of sectors discarded successfully."),
                    new Column(
                            "discard_time_seconds_total",
                            COUNTER,
                            MILLI,
                            "This is the total number of seconds spent by all discards."),
                    new Column(
                            "flush_requests_total",
                            COUNTER,
                            1,
                            "The total number of flush requests completed successfully"),
                    new Column(
                            "flush_requests_time_seconds_total",
                            COUNTER,
                            MILLI,
                            "This is the total number of seconds spent by all flush requests."));

    /** A family of udev's numbers: name, property, help. */
    private static final String[][] ATA = {
        {"ata_write_cache", "ID_ATA_WRITE_CACHE", "ATA disk has a write cache."},
        {
            "ata_write_cache_enabled",
            "ID_ATA_WRITE_CACHE_ENABLED",
            "ATA disk has its write cache enabled."
        },
        {
            "ata_rotation_rate_rpm",
            "ID_ATA_ROTATION_RATE_RPM",
            "ATA disk rotation rate in RPMs (0 for SSDs)."
        },
    };

    private record Disk(String[] words, Map<String, String> udev) {
        String device() {
            return words[2];
        }

        String property(String... alternatives) {
            for (String name : alternatives) {
                String value = udev.getOrDefault(name, "");
                if (!value.isEmpty()) {
                    return value;
                }
            }
            return "";
        }
    }

    @Override
    public void collect(Metrics sink) throws IOException {
        List<Disk> disks = new ArrayList<>();
        for (String line : files.lines(files.proc("diskstats"))) {
            String[] words = HostFiles.words(line);
            if (words.length < 4) {
                throw new IOException("invalid line in /proc/diskstats: \"" + line + "\"");
            }
            if (devices.accepts(words[2])) {
                disks.add(new Disk(words, udev(words[0], words[1])));
            }
        }
        counters(sink, disks);
        info(sink, disks);
        deviceMapper(sink, disks);
        filesystems(sink, disks);
        ata(sink, disks);
    }

    private static void counters(Metrics sink, List<Disk> disks) {
        for (int i = 0; i < COLUMNS.size(); i++) {
            Column column = COLUMNS.get(i);
            sink.family("node_disk_" + column.name, column.type, column.help);
            for (Disk disk : disks) {
                // Older kernels have fewer columns.
                if (disk.words.length > i + 3) {
                    double value = Double.parseDouble(disk.words[i + 3]);
                    sink.sample(value * column.factor, "device", disk.device());
                }
            }
        }
    }

    private void info(Metrics sink, List<Disk> disks) {
        sink.family("node_disk_info", GAUGE, "Info of /sys/block/<block_device>.");
        for (Disk disk : disks) {
            sink.sample(
                    1,
                    "device",
                    disk.device(),
                    "major",
                    disk.words[0],
                    "minor",
                    disk.words[1],
                    "path",
                    disk.property("ID_PATH"),
                    "wwn",
                    disk.property("ID_WWN"),
                    "model",
                    disk.property("ID_MODEL"),
                    "serial",
                    disk.property("SCSI_IDENT_SERIAL", "ID_SERIAL_SHORT", "ID_SERIAL"),
                    "revision",
                    disk.property("ID_REVISION"),
                    "rotational",
                    files.value(files.sys("block/" + disk.device() + "/queue/rotational"))
                            .orElse("0"));
        }
    }

    private static void deviceMapper(Metrics sink, List<Disk> disks) {
        sink.family("node_disk_device_mapper_info", GAUGE, "Info about disk device mapper.");
        for (Disk disk : disks) {
            if (!disk.property("DM_NAME").isEmpty()) {
                sink.sample(
                        1,
                        "device",
                        disk.device(),
                        "name",
                        disk.property("DM_NAME"),
                        "uuid",
                        disk.property("DM_UUID"),
                        "vg_name",
                        disk.property("DM_VG_NAME"),
                        "lv_name",
                        disk.property("DM_LV_NAME"),
                        "lv_layer",
                        disk.property("DM_LV_LAYER"));
            }
        }
    }

    private static void filesystems(Metrics sink, List<Disk> disks) {
        sink.family("node_disk_filesystem_info", GAUGE, "Info about disk filesystem.");
        for (Disk disk : disks) {
            if (!disk.property("ID_FS_TYPE").isEmpty()) {
                sink.sample(
                        1,
                        "device",
                        disk.device(),
                        "type",
                        disk.property("ID_FS_TYPE"),
                        "usage",
                        disk.property("ID_FS_USAGE"),
                        "uuid",
                        disk.property("ID_FS_UUID"),
                        "version",
                        disk.property("ID_FS_VERSION"));
            }
        }
    }

    private static void ata(Metrics sink, List<Disk> disks) {
        for (String[] family : ATA) {
            sink.family("node_disk_" + family[0], GAUGE, family[2]);
            for (Disk disk : disks) {
                String value = disk.property(family[1]);
                if (!disk.property("ID_ATA").isEmpty() && !value.isEmpty()) {
                    sink.sample(Double.parseDouble(value), "device", disk.device());
                }
            }
        }
    }

    /**
     * Properties ("E:NAME=VALUE") of a block device in udev's data, none where there is no udev.
     */
    private Map<String, String> udev(String major, String minor) {
        Map<String, String> properties = new HashMap<>();
        files.value(files.udevData().resolve("b" + major + ":" + minor))
                .orElse("")
                .lines()
                .filter(line -> line.startsWith("E:") && line.contains("="))
                .forEach(line ->
                        properties.put(
                                line.substring(2, line.indexOf('=')),
                                line.substring(line.indexOf('=') + 1)));
        return properties;
    }
}
