package io.gnomon.exporters.node.internal.network;

import io.gnomon.exporters.node.internal.host.Collector;
import io.gnomon.exporters.node.internal.host.HostFiles;
import io.gnomon.exporters.node.internal.host.Metrics;
import io.gnomon.exporters.node.internal.host.Numbers;

import java.io.IOException;
import java.nio.file.Path;
import java.util.OptionalDouble;

/** Adapters and ports of /sys/class/infiniband. */
record InfinibandCollector(HostFiles files) implements Collector {
    /** File below the port, family, help; data are counted in words of four octets. */
    private static final String[][] COUNTERS = {
        {
            "counters_ext/port_multicast_rcv_packets",
            "legacy_multicast_packets_received",
            "Multicast packets received, older counter."
        },
        {
            "counters_ext/port_multicast_xmit_packets",
            "legacy_multicast_packets_transmitted",
            "Multicast packets sent, older counter."
        },
        {
            "counters_ext/port_rcv_data_64",
            "legacy_data_received_bytes",
            "Bytes received, older counter."
        },
        {
            "counters_ext/port_rcv_packets_64",
            "legacy_packets_received",
            "Packets received, older counter."
        },
        {
            "counters_ext/port_unicast_rcv_packets",
            "legacy_unicast_packets_received",
            "Unicast packets received, older counter."
        },
        {
            "counters_ext/port_unicast_xmit_packets",
            "legacy_unicast_packets_transmitted",
            "Unicast packets sent, older counter."
        },
        {
            "counters_ext/port_xmit_data_64",
            "legacy_data_transmitted_bytes",
            "Bytes sent, older counter."
        },
        {
            "counters_ext/port_xmit_packets_64",
            "legacy_packets_transmitted",
            "Packets sent, older counter."
        },
        {"counters/link_downed", "link_downed", "Times the link did not recover and went down."},
        {"counters/link_error_recovery", "link_error_recovery", "Times the link recovered."},
        {
            "counters/multicast_rcv_packets",
            "multicast_packets_received",
            "Multicast packets received, with faulty ones."
        },
        {
            "counters/multicast_xmit_packets",
            "multicast_packets_transmitted",
            "Multicast packets sent, with faulty ones."
        },
        {
            "counters/port_rcv_constraint_errors",
            "port_constraint_errors_received",
            "Packets that the switch's port threw away at arrival."
        },
        {
            "counters/port_xmit_constraint_errors",
            "port_constraint_errors_transmitted",
            "Packets that the switch's port did not send."
        },
        {"counters/port_rcv_data", "port_data_received_bytes", "Bytes received."},
        {"counters/port_xmit_data", "port_data_transmitted_bytes", "Bytes sent."},
        {
            "counters/port_rcv_discards",
            "port_discards_received",
            "Packets thrown away at arrival, the port being down or congested."
        },
        {
            "counters/port_xmit_discards",
            "port_discards_transmitted",
            "Packets thrown away before sending, the port being down or congested."
        },
        {"counters/port_rcv_errors", "port_errors_received", "Faulty packets received."},
        {
            "counters/port_rcv_packets",
            "port_packets_received",
            "Packets received, with faulty ones."
        },
        {"counters/port_xmit_packets", "port_packets_transmitted", "Packets sent."},
        {
            "counters/port_xmit_wait",
            "port_transmit_wait",
            "Ticks in which there was data to send and nothing was sent."
        },
        {
            "counters/unicast_rcv_packets",
            "unicast_packets_received",
            "Unicast packets received, with faulty ones."
        },
        {
            "counters/unicast_xmit_packets",
            "unicast_packets_transmitted",
            "Unicast packets sent, with faulty ones."
        },
    };

    private static final double OCTETS_PER_WORD = 4;
    private static final double BYTES_PER_GIGABIT = 1e9 / 8;

    @Override
    public void collect(Metrics out) throws IOException {
        for (Path folder : files.some(files.sys("class/infiniband"), "*")) {
            String device = HostFiles.name(folder);
            out.gauge(
                    "node_infiniband_info",
                    "What the adapter says of itself; always 1.",
                    1,
                    "board_id",
                    files.text(folder, "board_id"),
                    "device",
                    device,
                    "firmware_version",
                    files.text(folder, "fw_ver"),
                    "hca_type",
                    files.text(folder, "hca_type"));
            for (Path port : files.list(folder.resolve("ports"), "*")) {
                port(out, port, "device", device, "port", HostFiles.name(port));
            }
        }
    }

    private void port(Metrics out, Path folder, String... labels) throws IOException {
        out.gauge(
                "node_infiniband_state_id",
                "State: 1 down, 2 init, 3 armed, 4 active, 5 deferred.",
                first(folder.resolve("state")),
                labels);
        out.gauge(
                "node_infiniband_physical_state_id",
                "Physical state: 1 sleep, 2 polling, 3 disabled, 4 training, 5 up, 6 recovery.",
                first(folder.resolve("phys_state")),
                labels);
        out.gauge(
                "node_infiniband_rate_bytes_per_second",
                "Rate of the link.",
                first(folder.resolve("rate")) * BYTES_PER_GIGABIT,
                labels);
        for (String[] counter : COUNTERS) {
            // Those that an adapter lacks are not there, or "N/A".
            OptionalDouble value = files.decimal(folder, counter[0]);
            if (value.isPresent()) {
                boolean words = counter[0].contains("_data");
                out.counter(
                        "node_infiniband_" + counter[1] + "_total",
                        counter[2],
                        value.getAsDouble() * (words ? OCTETS_PER_WORD : 1),
                        labels);
            }
        }
    }

    /** The number in "4: ACTIVE" and "40 Gb/sec (4X QDR)". */
    private double first(Path file) throws IOException {
        return Numbers.of(files.read(file).strip().split("[: ]", 2)[0], file);
    }
}
