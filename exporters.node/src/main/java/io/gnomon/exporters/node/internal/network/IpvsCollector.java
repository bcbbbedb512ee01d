package io.gnomon.exporters.node.internal.network;

import io.gnomon.exporters.node.internal.host.Collector;
import io.gnomon.exporters.node.internal.host.HostFiles;
import io.gnomon.exporters.node.internal.host.Metrics;
import io.gnomon.exporters.node.internal.host.Numbers;

import java.io.IOException;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The kernel's load balancer: totals of /proc/net/ip_vs_stats (hexadecimal), backends of
 * /proc/net/ip_vs. Backends that the kept labels do not tell apart are summed.
 *
 * @param labels which of {@link #LABELS} to keep
 */
record IpvsCollector(HostFiles files, List<String> labels) implements Collector {
    static final List<String> LABELS =
            List.of(
                    "local_address",
                    "local_port",
                    "remote_address",
                    "remote_port",
                    "proto",
                    "local_mark");

    private static final String[] TOTALS = {
        "connections", "incoming_packets", "outgoing_packets", "incoming_bytes", "outgoing_bytes"
    };
    private static final String[] BACKEND = {
        "weight", "connections_active", "connections_inactive"
    };

    @Override
    public void collect(Metrics out) throws IOException {
        List<String> lines = files.lines(files.proc("net/ip_vs_stats"));
        if (lines.size() < 3) {
            throw new IOException("/proc/net/ip_vs_stats is too short");
        }
        String[] totals = HostFiles.words(lines.get(2));
        for (int i = 0; i < TOTALS.length; i++) {
            out.counter(
                    "node_ipvs_" + TOTALS[i] + "_total",
                    "Total of " + TOTALS[i].replace('_', ' ') + " of the load balancer.",
                    (double) Long.parseUnsignedLong(totals[i], 16));
        }
        backends(out);
    }

    private void backends(Metrics out) throws IOException {
        Map<List<String>, double[]> sums = new LinkedHashMap<>();
        String[] local = {"", "", "", ""};
        for (String line : files.lines(files.proc("net/ip_vs"))) {
            String[] words = HostFiles.words(line);
            if (line.startsWith("TCP") || line.startsWith("UDP")) {
                String[] place = place(words[1]);
                local = new String[] {place[0], place[1], words[0], ""};
            } else if (line.startsWith("FWM")) {
                local = new String[] {"", "0", words[0], words[1]};
            } else if (words[0].equals("->") && !words[1].startsWith("Remote")) {
                String[] remote = place(words[1]);
                List<String> values =
                        Arrays.asList(local[0], local[1], remote[0], remote[1], local[2], local[3]);
                double[] sum =
                        sums.computeIfAbsent(kept(values), key -> new double[BACKEND.length]);
                for (int i = 0; i < sum.length; i++) {
                    sum[i] += Numbers.of(words[i + 3], "/proc/net/ip_vs");
                }
            }
        }
        sums.forEach((pairs, sum) -> {
            for (int i = 0; i < sum.length; i++) {
                out.gauge(
                        "node_ipvs_backend_" + BACKEND[i],
                        "The backend's " + BACKEND[i].replace('_', ' ') + ".",
                        sum[i],
                        pairs.toArray(String[]::new));
            }
        });
    }

    private List<String> kept(List<String> values) {
        List<String> pairs = new ArrayList<>();
        for (int i = 0; i < LABELS.size(); i++) {
            if (labels.contains(LABELS.get(i))) {
                pairs.add(LABELS.get(i));
                pairs.add(values.get(i));
            }
        }
        return pairs;
    }

    /** "C0A80016:0CEA" or "[2620:...:1]:0050" as address and port. */
    private static String[] place(String text) throws IOException {
        int colon = text.lastIndexOf(':');
        String address = text.substring(0, colon);
        String port = Integer.toString(Integer.parseInt(text.substring(colon + 1), 16));
        String shown =
                address.startsWith("[")
                        ? address.substring(1, address.length() - 1)
                        : InetAddress.getByAddress(HexFormat.of().parseHex(address))
                                .getHostAddress();
        return new String[] {shown, port};
    }
}
