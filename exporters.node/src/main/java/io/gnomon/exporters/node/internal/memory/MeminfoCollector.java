package io.gnomon.exporters.node.internal.memory;

import io.gnomon.exporters.node.internal.host.Collector;
import io.gnomon.exporters.node.internal.host.HostFiles;
import io.gnomon.exporters.node.internal.host.Metrics;
import io.gnomon.model.sample.MetricType;

import java.io.IOException;

/** Every field of /proc/meminfo, sizes in bytes. */
record MeminfoCollector(HostFiles files) implements Collector {
    @Override
    public void collect(Metrics sink) throws IOException {
        for (String line : files.lines(files.proc("meminfo"))) {
            String[] words = HostFiles.words(line);
            // "Active(anon):   1636 kB"
            String field = words[0].substring(0, words[0].length() - 1);
            field = field.replace('(', '_').replace(")", "");
            double value = Double.parseDouble(words[1]);
            if (words.length > 2) {
                field += "_bytes";
                value *= 1024;
            }
            sink.family(
                    "node_memory_" + field,
                    MetricType.GAUGE,
                    "Memory information field " + field + ".");
            sink.sample(value);
        }
    }
}
