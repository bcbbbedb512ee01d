package io.gnomon.exporters.node.internal.network;

import io.gnomon.exporters.node.internal.host.Collector;
import io.gnomon.exporters.node.internal.host.HostFiles;
import io.gnomon.exporters.node.internal.host.Metrics;

import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;

/**
 * TCP sockets by state, and bytes that wait in them, of /proc/net/tcp and tcp6. The peer asks
 * inet_diag; the numbers are the same, the reading costs more with very many sockets.
 */
record TcpstatCollector(HostFiles files) implements Collector {
    /** As in include/net/tcp_states.h, from 1. */
    private static final String[] STATES = {
        "",
        "established",
        "syn_sent",
        "syn_recv",
        "fin_wait1",
        "fin_wait2",
        "time_wait",
        "close",
        "close_wait",
        "last_ack",
        "listen",
        "closing",
        "new_syn_recv"
    };

    private static final int STATE = 3;
    private static final int QUEUES = 4;

    @Override
    public void collect(Metrics out) throws IOException {
        Map<String, Long> counts = new TreeMap<>();
        count(files.read(files.proc("net/tcp")), counts);
        // Not there without IPv6.
        count(files.readIfThere(files.proc("net/tcp6")), counts);
        counts.forEach((state, count) ->
                out.gauge(
                        "node_tcp_connection_states",
                        "TCP sockets by state; bytes that wait in them as rx_queued_bytes and"
                                + " tx_queued_bytes.",
                        count,
                        "state",
                        state));
    }

    private static void count(String text, Map<String, Long> counts) {
        text.lines()
                .forEach(line -> {
                    String[] words = HostFiles.words(line);
                    if (words.length <= QUEUES || words[0].equals("sl")) {
                        return;
                    }
                    int state = Integer.parseInt(words[STATE], 16);
                    int colon = words[QUEUES].indexOf(':');
                    counts.merge(state < STATES.length ? STATES[state] : "unknown", 1L, Long::sum);
                    counts.merge(
                            "tx_queued_bytes",
                            Long.parseLong(words[QUEUES].substring(0, colon), 16),
                            Long::sum);
                    counts.merge(
                            "rx_queued_bytes",
                            Long.parseLong(words[QUEUES].substring(colon + 1), 16),
                            Long::sum);
                });
    }
}
