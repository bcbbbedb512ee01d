package io.gnomon.exporters.node.internal.network;

import io.gnomon.exporters.node.internal.host.Collector;
import io.gnomon.exporters.node.internal.host.HostFiles;
import io.gnomon.exporters.node.internal.host.Metrics;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Connection tracking: how many entries, how many may be, and counters summed over the CPUs. */
record ConntrackCollector(HostFiles files) implements Collector {
    private static final List<String> COUNTERS =
            List.of(
                    "found",
                    "invalid",
                    "ignore",
                    "insert",
                    "insert_failed",
                    "drop",
                    "early_drop",
                    "search_restart");

    @Override
    public void collect(Metrics out) throws IOException {
        out.gauge(
                "node_nf_conntrack_entries",
                "Flow entries that connection tracking holds.",
                files.require(files.proc("sys/net/netfilter/nf_conntrack_count")));
        out.gauge(
                "node_nf_conntrack_entries_limit",
                "Most flow entries that connection tracking holds.",
                files.require(files.proc("sys/net/netfilter/nf_conntrack_max")));
        Map<String, Long> sums = new LinkedHashMap<>();
        COUNTERS.forEach(counter -> sums.put(counter, 0L));
        List<String> lines = files.lines(files.proc("net/stat/nf_conntrack"));
        String[] names = lines.isEmpty() ? new String[0] : HostFiles.words(lines.get(0));
        for (String line : lines.subList(Math.min(1, lines.size()), lines.size())) {
            String[] words = HostFiles.words(line);
            for (int i = 0; i < Math.min(names.length, words.length); i++) {
                long value = Long.parseLong(words[i], 16);
                sums.computeIfPresent(names[i], (name, sum) -> sum + value);
            }
        }
        sums.forEach((name, sum) ->
                out.gauge(
                        "node_nf_conntrack_stat_" + name,
                        "Connection tracking's counter " + name + ", of all CPUs.",
                        sum));
    }
}
