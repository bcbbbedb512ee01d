package io.gnomon.exporters.node.internal.network;

import io.gnomon.exporters.node.internal.host.Host;
import io.gnomon.exporters.node.internal.host.HostFiles;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What the kernel counts of one network device.
 *
 * @param alias the name that an operator gave it, mostly empty
 * @param values by the kernel's names; those of struct rtnl_link_stats64 (linux/if_link.h)
 */
record LinkCounters(String device, String alias, Map<String, Long> values) {
    private static final int RTM_GETLINK = 18;

    /** struct ifinfomsg. */
    private static final int IFINFOMSG_BYTES = 16;

    private static final int IFLA_IFNAME = 3;
    private static final int IFLA_IFALIAS = 20;
    private static final int IFLA_STATS64 = 23;

    /** In the order of the structure, eight bytes each; an older kernel has fewer at the end. */
    private static final List<String> NAMES =
            List.of(
                    "rx_packets",
                    "tx_packets",
                    "rx_bytes",
                    "tx_bytes",
                    "rx_errors",
                    "tx_errors",
                    "rx_dropped",
                    "tx_dropped",
                    "multicast",
                    "collisions",
                    "rx_length_errors",
                    "rx_over_errors",
                    "rx_crc_errors",
                    "rx_frame_errors",
                    "rx_fifo_errors",
                    "rx_missed_errors",
                    "tx_aborted_errors",
                    "tx_carrier_errors",
                    "tx_fifo_errors",
                    "tx_heartbeat_errors",
                    "tx_window_errors",
                    "rx_compressed",
                    "tx_compressed",
                    "rx_nohandler");

    /** Of all devices, by one request to the kernel over rtnetlink(7). */
    static List<LinkCounters> overNetlink(Host host) throws IOException {
        List<LinkCounters> all = new ArrayList<>();
        byte[] request = RouteNetlink.dump(RTM_GETLINK, IFINFOMSG_BYTES);
        for (byte[] message : host.calls().netlink(RouteNetlink.PROTOCOL, request)) {
            Map<Integer, ByteBuffer> attributes =
                    NetlinkMessage.attributes(
                            NetlinkMessage.of(message),
                            NetlinkMessage.HEADER_BYTES + IFINFOMSG_BYTES);
            ByteBuffer stats = attributes.get(IFLA_STATS64);
            if (stats != null) {
                Map<String, Long> values = new HashMap<>();
                for (int i = 0; i < NAMES.size() && (i + 1) * Long.BYTES <= stats.limit(); i++) {
                    values.put(NAMES.get(i), stats.getLong(i * Long.BYTES));
                }
                String device = text(attributes.get(IFLA_IFNAME));
                all.add(new LinkCounters(device, text(attributes.get(IFLA_IFALIAS)), values));
            }
        }
        return all;
    }

    /** A text that ends with a zero byte, empty for none. */
    private static String text(@Nullable ByteBuffer value) {
        if (value == null || value.limit() == 0) {
            return "";
        }
        return StandardCharsets.UTF_8.decode(value.slice(0, value.limit() - 1)).toString();
    }

    /** Of all devices, from /sys/class/net/DEVICE/statistics. */
    static List<LinkCounters> ofFiles(HostFiles files) throws IOException {
        List<LinkCounters> all = new ArrayList<>();
        for (Path device : files.some(files.sys("class/net"), "*")) {
            Map<String, Long> values = new HashMap<>();
            for (String name : NAMES) {
                files.number(device.resolve("statistics").resolve(name))
                        .ifPresent(value -> values.put(name, value));
            }
            String alias = files.text(device, "ifalias");
            all.add(new LinkCounters(HostFiles.name(device), alias, values));
        }
        return all;
    }
}
