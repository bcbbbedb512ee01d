package io.gnomon.exporters.node.internal.memory;

import io.gnomon.exporters.node.internal.host.Collector;
import io.gnomon.exporters.node.internal.host.HostFiles;
import io.gnomon.exporters.node.internal.host.Metrics;
import io.gnomon.exporters.node.internal.host.Numbers;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Swap areas of /proc/swaps. */
record SwapCollector(HostFiles files) implements Collector {
    @Override
    public void collect(Metrics out) throws IOException {
        Path file = files.proc("swaps");
        List<String> lines = files.lines(file);
        for (String line : lines.subList(Math.min(1, lines.size()), lines.size())) {
            String[] words = HostFiles.words(line);
            String[] labels = {"device", words[0], "swap_type", words[1]};
            double size = Numbers.of(words[2], file) * 1024;
            double used = Numbers.of(words[3], file) * 1024;
            out.gauge("node_swap_size_bytes", "Size of the swap area.", size, labels);
            out.gauge("node_swap_used_bytes", "Bytes of the swap area in use.", used, labels);
            out.gauge(
                    "node_swap_priority",
                    "Priority of the swap area.",
                    Numbers.of(words[4], file),
                    labels);
        }
    }
}
