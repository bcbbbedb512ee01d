package io.gnomon.exporters.node.internal.system;

import io.gnomon.exporters.node.internal.host.Collector;
import io.gnomon.exporters.node.internal.host.HostFiles;
import io.gnomon.exporters.node.internal.host.Metrics;
import io.gnomon.model.sample.MetricType;

import java.io.IOException;

/** Load averages of /proc/loadavg. */
record LoadavgCollector(HostFiles files) implements Collector {
    @Override
    public void collect(Metrics sink) throws IOException {
        String[] words = HostFiles.words(files.read(files.proc("loadavg")));
        if (words.length < 3) {
            throw new IOException("/proc/loadavg has " + words.length + " fields");
        }
        String[] minutes = {"1", "5", "15"};
        for (int i = 0; i < minutes.length; i++) {
            sink.family("node_load" + minutes[i], MetricType.GAUGE, minutes[i] + "m load average.");
            sink.sample(Double.parseDouble(words[i]));
        }
    }
}
