package io.gnomon.exporters.node.internal.disk;

import io.gnomon.exporters.node.internal.host.Collector;
import io.gnomon.exporters.node.internal.host.HostFiles;
import io.gnomon.exporters.node.internal.host.Metrics;
import io.gnomon.exporters.node.internal.host.NameFilter;
import io.gnomon.model.sample.MetricType;

import java.io.IOException;
import java.nio.file.Path;

/** Tape drives of /sys/class/scsi_tape. */
record TapestatsCollector(HostFiles files, NameFilter devices) implements Collector {
    private record Field(String file, String name, MetricType type, double divisor, String help) {}

    private static final double NANO = 1e9;

    private static final Field[] FIELDS = {
        new Field("in_flight", "io_now", MetricType.GAUGE, 1, "Requests that run now."),
        new Field(
                "io_ns",
                "io_time_seconds_total",
                MetricType.COUNTER,
                NANO,
                "Time of all requests."),
        new Field(
                "other_cnt",
                "io_others_total",
                MetricType.COUNTER,
                1,
                "Requests other than reads and writes."),
        new Field("read_byte_cnt", "read_bytes_total", MetricType.COUNTER, 1, "Bytes read."),
        new Field("read_cnt", "reads_completed_total", MetricType.COUNTER, 1, "Reads."),
        new Field(
                "read_ns",
                "read_time_seconds_total",
                MetricType.COUNTER,
                NANO,
                "Time of all reads."),
        new Field(
                "resid_cnt",
                "residual_total",
                MetricType.COUNTER,
                1,
                "Requests that moved less than was asked."),
        new Field("write_byte_cnt", "written_bytes_total", MetricType.COUNTER, 1, "Bytes written."),
        new Field("write_cnt", "writes_completed_total", MetricType.COUNTER, 1, "Writes."),
        new Field(
                "write_ns",
                "write_time_seconds_total",
                MetricType.COUNTER,
                NANO,
                "Time of all writes."),
    };

    @Override
    public void collect(Metrics out) throws IOException {
        for (Path folder : files.some(files.sys("class/scsi_tape"), "st[0-9]*")) {
            String device = HostFiles.name(folder);
            // st0a, st0l and st0m are the same drive in other modes.
            if (!devices.accepts(device)
                    || !Character.isDigit(device.charAt(device.length() - 1))) {
                continue;
            }
            for (Field field : FIELDS) {
                files.number(folder.resolve("stats").resolve(field.file))
                        .ifPresent(value -> {
                            out.family("node_tape_" + field.name, field.type, field.help);
                            out.sample(value / field.divisor, "device", device);
                        });
            }
        }
    }
}
