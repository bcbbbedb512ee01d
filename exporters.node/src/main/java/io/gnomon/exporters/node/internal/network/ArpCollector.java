package io.gnomon.exporters.node.internal.network;

import io.gnomon.exporters.node.internal.host.Collector;
import io.gnomon.exporters.node.internal.host.HostFiles;
import io.gnomon.exporters.node.internal.host.Metrics;
import io.gnomon.exporters.node.internal.host.NameFilter;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Entries of the ARP table by device, of /proc/net/arp. */
record ArpCollector(HostFiles files, NameFilter devices) implements Collector {
    private static final int DEVICE = 5;

    @Override
    public void collect(Metrics out) throws IOException {
        Map<String, Integer> entries = new TreeMap<>();
        List<String> lines = files.lines(files.proc("net/arp"));
        for (String line : lines.subList(Math.min(1, lines.size()), lines.size())) {
            String[] words = HostFiles.words(line);
            if (words.length <= DEVICE) {
                throw new IOException("invalid line in /proc/net/arp: \"" + line + "\"");
            }
            entries.merge(words[DEVICE], 1, Integer::sum);
        }
        entries.forEach((device, count) -> {
            if (devices.accepts(device)) {
                out.gauge("node_arp_entries", "Entries of the ARP table.", count, "device", device);
            }
        });
    }
}
