package io.gnomon.exporters.node.internal.network;

import io.gnomon.exporters.node.internal.host.Collector;
import io.gnomon.exporters.node.internal.host.HostFiles;
import io.gnomon.exporters.node.internal.host.Metrics;
import io.gnomon.exporters.node.internal.host.NameFilter;
import io.gnomon.model.sample.MetricType;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Counters of network devices from /sys/class/net/DEVICE/statistics, which has every field that
 * netlink has. Some of node_exporter's counters are sums of the kernel's.
 */
record NetdevCollector(HostFiles files, NameFilter devices) implements Collector {
    private static final Map<String, List<String>> COUNTERS =
            new TreeMap<>(
                    Map.ofEntries(
                            Map.entry("receive_packets", List.of("rx_packets")),
                            Map.entry("receive_bytes", List.of("rx_bytes")),
                            Map.entry("receive_errs", List.of("rx_errors")),
                            Map.entry("receive_drop", List.of("rx_dropped", "rx_missed_errors")),
                            Map.entry("receive_fifo", List.of("rx_fifo_errors")),
                            Map.entry(
                                    "receive_frame",
                                    List.of(
                                            "rx_length_errors",
                                            "rx_over_errors",
                                            "rx_crc_errors",
                                            "rx_frame_errors")),
                            Map.entry("receive_compressed", List.of("rx_compressed")),
                            Map.entry("receive_multicast", List.of("multicast")),
                            Map.entry("receive_nohandler", List.of("rx_nohandler")),
                            Map.entry("transmit_packets", List.of("tx_packets")),
                            Map.entry("transmit_bytes", List.of("tx_bytes")),
                            Map.entry("transmit_errs", List.of("tx_errors")),
                            Map.entry("transmit_drop", List.of("tx_dropped")),
                            Map.entry("transmit_fifo", List.of("tx_fifo_errors")),
                            Map.entry("transmit_colls", List.of("collisions")),
                            Map.entry(
                                    "transmit_carrier",
                                    List.of(
                                            "tx_aborted_errors",
                                            "tx_carrier_errors",
                                            "tx_heartbeat_errors",
                                            "tx_window_errors")),
                            Map.entry("transmit_compressed", List.of("tx_compressed"))));

    @Override
    public void collect(Metrics sink) throws IOException {
        List<Path> all = files.some(files.sys("class/net"), "*");
        for (var counter : COUNTERS.entrySet()) {
            sink.family(
                    "node_network_" + counter.getKey() + "_total",
                    MetricType.COUNTER,
                    "Network device statistic " + counter.getKey() + ".");
            for (Path device : all) {
                if (devices.accepts(HostFiles.name(device))) {
                    sum(device, counter.getValue(), sink);
                }
            }
        }
    }

    private void sum(Path device, List<String> fields, Metrics sink) {
        long sum = 0;
        boolean any = false;
        for (String field : fields) {
            var value = files.number(device.resolve("statistics").resolve(field));
            any |= value.isPresent();
            sum += value.orElse(0L);
        }
        if (any) {
            sink.sample((double) sum, "device", HostFiles.name(device));
        }
    }
}
