package io.gnomon.exporters.node.internal.system;

import io.gnomon.exporters.node.internal.host.Collector;
import io.gnomon.exporters.node.internal.host.HostFiles;
import io.gnomon.exporters.node.internal.host.Metrics;
import io.gnomon.model.sample.MetricType;

import java.io.IOException;
import java.util.Map;

/** Boot time and counters of /proc/stat. */
record StatCollector(HostFiles files) implements Collector {
    private record Metric(String name, MetricType type, String help) {}

    private static final Map<String, Metric> METRICS =
            Map.of(
                    "intr",
                    new Metric(
                            "node_intr_total",
                            MetricType.COUNTER,
                            "Total number of interrupts serviced."),
                    "ctxt",
                    new Metric(
                            "node_context_switches_total",
                            MetricType.COUNTER,
                            "Total number of context switches."),
                    "processes",
                    new Metric("node_forks_total", MetricType.COUNTER, "Total number of forks."),
                    "btime",
                    new Metric(
                            "node_boot_time_seconds",
                            MetricType.GAUGE,
                            "Node boot time, in unixtime."),
                    "procs_running",
                    new Metric(
                            "node_procs_running",
                            MetricType.GAUGE,
                            "Number of processes in runnable state."),
                    "procs_blocked",
                    new Metric(
                            "node_procs_blocked",
                            MetricType.GAUGE,
                            "Number of processes blocked waiting for I/O to complete."));

    @Override
    public void collect(Metrics sink) throws IOException {
        for (String line : files.lines(files.proc("stat"))) {
            String[] words = line.split(" ", 3);
            Metric metric = METRICS.get(words[0]);
            if (metric != null) {
                sink.family(metric.name, metric.type, metric.help);
                sink.sample(Double.parseDouble(words[1]));
            }
        }
    }
}
