package io.gnomon.exporters.node.internal.network;

import io.gnomon.exporters.node.internal.host.Collector;
import io.gnomon.exporters.node.internal.host.HostFiles;
import io.gnomon.exporters.node.internal.host.Metrics;
import io.gnomon.exporters.node.internal.host.NameFilter;
import io.gnomon.model.sample.MetricType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Properties of network devices of /sys/class/net. */
record NetclassCollector(HostFiles files, NameFilter devices, boolean ignoreInvalidSpeed)
        implements Collector {
    private record Property(String file, String name, MetricType type) {}

    private static final Property[] PROPERTIES = {
        new Property("addr_assign_type", "address_assign_type", MetricType.GAUGE),
        new Property("carrier", "carrier", MetricType.GAUGE),
        new Property("carrier_changes", "carrier_changes_total", MetricType.COUNTER),
        new Property("carrier_up_count", "carrier_up_changes_total", MetricType.COUNTER),
        new Property("carrier_down_count", "carrier_down_changes_total", MetricType.COUNTER),
        new Property("dev_id", "device_id", MetricType.GAUGE),
        new Property("dormant", "dormant", MetricType.GAUGE),
        new Property("flags", "flags", MetricType.GAUGE),
        new Property("ifindex", "iface_id", MetricType.GAUGE),
        new Property("iflink", "iface_link", MetricType.GAUGE),
        new Property("link_mode", "iface_link_mode", MetricType.GAUGE),
        new Property("mtu", "mtu_bytes", MetricType.GAUGE),
        new Property("name_assign_type", "name_assign_type", MetricType.GAUGE),
        new Property("netdev_group", "net_dev_group", MetricType.GAUGE),
        new Property("tx_queue_len", "transmit_queue_length", MetricType.GAUGE),
        new Property("type", "protocol_type", MetricType.GAUGE),
    };

    private static final long UP = 1;
    private static final long BYTES_OF_MEGABIT = 1_000_000 / 8;

    @Override
    public void collect(Metrics out) throws IOException {
        for (Path folder : files.some(files.sys("class/net"), "*")) {
            String device = HostFiles.name(folder);
            // Files as bonding_masters stand between the devices.
            if (!devices.accepts(device) || !Files.isDirectory(folder)) {
                continue;
            }
            String state = files.text(folder, "operstate");
            out.gauge(
                    "node_network_up",
                    "1 if the device's operstate is up, else 0.",
                    state.equals("up") ? 1 : 0,
                    "device",
                    device);
            out.gauge(
                    "node_network_info",
                    "What /sys/class/net says of the device in words; the value is always 1.",
                    1,
                    "device",
                    device,
                    "address",
                    files.text(folder, "address"),
                    "broadcast",
                    files.text(folder, "broadcast"),
                    "duplex",
                    files.text(folder, "duplex"),
                    "operstate",
                    state,
                    "adminstate",
                    adminState(files.number(folder.resolve("flags"))),
                    "ifalias",
                    files.text(folder, "ifalias"));
            for (Property property : PROPERTIES) {
                files.number(folder.resolve(property.file))
                        .ifPresent(value -> {
                            out.family(
                                    "node_network_" + property.name,
                                    property.type,
                                    "File " + property.file + " of /sys/class/net/DEVICE.");
                            out.sample(value, "device", device);
                        });
            }
            files.number(folder.resolve("speed"))
                    .filter(speed -> speed >= 0 || !ignoreInvalidSpeed)
                    .ifPresent(speed ->
                            out.gauge(
                                    "node_network_speed_bytes",
                                    "Speed of the link in bytes a second.",
                                    (double) (speed * BYTES_OF_MEGABIT),
                                    "device",
                                    device));
        }
    }

    private static String adminState(Optional<Long> flags) {
        return flags.map(f -> (f & UP) == 0 ? "down" : "up").orElse("unknown");
    }
}
