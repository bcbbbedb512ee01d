package io.gnomon.exporters.node.internal.system;

import io.gnomon.exporters.node.internal.host.Collector;
import io.gnomon.exporters.node.internal.host.HostFiles;
import io.gnomon.exporters.node.internal.host.Metrics;

import java.io.IOException;

/** Tasks that hung, as the kernel counts them since 6.1. */
record KernelHungCollector(HostFiles files) implements Collector {
    @Override
    public void collect(Metrics out) throws IOException {
        out.counter(
                "node_kernel_hung_tasks_total",
                "Tasks that were found hanging.",
                files.require(files.proc("sys/kernel/hung_task_detect_count")));
    }
}
