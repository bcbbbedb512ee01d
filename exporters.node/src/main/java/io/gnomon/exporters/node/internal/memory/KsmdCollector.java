package io.gnomon.exporters.node.internal.memory;

import io.gnomon.exporters.node.internal.host.Collector;
import io.gnomon.exporters.node.internal.host.HostFiles;
import io.gnomon.exporters.node.internal.host.Metrics;
import io.gnomon.model.sample.MetricType;

import java.io.IOException;
import java.nio.file.Path;

/** Same-page merging of /sys/kernel/mm/ksm. */
record KsmdCollector(HostFiles files) implements Collector {
    private record Field(String file, String metric, MetricType type, double factor) {}

    private static final Field[] FIELDS = {
        new Field("full_scans", "full_scans_total", MetricType.COUNTER, 1),
        new Field("general_profit", "general_profit_bytes", MetricType.GAUGE, 1),
        new Field("merge_across_nodes", "merge_across_nodes", MetricType.GAUGE, 1),
        new Field("pages_shared", "pages_shared", MetricType.GAUGE, 1),
        new Field("pages_sharing", "pages_sharing", MetricType.GAUGE, 1),
        new Field("pages_to_scan", "pages_to_scan", MetricType.GAUGE, 1),
        new Field("pages_unshared", "pages_unshared", MetricType.GAUGE, 1),
        new Field("pages_volatile", "pages_volatile", MetricType.GAUGE, 1),
        new Field("run", "run", MetricType.GAUGE, 1),
        new Field("sleep_millisecs", "sleep_seconds", MetricType.GAUGE, 0.001),
    };

    @Override
    public void collect(Metrics out) throws IOException {
        Path folder = files.sys("kernel/mm/ksm");
        files.some(folder, "*");
        for (Field field : FIELDS) {
            files.decimal(folder, field.file)
                    .ifPresent(value -> {
                        out.family(
                                "node_ksmd_" + field.metric,
                                field.type,
                                "File " + field.file + " of /sys/kernel/mm/ksm.");
                        out.sample(value * field.factor);
                    });
        }
    }
}
