package io.gnomon.exporters.node.internal.network;

import io.gnomon.exporters.node.internal.host.Collector;
import io.gnomon.exporters.node.internal.host.HostFiles;
import io.gnomon.exporters.node.internal.host.Metrics;
import io.gnomon.exporters.node.internal.host.Numbers;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.regex.Pattern;

/** IPsec errors of /proc/net/xfrm_stat: "XfrmInNoStates 3" is xfrm_in_no_states_packets_total. */
record XfrmCollector(HostFiles files) implements Collector {
    private static final Pattern CAPITAL = Pattern.compile("(?<=[a-z])(?=[A-Z])");

    @Override
    public void collect(Metrics out) throws IOException {
        Path file = files.proc("net/xfrm_stat");
        for (String line : files.lines(file)) {
            String[] words = HostFiles.words(line);
            String name = CAPITAL.matcher(words[0]).replaceAll("_").toLowerCase(Locale.ROOT);
            out.counter(
                    "node_" + name + "_packets_total",
                    "Packets that IPsec counted as " + words[0] + ".",
                    Numbers.of(words[1], file));
        }
    }
}
