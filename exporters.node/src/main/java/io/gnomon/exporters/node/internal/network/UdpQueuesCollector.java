package io.gnomon.exporters.node.internal.network;

import io.gnomon.exporters.node.internal.host.Collector;
import io.gnomon.exporters.node.internal.host.HostFiles;
import io.gnomon.exporters.node.internal.host.Metrics;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Bytes that wait in UDP sockets, of /proc/net/udp and udp6. */
record UdpQueuesCollector(HostFiles files) implements Collector {
    private static final int QUEUES = 4;

    @Override
    public void collect(Metrics out) throws IOException {
        boolean four = report(out, files.proc("net/udp"), "v4");
        boolean six = report(out, files.proc("net/udp6"), "v6");
        if (!four && !six) {
            throw new IOException("/proc/net/udp and udp6 cannot be read");
        }
    }

    private boolean report(Metrics out, Path file, String ip) {
        Optional<String> text = files.value(file);
        if (text.isEmpty()) {
            return false;
        }
        long transmit = 0;
        long receive = 0;
        List<String> lines = text.get().lines().skip(1).toList();
        for (String line : lines) {
            String[] words = HostFiles.words(line);
            if (words.length > QUEUES) {
                int colon = words[QUEUES].indexOf(':');
                transmit += Long.parseLong(words[QUEUES].substring(0, colon), 16);
                receive += Long.parseLong(words[QUEUES].substring(colon + 1), 16);
            }
        }
        String help = "Bytes that wait in the kernel for UDP sockets.";
        out.gauge("node_udp_queues", help, (double) transmit, "queue", "tx", "ip", ip);
        out.gauge("node_udp_queues", help, (double) receive, "queue", "rx", "ip", ip);
        return true;
    }
}
