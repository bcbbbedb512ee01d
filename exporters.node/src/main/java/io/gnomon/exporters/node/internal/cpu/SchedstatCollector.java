package io.gnomon.exporters.node.internal.cpu;

import io.gnomon.exporters.node.internal.host.Collector;
import io.gnomon.exporters.node.internal.host.HostFiles;
import io.gnomon.exporters.node.internal.host.Metrics;
import io.gnomon.exporters.node.internal.host.Numbers;

import java.io.IOException;
import java.nio.file.Path;

/** Time that tasks ran and waited for each CPU, of /proc/schedstat in nanoseconds. */
record SchedstatCollector(HostFiles files) implements Collector {
    private static final double NANO = 1e9;

    /** Columns of a cpu line (Documentation/scheduler/sched-stats): 7th, 8th, 9th number. */
    private static final int RUNNING = 7;

    @Override
    public void collect(Metrics out) throws IOException {
        Path file = files.proc("schedstat");
        for (String line : files.lines(file)) {
            if (!line.startsWith("cpu")) {
                continue;
            }
            String[] words = HostFiles.words(line);
            if (words.length < RUNNING + 3) {
                continue;
            }
            String cpu = words[0].substring("cpu".length());
            out.counter(
                    "node_schedstat_running_seconds_total",
                    "Seconds that tasks ran on the CPU.",
                    Numbers.of(words[RUNNING], file) / NANO,
                    "cpu",
                    cpu);
            out.counter(
                    "node_schedstat_waiting_seconds_total",
                    "Seconds that tasks waited to run on the CPU.",
                    Numbers.of(words[RUNNING + 1], file) / NANO,
                    "cpu",
                    cpu);
            out.counter(
                    "node_schedstat_timeslices_total",
                    "Time slices that the CPU has run.",
                    Numbers.of(words[RUNNING + 2], file),
                    "cpu",
                    cpu);
        }
    }
}
