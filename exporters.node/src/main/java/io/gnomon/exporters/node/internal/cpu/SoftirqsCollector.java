package io.gnomon.exporters.node.internal.cpu;

import io.gnomon.exporters.node.internal.host.Collector;
import io.gnomon.exporters.node.internal.host.HostFiles;
import io.gnomon.exporters.node.internal.host.Metrics;
import io.gnomon.exporters.node.internal.host.Numbers;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Soft interrupts by CPU and kind of /proc/softirqs. */
record SoftirqsCollector(HostFiles files) implements Collector {
    @Override
    public void collect(Metrics out) throws IOException {
        Path file = files.proc("softirqs");
        List<String> lines = files.lines(file);
        String[] cpus = lines.isEmpty() ? new String[0] : HostFiles.words(lines.get(0));
        for (String line : lines.subList(Math.min(1, lines.size()), lines.size())) {
            String[] words = HostFiles.words(line);
            String type = words[0].substring(0, words[0].length() - 1);
            for (int i = 1; i < words.length && i <= cpus.length; i++) {
                out.counter(
                        "node_softirqs_functions_total",
                        "Soft interrupts that the CPU handled, by kind.",
                        Numbers.of(words[i], file),
                        "cpu",
                        cpus[i - 1].substring("CPU".length()),
                        "type",
                        type);
            }
        }
    }
}
