package io.gnomon.exporters.node.internal.memory;

import io.gnomon.exporters.node.internal.host.Collector;
import io.gnomon.exporters.node.internal.host.HostFiles;
import io.gnomon.exporters.node.internal.host.Metrics;
import io.gnomon.exporters.node.internal.host.NameFilter;
import io.gnomon.model.sample.MetricType;

import java.io.IOException;

/** Fields of /proc/vmstat that match a pattern. */
record VmstatCollector(HostFiles files, NameFilter fields) implements Collector {
    @Override
    public void collect(Metrics sink) throws IOException {
        for (String line : files.lines(files.proc("vmstat"))) {
            String[] words = HostFiles.words(line);
            if (fields.accepts(words[0])) {
                sink.family(
                        "node_vmstat_" + words[0],
                        MetricType.UNKNOWN,
                        "/proc/vmstat information field " + words[0] + ".");
                sink.sample(Double.parseDouble(words[1]));
            }
        }
    }
}
