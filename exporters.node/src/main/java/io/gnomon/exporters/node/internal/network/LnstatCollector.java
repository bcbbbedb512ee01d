package io.gnomon.exporters.node.internal.network;

import io.gnomon.exporters.node.internal.host.Collector;
import io.gnomon.exporters.node.internal.host.HostFiles;
import io.gnomon.exporters.node.internal.host.Metrics;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Counters by CPU of the tables in /proc/net/stat; hexadecimal, one line a CPU. */
record LnstatCollector(HostFiles files) implements Collector {
    @Override
    public void collect(Metrics out) throws IOException {
        for (Path file : files.some(files.proc("net/stat"), "*")) {
            List<String> lines = files.lines(file);
            String[] names = lines.isEmpty() ? new String[0] : HostFiles.words(lines.get(0));
            for (int row = 1; row < lines.size(); row++) {
                String[] words = HostFiles.words(lines.get(row));
                for (int i = 0; i < Math.min(names.length, words.length); i++) {
                    out.counter(
                            "node_lnstat_" + names[i] + "_total",
                            "Counter " + names[i] + " of /proc/net/stat.",
                            (double) Long.parseLong(words[i], 16),
                            "subsystem",
                            HostFiles.name(file),
                            "cpu",
                            Integer.toString(row - 1));
                }
            }
        }
    }
}
