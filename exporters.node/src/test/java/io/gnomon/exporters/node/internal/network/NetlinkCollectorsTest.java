package io.gnomon.exporters.node.internal.network;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.gnomon.exporters.node.internal.host.Collector;
import io.gnomon.exporters.node.internal.host.Host;
import io.gnomon.exporters.node.internal.host.HostFiles;
import io.gnomon.exporters.node.internal.host.Metrics;
import io.gnomon.exporters.node.internal.host.NameFilter;
import io.gnomon.exporters.node.internal.host.Platform;
import io.gnomon.exporters.node.internal.host.StubCalls;
import io.gnomon.model.labels.Labels;
import io.gnomon.platform.testkit.PeerData;
import io.gnomon.platform.testkit.exporter.PeerMetrics;
import io.gnomon.platform.testkit.exporter.RecordedMetrics;
import io.gnomon.spi.common.NativeCalls;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Messages as linux/rtnetlink.h and linux/pkt_sched.h lay them out. */
class NetlinkCollectorsTest {
    @TempDir Path root;

    @BeforeEach
    void devices() throws Exception {
        for (var device : Map.of("eth0", "2", "wlan0", "3").entrySet()) {
            Path folder = Files.createDirectories(root.resolve("class/net/" + device.getKey()));
            Files.writeString(folder.resolve("ifindex"), device.getValue() + "\n");
        }
    }

    private static ByteBuffer bytes(int size) {
        return ByteBuffer.allocate(size).order(ByteOrder.nativeOrder());
    }

    private static byte[] content(ByteBuffer buffer) {
        byte[] content = new byte[buffer.capacity()];
        buffer.get(0, content);
        return content;
    }

    private static byte[] attribute(int type, byte[] value) {
        ByteBuffer all = bytes((4 + value.length + 3) & ~3);
        all.putShort((short) (4 + value.length)).putShort((short) type).put(value);
        return content(all);
    }

    private static byte[] join(byte[]... parts) {
        ByteBuffer all = bytes(List.of(parts).stream().mapToInt(p -> p.length).sum());
        for (byte[] part : parts) {
            all.put(part);
        }
        return content(all);
    }

    private RecordedMetrics collect(Maker maker, List<byte[]> answers) throws Exception {
        NativeCalls calls =
                new StubCalls() {
                    @Override
                    public List<byte[]> netlink(int protocol, byte[] request) {
                        return answers;
                    }
                };
        HostFiles files = new HostFiles(root, root, root, root);
        Metrics metrics = new Metrics();
        maker.make(new Host(files, calls, InstantSource.system(), Platform.LINUX)).collect(metrics);
        RecordedMetrics recorded = new RecordedMetrics();
        metrics.drainTo(recorded);
        return recorded;
    }

    private interface Maker {
        Collector make(Host host);
    }

    /** struct ifinfomsg, then name, alias and struct rtnl_link_stats64 with 100, 101, ... */
    private static byte[] link(String name, String alias) {
        ByteBuffer counters = bytes(24 * Long.BYTES);
        for (int i = 0; i < 24; i++) {
            counters.putLong(i * Long.BYTES, 100 + i);
        }
        return join(
                content(bytes(16 + 16)),
                attribute(3, (name + "\0").getBytes(StandardCharsets.UTF_8)),
                attribute(20, (alias + "\0").getBytes(StandardCharsets.UTF_8)),
                attribute(23, content(counters)));
    }

    @Test
    void countersOfDevicesAsOneAnswer() throws Exception {
        var options = new NetdevCollector.Options(true, false, true, false);
        RecordedMetrics metrics =
                collect(
                        host -> new NetdevCollector(host, NameFilter.both("", "lo"), options),
                        List.of(link("lo", ""), link("eth0", "uplink")));
        Labels eth0 = Labels.of("device", "eth0", "ifalias", "uplink");
        assertEquals(17, metrics.families().size());
        assertEquals(
                Map.of(eth0.with("__name__", "node_network_receive_bytes_total"), 102.0),
                metrics.samples("node_network_receive_bytes_total"));
        // rx_length_errors, rx_over_errors, rx_crc_errors, rx_frame_errors
        assertEquals(
                Map.of(
                        eth0.with("__name__", "node_network_receive_frame_total"),
                        110.0 + 111 + 112 + 113),
                metrics.samples("node_network_receive_frame_total"));
        assertEquals(
                Map.of(eth0.with("__name__", "node_network_receive_nohandler_total"), 123.0),
                metrics.samples("node_network_receive_nohandler_total"));
    }

    private static byte[] qdisc(int device, int parent, String kind) {
        return qdisc(device, parent, kind, 5_000_000_000L, -1, new int[] {1, 2, 3, 4, 5});
    }

    /**
     * A discipline.
     *
     * @param queue packets and bytes that wait, drops, requeues, overlimits
     */
    private static byte[] qdisc(
            int device, int parent, String kind, long sent, int packets, int[] queue) {
        ByteBuffer head = bytes(36);
        head.putInt(20, device).putInt(28, parent);
        ByteBuffer basic = bytes(16).putLong(0, sent).putInt(8, packets);
        ByteBuffer numbers = bytes(20);
        for (int i = 0; i < queue.length; i++) {
            numbers.putInt(4 * i, queue[i]);
        }
        byte[] stats = join(attribute(1, content(basic)), attribute(3, content(numbers)));
        byte[] name = (kind + "\0").getBytes(StandardCharsets.UTF_8);
        return join(content(head), attribute(1, name), attribute(7, stats));
    }

    /** What node_exporter's fixtures say in JSON, in messages: the metrics are its golden's. */
    @Test
    void disciplinesEqualTheGolden() throws Exception {
        Path peer = PeerData.folder("exporters/node");
        List<byte[]> messages = new ArrayList<>();
        for (var q : FixtureObjects.in(peer.resolve("fixtures/qdisc/results.json"))) {
            messages.add(
                    qdisc(
                            "eth0".equals(q.get("IfaceName")) ? 2 : 3,
                            -1,
                            q.getOrDefault("Kind", ""),
                            number(q, "Bytes"),
                            number(q, "Packets"),
                            new int[] {0, 0, number(q, "Drops"), number(q, "Requeues"), 0}));
        }
        Map<Labels, Double> golden =
                new HashMap<>(
                        PeerMetrics.read(
                                        Files.readString(
                                                peer.resolve("e2e-output.txt"),
                                                StandardCharsets.UTF_8))
                                .samples());
        golden.keySet().removeIf(labels -> !labels.metricName().startsWith("node_qdisc_"));
        assertEquals(14, golden.size());
        assertEquals(
                golden,
                collect(
                                host ->
                                        new QdiscCollector(
                                                host, NameFilter.both("(wlan0|eth0)", "")),
                                messages)
                        .samples());
    }

    private static int number(Map<String, String> fixture, String name) {
        return Integer.parseInt(fixture.getOrDefault(name, "0"));
    }

    @Test
    void rootDisciplinesAreReportedByDevice() throws Exception {
        RecordedMetrics metrics =
                collect(
                        host -> new QdiscCollector(host, NameFilter.both("", "wlan")),
                        List.of(
                                qdisc(2, -1, "fq_codel"),
                                qdisc(2, 7, "pfifo"),
                                qdisc(3, -1, "noqueue")));
        assertEquals(7, metrics.samples().size());
        String[] labels = {"device", "eth0", "kind", "fq_codel"};
        String[][] expected = {
            {"bytes_total", "5000000000"},
            {"packets_total", "4294967295"},
            {"current_queue_length", "1"},
            {"backlog", "2"},
            {"drops_total", "3"},
            {"requeues_total", "4"},
            {"overlimits_total", "5"}
        };
        for (String[] each : expected) {
            assertEquals(
                    Double.valueOf(each[1]),
                    metrics.samples()
                            .get(Labels.of(labels).with("__name__", "node_qdisc_" + each[0])),
                    each[0]);
        }
    }

    private static byte[] route(int prefix, int protocol, int type, byte[]... attributes) {
        ByteBuffer head = bytes(28);
        head.put(17, (byte) prefix).put(21, (byte) protocol).put(23, (byte) type);
        return join(content(head), join(attributes));
    }

    private static byte[] number(int type, int value) {
        return attribute(type, content(bytes(4).putInt(0, value)));
    }

    private static byte[] hop(int hops, int device, int... gateway) {
        byte[] address = new byte[gateway.length];
        for (int i = 0; i < gateway.length; i++) {
            address[i] = (byte) gateway[i];
        }
        byte[] attribute = attribute(5, address);
        ByteBuffer head = bytes(8);
        head.putShort(0, (short) (8 + attribute.length)).put(3, (byte) hops).putInt(4, device);
        return join(content(head), attribute);
    }

    @Test
    void routesHaveDestinationGatewayAndOrigin() throws Exception {
        byte[] v6 = new byte[16];
        v6[0] = (byte) 0xfe;
        v6[1] = (byte) 0x80;
        RecordedMetrics metrics =
                collect(
                        NetworkRouteCollector::new,
                        List.of(
                                route(
                                        24,
                                        2,
                                        1,
                                        attribute(1, new byte[] {10, 0, 1, 0}),
                                        number(4, 2),
                                        attribute(7, new byte[] {10, 0, 1, 9})),
                                route(64, 2, 1, attribute(1, v6), number(4, 3), number(6, 256)),
                                route(
                                        0,
                                        4,
                                        1,
                                        attribute(
                                                9,
                                                join(
                                                        hop(0, 2, 10, 0, 1, 1),
                                                        hop(2, 3, 10, 0, 2, 1)))),
                                route(
                                        32,
                                        2,
                                        2,
                                        attribute(1, new byte[] {10, 0, 1, 9}),
                                        number(4, 2))));
        String info = "node_network_route_info";
        Map<Labels, Double> expected =
                Map.of(
                        Labels.of(
                                "__name__",
                                info,
                                "device",
                                "eth0",
                                "src",
                                "10.0.1.9",
                                "dest",
                                "10.0.1.0/24",
                                "priority",
                                "0",
                                "proto",
                                "kernel"),
                        1.0,
                        Labels.of(
                                "__name__",
                                info,
                                "device",
                                "wlan0",
                                "dest",
                                "fe80::/64",
                                "priority",
                                "256",
                                "proto",
                                "kernel"),
                        1.0,
                        Labels.of(
                                "__name__",
                                info,
                                "device",
                                "eth0",
                                "dest",
                                "default",
                                "gw",
                                "10.0.1.1",
                                "priority",
                                "0",
                                "proto",
                                "static",
                                "weight",
                                "1"),
                        1.0,
                        Labels.of(
                                "__name__",
                                info,
                                "device",
                                "wlan0",
                                "dest",
                                "default",
                                "gw",
                                "10.0.2.1",
                                "priority",
                                "0",
                                "proto",
                                "static",
                                "weight",
                                "3"),
                        1.0,
                        Labels.of("__name__", "node_network_routes", "device", "eth0"),
                        2.0,
                        Labels.of("__name__", "node_network_routes", "device", "wlan0"),
                        2.0);
        assertEquals(expected, metrics.samples());
    }

    @Test
    void answersThatLieAreOneSentence() {
        ByteBuffer broken = bytes(40).putShort(36, (short) 200);
        broken.putInt(20, 2).putInt(28, -1);
        var e =
                assertThrows(
                        IOException.class,
                        () ->
                                collect(
                                        host -> new QdiscCollector(host, NameFilter.both("", "")),
                                        List.of(content(broken))));
        assertEquals("netlink answers with an attribute of 200 bytes", e.getMessage());
    }

    @Test
    void addressesAreWrittenAsPeopleDo() {
        assertEquals("::", text());
        assertEquals("::1", text(0, 0, 0, 0, 0, 0, 0, 1));
        assertEquals("2001:db8::1:0:0:1", text(0x2001, 0xdb8, 0, 0, 1, 0, 0, 1));
        assertEquals("fd00:0:1:2:3:4:5:6", text(0xfd00, 0, 1, 2, 3, 4, 5, 6));
        assertEquals("192.0.2.255", IpText.of(new byte[] {(byte) 192, 0, 2, (byte) 255}));
    }

    private static String text(int... groups) {
        ByteBuffer address = ByteBuffer.allocate(16);
        for (int group : groups) {
            address.putShort((short) group);
        }
        return IpText.of(address.array());
    }
}
