package io.gnomon.exporters.node.internal.network;

import io.gnomon.exporters.node.internal.host.Collector;
import io.gnomon.exporters.node.internal.host.HostFiles;
import io.gnomon.exporters.node.internal.host.Metrics;
import io.gnomon.exporters.node.internal.host.Numbers;

import java.io.IOException;

/** Sockets in use of /proc/net/sockstat and sockstat6. */
record SockstatCollector(HostFiles files, long pageSize) implements Collector {
    @Override
    public void collect(Metrics out) throws IOException {
        report(out, files.read(files.proc("net/sockstat")));
        // Not there without IPv6.
        report(out, files.readIfThere(files.proc("net/sockstat6")));
    }

    private void report(Metrics out, String text) throws IOException {
        for (String line : text.lines().toList()) {
            String[] words = HostFiles.words(line);
            for (int i = 1; i + 1 < words.length; i += 2) {
                String protocol = words[0].substring(0, words[0].length() - 1);
                String name = "node_sockstat_" + protocol + "_" + words[i];
                double value = Numbers.of(words[i + 1], name);
                out.gauge(
                        name,
                        "Number of " + protocol + " sockets in state " + words[i] + ".",
                        value);
                // In pages; TCP's and UDP's also in bytes.
                if (words[i].equals("mem")) {
                    out.gauge(
                            name + "_bytes",
                            "Bytes of memory of " + protocol + " sockets.",
                            value * pageSize);
                }
            }
        }
    }
}
