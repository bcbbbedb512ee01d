package io.gnomon.exporters.node.internal.memory;

import io.gnomon.exporters.node.internal.host.Collector;
import io.gnomon.exporters.node.internal.host.HostFiles;
import io.gnomon.exporters.node.internal.host.Metrics;
import io.gnomon.exporters.node.internal.host.Numbers;
import io.gnomon.model.sample.MetricType;

import java.io.IOException;
import java.nio.file.Path;

/** Memory of each NUMA node: meminfo and numastat of /sys/devices/system/node. */
record MeminfoNumaCollector(HostFiles files) implements Collector {
    @Override
    public void collect(Metrics out) throws IOException {
        for (Path folder : files.some(files.sys("devices/system/node"), "node[0-9]*")) {
            String node = HostFiles.name(folder).substring("node".length());
            meminfo(out, folder.resolve("meminfo"), node);
            numastat(out, folder.resolve("numastat"), node);
        }
    }

    /** Lines such as "Node 0 Active(anon): 1636 kB"; names have no unit, values are bytes. */
    private void meminfo(Metrics out, Path file, String node) throws IOException {
        for (String line : files.lines(file)) {
            String[] words = HostFiles.words(line);
            if (words.length < 4) {
                throw new IOException("invalid line in " + file + ": \"" + line + "\"");
            }
            String field =
                    words[2].substring(0, words[2].length() - 1).replace('(', '_').replace(")", "");
            boolean kilobytes = words.length > 4;
            double value = Numbers.of(words[3], file);
            out.gauge(
                    "node_memory_numa_" + field,
                    "Field " + field + " of the node's meminfo.",
                    kilobytes ? value * 1024 : value,
                    "node",
                    node);
        }
    }

    private void numastat(Metrics out, Path file, String node) throws IOException {
        for (String line : files.lines(file)) {
            String[] words = HostFiles.words(line);
            out.family(
                    "node_memory_numa_" + words[0] + "_total",
                    MetricType.COUNTER,
                    "Field " + words[0] + " of the node's numastat.");
            out.sample(Numbers.of(words[1], file), "node", node);
        }
    }
}
