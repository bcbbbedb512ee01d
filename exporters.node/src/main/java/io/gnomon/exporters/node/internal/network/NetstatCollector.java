package io.gnomon.exporters.node.internal.network;

import io.gnomon.exporters.node.internal.host.Collector;
import io.gnomon.exporters.node.internal.host.HostFiles;
import io.gnomon.exporters.node.internal.host.Metrics;
import io.gnomon.exporters.node.internal.host.NameFilter;
import io.gnomon.exporters.node.internal.host.Numbers;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * Protocol counters of /proc/net/netstat, snmp and snmp6; which, a pattern on PROTOCOL_FIELD says.
 */
record NetstatCollector(HostFiles files, NameFilter fields) implements Collector {
    private static final List<String> PROTOCOLS_6 = List.of("Icmp6", "Ip6", "UdpLite6", "Udp6");

    @Override
    public void collect(Metrics out) throws IOException {
        pairs(out, files.proc("net/netstat"));
        pairs(out, files.proc("net/snmp"));
        // Not there without IPv6.
        for (String line : files.readIfThere(files.proc("net/snmp6")).lines().toList()) {
            String[] words = HostFiles.words(line);
            if (words.length == 2) {
                six(out, words[0], words[1]);
            }
        }
    }

    /** A line of names after "PROTOCOL:", then a line of values after the same. */
    private void pairs(Metrics out, Path file) throws IOException {
        List<String> lines = files.lines(file);
        for (int i = 0; i + 1 < lines.size(); i += 2) {
            String[] names = HostFiles.words(lines.get(i));
            String[] values = HostFiles.words(lines.get(i + 1));
            if (names.length != values.length || !names[0].equals(values[0])) {
                throw new IOException("names and values differ in " + file + ": " + names[0]);
            }
            String protocol = names[0].substring(0, names[0].length() - 1);
            for (int j = 1; j < names.length; j++) {
                report(out, protocol, names[j], values[j]);
            }
        }
    }

    private void six(Metrics out, String field, String value) throws IOException {
        for (String protocol : PROTOCOLS_6) {
            if (field.startsWith(protocol)) {
                report(out, protocol, field.substring(protocol.length()), value);
                return;
            }
        }
    }

    private void report(Metrics out, String protocol, String field, String value)
            throws IOException {
        String key = protocol + "_" + field;
        if (fields.accepts(key)) {
            out.untyped(
                    "node_netstat_" + key,
                    "Statistic " + protocol + field + ".",
                    Numbers.of(value, key));
        }
    }
}
