package io.gnomon.exporters.node.internal.system;

import io.gnomon.exporters.node.internal.host.Collector;
import io.gnomon.exporters.node.internal.host.HostFiles;
import io.gnomon.exporters.node.internal.host.Metrics;
import io.gnomon.exporters.node.internal.host.Numbers;
import io.gnomon.model.sample.MetricType;

import java.io.IOException;
import java.util.List;
import java.util.Map;

/**
 * Boot time and counters of /proc/stat.
 *
 * @param softirqs with the soft interrupts by kind
 */
record StatCollector(HostFiles files, boolean softirqs) implements Collector {
    /** Columns of the line "softirq" behind its sum (kernel/softirq.c). */
    private static final List<String> SOFTIRQS =
            List.of(
                    "hi",
                    "timer",
                    "net_tx",
                    "net_rx",
                    "block",
                    "block_iopoll",
                    "tasklet",
                    "sched",
                    "hrtimer",
                    "rcu");

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
            } else if (softirqs && words[0].equals("softirq")) {
                softirqs(sink, HostFiles.words(line));
            }
        }
    }

    private static void softirqs(Metrics sink, String[] words) throws IOException {
        for (int i = 0; i < SOFTIRQS.size() && i + 2 < words.length; i++) {
            sink.counter(
                    "node_softirqs_total",
                    "Soft interrupts by kind.",
                    Numbers.of(words[i + 2], "/proc/stat"),
                    "vector",
                    SOFTIRQS.get(i));
        }
    }
}
