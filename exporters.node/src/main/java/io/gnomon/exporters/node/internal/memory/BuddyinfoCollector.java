package io.gnomon.exporters.node.internal.memory;

import io.gnomon.exporters.node.internal.host.Collector;
import io.gnomon.exporters.node.internal.host.HostFiles;
import io.gnomon.exporters.node.internal.host.Metrics;
import io.gnomon.exporters.node.internal.host.Numbers;

import java.io.IOException;
import java.nio.file.Path;

/** Free blocks by order (2^size pages) of /proc/buddyinfo: "Node 0, zone DMA 1 0 1 ...". */
record BuddyinfoCollector(HostFiles files) implements Collector {
    private static final int FIRST_SIZE = 4;

    @Override
    public void collect(Metrics out) throws IOException {
        Path file = files.proc("buddyinfo");
        for (String line : files.lines(file)) {
            String[] words = HostFiles.words(line);
            for (int i = FIRST_SIZE; i < words.length; i++) {
                out.gauge(
                        "node_buddyinfo_blocks",
                        "Free blocks of 2^size pages.",
                        Numbers.of(words[i], file),
                        "node",
                        words[1].replace(",", ""),
                        "zone",
                        words[3],
                        "size",
                        Integer.toString(i - FIRST_SIZE));
            }
        }
    }
}
