package io.gnomon.exporters.node.internal.network;

import io.gnomon.exporters.node.internal.host.Collector;
import io.gnomon.exporters.node.internal.host.HostFiles;
import io.gnomon.exporters.node.internal.host.Metrics;

import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The IPv4 routing table of /proc/net/route; addresses are hexadecimal in the host's byte order.
 */
record NetworkRouteCollector(HostFiles files) implements Collector {
    private static final int UP = 1;

    @Override
    public void collect(Metrics out) throws IOException {
        Map<String, Integer> routes = new HashMap<>();
        List<String> lines = files.lines(files.proc("net/route"));
        for (String line : lines.subList(Math.min(1, lines.size()), lines.size())) {
            String[] words = HostFiles.words(line);
            if (words.length < 8 || (Integer.parseInt(words[3], 16) & UP) == 0) {
                continue;
            }
            String prefix = Integer.toString(Integer.bitCount((int) Long.parseLong(words[7], 16)));
            String gateway = words[2].equals("00000000") ? "" : address(words[2]);
            boolean all = words[1].equals("00000000") && prefix.equals("0");
            out.gauge(
                    "node_network_route_info",
                    "A route of the main table; the value is always 1.",
                    1,
                    "device",
                    words[0],
                    "src",
                    "",
                    "dest",
                    all ? "default" : address(words[1]) + "/" + prefix,
                    "gw",
                    gateway,
                    "priority",
                    words[6].equals("0") ? "" : words[6],
                    "proto",
                    "",
                    "weight",
                    "");
            routes.merge(words[0], 1, Integer::sum);
        }
        routes.forEach((device, count) ->
                out.gauge("node_network_routes", "Routes by device.", count, "device", device));
    }

    private static String address(String hex) {
        int bits = (int) Long.parseLong(hex, 16);
        return (bits & 255)
                + "."
                + (bits >> 8 & 255)
                + "."
                + (bits >> 16 & 255)
                + "."
                + (bits >>> 24);
    }
}
