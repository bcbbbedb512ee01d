package io.gnomon.exporters.node.internal.network;

import io.gnomon.exporters.node.internal.host.Collector;
import io.gnomon.exporters.node.internal.host.HostFiles;
import io.gnomon.exporters.node.internal.host.Metrics;
import io.gnomon.model.sample.MetricType;

import java.io.IOException;

/**
 * Packet handling by CPU of /proc/net/softnet_stat; columns are hexadecimal, see
 * net/core/net-procfs.c.
 */
record SoftnetCollector(HostFiles files) implements Collector {
    private record Column(int index, String name, MetricType type, String help) {}

    private static final int CPU = 12;

    private static final Column[] COLUMNS = {
        new Column(0, "processed_total", MetricType.COUNTER, "Packets processed."),
        new Column(1, "dropped_total", MetricType.COUNTER, "Packets dropped."),
        new Column(
                2,
                "times_squeezed_total",
                MetricType.COUNTER,
                "Times that packets were left when the time or budget was used up."),
        new Column(
                8,
                "cpu_collision_total",
                MetricType.COUNTER,
                "Collisions when the device's lock was taken."),
        new Column(
                9,
                "received_rps_total",
                MetricType.COUNTER,
                "Times that another CPU woke this one to handle packets."),
        new Column(
                10,
                "flow_limit_count_total",
                MetricType.COUNTER,
                "Times that the flow limit was reached."),
        new Column(11, "backlog_len", MetricType.GAUGE, "Packets that wait."),
    };

    @Override
    public void collect(Metrics out) throws IOException {
        int row = 0;
        for (String line : files.lines(files.proc("net/softnet_stat"))) {
            String[] words = HostFiles.words(line);
            String cpu =
                    words.length > CPU
                            ? Integer.toString(Integer.parseInt(words[CPU], 16))
                            : Integer.toString(row);
            for (Column column : COLUMNS) {
                out.family("node_softnet_" + column.name, column.type, column.help);
                // Older kernels have fewer columns.
                long value =
                        words.length > column.index ? Long.parseLong(words[column.index], 16) : 0;
                out.sample((double) value, "cpu", cpu);
            }
            row++;
        }
    }
}
