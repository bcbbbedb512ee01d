package io.gnomon.exporters.node.internal.network;

import io.gnomon.exporters.node.internal.host.Collector;
import io.gnomon.exporters.node.internal.host.Host;
import io.gnomon.exporters.node.internal.host.Metrics;
import io.gnomon.exporters.node.internal.host.NameFilter;
import io.gnomon.model.sample.MetricType;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InterfaceAddress;
import java.net.NetworkInterface;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Counters of network devices, over netlink or from the files of /sys/class/net. Some of
 * node_exporter's counters are sums of the kernel's.
 */
record NetdevCollector(Host host, NameFilter devices, Options options) implements Collector {
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

    /** The kernel's own counters, one each. */
    private static final Map<String, List<String>> DETAILED =
            new TreeMap<>(
                    Map.ofEntries(
                            Map.entry("receive_packets", List.of("rx_packets")),
                            Map.entry("receive_bytes", List.of("rx_bytes")),
                            Map.entry("receive_errors", List.of("rx_errors")),
                            Map.entry("receive_dropped", List.of("rx_dropped")),
                            Map.entry("receive_length_errors", List.of("rx_length_errors")),
                            Map.entry("receive_over_errors", List.of("rx_over_errors")),
                            Map.entry("receive_crc_errors", List.of("rx_crc_errors")),
                            Map.entry("receive_frame_errors", List.of("rx_frame_errors")),
                            Map.entry("receive_fifo_errors", List.of("rx_fifo_errors")),
                            Map.entry("receive_missed_errors", List.of("rx_missed_errors")),
                            Map.entry("receive_compressed", List.of("rx_compressed")),
                            Map.entry("receive_nohandler", List.of("rx_nohandler")),
                            Map.entry("multicast", List.of("multicast")),
                            Map.entry("transmit_packets", List.of("tx_packets")),
                            Map.entry("transmit_bytes", List.of("tx_bytes")),
                            Map.entry("transmit_errors", List.of("tx_errors")),
                            Map.entry("transmit_dropped", List.of("tx_dropped")),
                            Map.entry("transmit_aborted_errors", List.of("tx_aborted_errors")),
                            Map.entry("transmit_carrier_errors", List.of("tx_carrier_errors")),
                            Map.entry("transmit_fifo_errors", List.of("tx_fifo_errors")),
                            Map.entry("transmit_heartbeat_errors", List.of("tx_heartbeat_errors")),
                            Map.entry("transmit_window_errors", List.of("tx_window_errors")),
                            Map.entry("transmit_compressed", List.of("tx_compressed")),
                            Map.entry("collisions", List.of("collisions"))));

    /**
     * What to report.
     *
     * @param netlink ask the kernel once instead of reading a file for each counter
     * @param detailed the kernel's counters instead of node_exporter's sums
     * @param aliases a label with the name that an operator gave the device
     * @param addresses the addresses of the devices
     */
    record Options(boolean netlink, boolean detailed, boolean aliases, boolean addresses) {}

    @Override
    public void collect(Metrics sink) throws IOException {
        List<LinkCounters> all =
                options.netlink
                        ? LinkCounters.overNetlink(host)
                        : LinkCounters.ofFiles(host.files());
        Map<String, List<String>> counters = options.detailed ? DETAILED : COUNTERS;
        for (var counter : counters.entrySet()) {
            sink.family(
                    "node_network_" + counter.getKey() + "_total",
                    MetricType.COUNTER,
                    "Network device statistic " + counter.getKey() + ".");
            for (LinkCounters link : all) {
                if (devices.accepts(link.device())) {
                    sum(link, counter.getValue(), sink);
                }
            }
        }
        if (options.addresses) {
            NetworkInterface.networkInterfaces()
                    .filter(device -> devices.accepts(device.getName()))
                    .forEach(device -> addresses(device, sink));
        }
    }

    private static void addresses(NetworkInterface device, Metrics sink) {
        for (InterfaceAddress address : device.getInterfaceAddresses()) {
            sink.gauge(
                    "node_network_address_info",
                    "An address of the device; the value is always 1.",
                    1,
                    "device",
                    device.getName(),
                    "address",
                    IpText.of(address.getAddress().getAddress()),
                    "netmask",
                    Short.toString(address.getNetworkPrefixLength()),
                    "scope",
                    scope(address.getAddress()));
        }
    }

    private static String scope(InetAddress address) {
        if (address.isLoopbackAddress() || address.isLinkLocalAddress()) {
            return "link-local";
        }
        return address.isAnyLocalAddress() || address.isMulticastAddress() ? "" : "global";
    }

    private void sum(LinkCounters link, List<String> fields, Metrics sink) {
        long sum = 0;
        boolean any = false;
        for (String field : fields) {
            Long value = link.values().get(field);
            if (value != null) {
                any = true;
                sum += value;
            }
        }
        if (!any) {
            return;
        }
        if (options.aliases && !link.alias().isEmpty()) {
            sink.sample((double) sum, "device", link.device(), "ifalias", link.alias());
        } else {
            sink.sample((double) sum, "device", link.device());
        }
    }
}
