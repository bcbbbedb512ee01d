package io.gnomon.exporters.node.internal;

import io.gnomon.model.sample.MetricType;
import io.gnomon.spi.exporter.MetricSink;

import java.io.IOException;

/** Fields of /proc/vmstat that match a pattern. */
record VmstatCollector(HostFiles files, NamePattern fields) implements Collector {
    @Override
    public String name() {
        return "vmstat";
    }

    @Override
    public void collect(MetricSink sink) throws IOException {
        for (String line : HostFiles.lines(files.proc("vmstat"))) {
            String[] words = HostFiles.words(line);
            if (fields.matches(words[0])) {
                sink.family(
                        "node_vmstat_" + words[0],
                        MetricType.UNKNOWN,
                        "/proc/vmstat information field " + words[0] + ".");
                sink.sample(Double.parseDouble(words[1]));
            }
        }
    }
}
