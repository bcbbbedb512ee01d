package io.gnomon.exporters.node.internal.network;

import io.gnomon.exporters.node.internal.host.Collector;
import io.gnomon.exporters.node.internal.host.Host;
import io.gnomon.exporters.node.internal.host.Metrics;
import io.gnomon.exporters.node.internal.host.NameFilter;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** Queueing of each network device, by rtnetlink(7): the root discipline only. */
record QdiscCollector(Host host, NameFilter devices) implements Collector {
    private static final int RTM_GETQDISC = 38;

    /** struct tcmsg: family, device, handle, parent, info. */
    private static final int TCMSG_BYTES = 20;

    private static final int DEVICE_AT = NetlinkMessage.HEADER_BYTES + 4;
    private static final int PARENT_AT = NetlinkMessage.HEADER_BYTES + 12;
    private static final int TC_H_ROOT = -1;
    private static final int TCA_KIND = 1;
    private static final int TCA_STATS2 = 7;
    private static final int TCA_STATS_BASIC = 1;
    private static final int TCA_STATS_QUEUE = 3;

    @Override
    public void collect(Metrics out) throws IOException {
        Map<Integer, String> names = RouteNetlink.devices(host.files());
        for (byte[] bytes :
                host.calls()
                        .netlink(
                                RouteNetlink.PROTOCOL,
                                RouteNetlink.dump(RTM_GETQDISC, TCMSG_BYTES))) {
            ByteBuffer message = NetlinkMessage.of(bytes);
            String device = names.get(message.getInt(DEVICE_AT));
            if (device != null
                    && message.getInt(PARENT_AT) == TC_H_ROOT
                    && devices.accepts(device)) {
                report(out, message, device);
            }
        }
    }

    private static void report(Metrics out, ByteBuffer message, String device) throws IOException {
        Map<Integer, ByteBuffer> all =
                NetlinkMessage.attributes(message, NetlinkMessage.HEADER_BYTES + TCMSG_BYTES);
        ByteBuffer kind = all.get(TCA_KIND);
        ByteBuffer stats = all.get(TCA_STATS2);
        if (kind == null || stats == null) {
            return;
        }
        String name = StandardCharsets.UTF_8.decode(kind.slice(0, kind.limit() - 1)).toString();
        String[] labels = {"device", device, "kind", name};
        Map<Integer, ByteBuffer> parts = NetlinkMessage.attributes(stats, 0);
        ByteBuffer basic = parts.get(TCA_STATS_BASIC);
        if (basic != null) {
            out.counter("node_qdisc_bytes_total", "Bytes sent.", (double) basic.getLong(0), labels);
            out.counter("node_qdisc_packets_total", "Packets sent.", unsigned(basic, 8), labels);
        }
        ByteBuffer queue = parts.get(TCA_STATS_QUEUE);
        if (queue != null) {
            out.gauge(
                    "node_qdisc_current_queue_length",
                    "Packets that wait.",
                    unsigned(queue, 0),
                    labels);
            out.gauge("node_qdisc_backlog", "Bytes that wait.", unsigned(queue, 4), labels);
            out.counter("node_qdisc_drops_total", "Dropped.", unsigned(queue, 8), labels);
            out.counter("node_qdisc_requeues_total", "Queued again.", unsigned(queue, 12), labels);
            out.counter(
                    "node_qdisc_overlimits_total",
                    "Packets over a limit.",
                    unsigned(queue, 16),
                    labels);
        }
    }

    private static double unsigned(ByteBuffer bytes, int at) {
        return Integer.toUnsignedLong(bytes.getInt(at));
    }
}
