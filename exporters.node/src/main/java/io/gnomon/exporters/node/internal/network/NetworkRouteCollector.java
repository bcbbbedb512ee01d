package io.gnomon.exporters.node.internal.network;

import io.gnomon.exporters.node.internal.host.Collector;
import io.gnomon.exporters.node.internal.host.Host;
import io.gnomon.exporters.node.internal.host.Metrics;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.TreeMap;

/** Routes to single hosts and networks, IPv4 and IPv6, of all tables, by rtnetlink(7). */
record NetworkRouteCollector(Host host) implements Collector {
    private static final int RTM_GETROUTE = 26;

    /** struct rtmsg: eight bytes, among them these, and flags. */
    private static final int RTMSG_BYTES = 12;

    private static final int PREFIX_AT = NetlinkMessage.HEADER_BYTES + 1;
    private static final int PROTOCOL_AT = NetlinkMessage.HEADER_BYTES + 5;
    private static final int TYPE_AT = NetlinkMessage.HEADER_BYTES + 7;
    private static final int RTN_UNICAST = 1;

    private static final int RTA_DST = 1;
    private static final int RTA_OIF = 4;
    private static final int RTA_GATEWAY = 5;
    private static final int RTA_PRIORITY = 6;
    private static final int RTA_PREFSRC = 7;
    private static final int RTA_MULTIPATH = 9;

    /** struct rtnexthop: length, flags, hops, device. */
    private static final int NEXT_HOP_BYTES = 8;

    /** linux/rtnetlink.h, RTPROT_*. */
    private static final Map<Integer, String> PROTOCOLS =
            Map.ofEntries(
                    Map.entry(0, "unspec"),
                    Map.entry(1, "redirect"),
                    Map.entry(2, "kernel"),
                    Map.entry(3, "boot"),
                    Map.entry(4, "static"),
                    Map.entry(8, "gated"),
                    Map.entry(9, "ra"),
                    Map.entry(10, "mrt"),
                    Map.entry(11, "zebra"),
                    Map.entry(12, "bird"),
                    Map.entry(13, "dnrouted"),
                    Map.entry(14, "xorp"),
                    Map.entry(15, "ntk"),
                    Map.entry(16, "dhcp"),
                    Map.entry(17, "mrouted"),
                    Map.entry(42, "babel"),
                    Map.entry(186, "bgp"),
                    Map.entry(187, "isis"),
                    Map.entry(188, "ospf"),
                    Map.entry(189, "rip"),
                    Map.entry(192, "eigrp"));

    @Override
    public void collect(Metrics out) throws IOException {
        Map<Integer, String> names = RouteNetlink.devices(host.files());
        Map<String, Integer> counts = new TreeMap<>();
        for (byte[] bytes :
                host.calls()
                        .netlink(
                                RouteNetlink.PROTOCOL,
                                RouteNetlink.dump(RTM_GETROUTE, RTMSG_BYTES))) {
            ByteBuffer message = NetlinkMessage.of(bytes);
            if (message.get(TYPE_AT) == RTN_UNICAST) {
                route(out, message, names, counts);
            }
        }
        counts.forEach((device, count) ->
                out.gauge("node_network_routes", "Routes by device.", count, "device", device));
    }

    private static void route(
            Metrics out,
            ByteBuffer message,
            Map<Integer, String> names,
            Map<String, Integer> counts)
            throws IOException {
        Map<Integer, ByteBuffer> all =
                NetlinkMessage.attributes(message, NetlinkMessage.HEADER_BYTES + RTMSG_BYTES);
        ByteBuffer multipath = all.get(RTA_MULTIPATH);
        if (multipath == null) {
            ByteBuffer device = all.get(RTA_OIF);
            int index = device == null ? 0 : device.getInt(0);
            info(out, message, all, names.get(index), all.get(RTA_GATEWAY), "", counts);
            return;
        }
        int at = 0;
        while (at + NEXT_HOP_BYTES <= multipath.limit()) {
            int length = Math.max(NEXT_HOP_BYTES, multipath.getShort(at) & 0xffff);
            ByteBuffer hop = multipath.slice(at, Math.min(length, multipath.limit() - at));
            hop.order(multipath.order());
            String weight = Integer.toString((hop.get(3) & 0xff) + 1);
            ByteBuffer gateway = NetlinkMessage.attributes(hop, NEXT_HOP_BYTES).get(RTA_GATEWAY);
            info(out, message, all, names.get(hop.getInt(4)), gateway, weight, counts);
            at += (length + 3) & ~3;
        }
    }

    private static void info(
            Metrics out,
            ByteBuffer message,
            Map<Integer, ByteBuffer> all,
            @Nullable String device,
            @Nullable ByteBuffer gateway,
            String weight,
            Map<String, Integer> counts) {
        if (device == null) {
            return;
        }
        ByteBuffer destination = all.get(RTA_DST);
        ByteBuffer priority = all.get(RTA_PRIORITY);
        out.gauge(
                "node_network_route_info",
                "A route; the value is always 1.",
                1,
                "device",
                device,
                "src",
                address(all.get(RTA_PREFSRC)),
                "dest",
                destination == null
                        ? "default"
                        : address(destination) + "/" + (message.get(PREFIX_AT) & 0xff),
                "gw",
                address(gateway),
                "priority",
                priority == null ? "0" : Integer.toUnsignedString(priority.getInt(0)),
                "proto",
                PROTOCOLS.getOrDefault(message.get(PROTOCOL_AT) & 0xff, "unknown"),
                "weight",
                weight);
        counts.merge(device, 1, Integer::sum);
    }

    private static String address(@Nullable ByteBuffer bytes) {
        if (bytes == null) {
            return "";
        }
        byte[] address = new byte[bytes.limit()];
        bytes.get(0, address);
        return IpText.of(address);
    }
}
