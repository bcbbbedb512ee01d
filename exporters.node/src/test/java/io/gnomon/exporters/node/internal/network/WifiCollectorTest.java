package io.gnomon.exporters.node.internal.network;

import static io.gnomon.exporters.node.internal.network.NetlinkMessage.attribute;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import static java.util.Objects.requireNonNull;

import io.gnomon.exporters.node.internal.host.Metrics;
import io.gnomon.exporters.node.internal.host.StubCalls;
import io.gnomon.model.labels.Labels;
import io.gnomon.platform.testkit.PeerData;
import io.gnomon.platform.testkit.exporter.PeerMetrics;
import io.gnomon.platform.testkit.exporter.RecordedMetrics;
import io.gnomon.spi.common.NativeCalls;

import org.junit.jupiter.api.Test;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A kernel that says in messages of nl80211 what node_exporter's fixtures say in JSON; the metrics
 * are those of its golden output.
 */
class WifiCollectorTest {
    private static final Path FIXTURES = PeerData.folder("exporters/node/fixtures/wifi");
    private static final int FAMILY = 31;

    private static List<Map<String, String>> objects(String file) throws IOException {
        return FixtureObjects.in(FIXTURES.resolve(file));
    }

    private static ByteBuffer bytes(int size) {
        return ByteBuffer.allocate(size).order(ByteOrder.nativeOrder());
    }

    private static byte[] number(long value) {
        return bytes(4).putInt(0, (int) value).array();
    }

    private static byte[] join(List<byte[]> parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        parts.forEach(all::writeBytes);
        return all.toByteArray();
    }

    private static byte[] message(List<byte[]> attributes) {
        List<byte[]> body = new ArrayList<>(attributes);
        body.addFirst(new byte[4]);
        return NetlinkMessage.request(FAMILY, 2, join(body));
    }

    private static class Kernel extends StubCalls {
        @Override
        public List<byte[]> netlink(int protocol, byte[] request) throws IOException {
            assertEquals(16, protocol);
            ByteBuffer asked = NetlinkMessage.of(request);
            if (asked.getShort(4) == 16) {
                assertTrue(new String(request, StandardCharsets.US_ASCII).contains("nl80211\0"));
                return List.of(
                        message(
                                List.of(
                                        attribute(
                                                1, bytes(2).putShort(0, (short) FAMILY).array()))));
            }
            assertEquals(FAMILY, asked.getShort(4));
            List<byte[]> answers = new ArrayList<>();
            if (asked.get(16) == 5) {
                int index = 1;
                for (var device : objects("interfaces.json")) {
                    answers.add(message(device(index++, device)));
                }
                return answers;
            }
            String name =
                    "wlan"
                            + (requireNonNull(NetlinkMessage.attributes(asked, 20).get(3)).getInt(0)
                                    - 1);
            if (asked.get(16) == 32) {
                for (var cell : objects(name + "/bss.json")) {
                    // A cell nearby comes first; the device does not belong to it.
                    answers.add(message(List.of(attribute(47, attribute(1, new byte[6])))));
                    answers.add(message(List.of(attribute(47, cell(cell)))));
                }
            } else if (asked.get(16) == 17) {
                for (var station : objects(name + "/stationinfo.json")) {
                    answers.add(message(station(station)));
                }
            }
            return answers;
        }
    }

    private static List<byte[]> device(int index, Map<String, String> device) {
        List<byte[]> attributes = new ArrayList<>();
        attributes.add(attribute(3, number(index)));
        if (device.containsKey("name")) {
            String name = device.get("name") + "\0";
            attributes.add(attribute(4, name.getBytes(StandardCharsets.UTF_8)));
            attributes.add(attribute(38, number(Long.parseLong(device.get("frequency")))));
        }
        return attributes;
    }

    private static byte[] cell(Map<String, String> cell) {
        byte[] name = cell.getOrDefault("ssid", "").getBytes(StandardCharsets.UTF_8);
        byte[] elements = new byte[5 + name.length];
        ByteBuffer beacon = NetlinkMessage.of(elements);
        beacon.put((byte) 1).put((byte) 1).put((byte) 0x82);
        beacon.put((byte) 0).put((byte) name.length).put(name);
        return join(
                List.of(
                        attribute(1, Base64.getDecoder().decode(cell.get("bssid"))),
                        attribute(6, elements),
                        attribute(9, number(Long.parseLong(cell.get("status"))))));
    }

    /** One rate is told in 32 bits and in 16, which overflow; the other in 16 only. */
    private static List<byte[]> station(Map<String, String> s) {
        long received = Long.parseLong(s.get("receivebitrate")) / 100_000;
        long sent = Long.parseLong(s.get("transmitbitrate")) / 100_000;
        byte[] info =
                join(
                        List.of(
                                attribute(1, number(Long.parseLong(s.get("inactive")) / 1_000_000)),
                                attribute(7, new byte[] {Byte.parseByte(s.get("signal"))}),
                                attribute(
                                        8,
                                        attribute(1, bytes(2).putShort(0, (short) sent).array())),
                                attribute(11, number(Long.parseLong(s.get("transmitretries")))),
                                attribute(12, number(Long.parseLong(s.get("transmitfailed")))),
                                attribute(
                                        14,
                                        join(
                                                List.of(
                                                        attribute(1, new byte[2]),
                                                        attribute(5, number(received))))),
                                attribute(
                                        16,
                                        number(Long.parseLong(s.get("connected")) / 1_000_000_000)),
                                attribute(18, number(Long.parseLong(s.get("beaconloss"))))));
        return List.of(
                attribute(6, Base64.getDecoder().decode(s.get("hardwareaddr"))),
                attribute(21, info));
    }

    private static RecordedMetrics collect(NativeCalls calls) throws IOException {
        Metrics metrics = new Metrics();
        new WifiCollector(calls).collect(metrics);
        RecordedMetrics recorded = new RecordedMetrics();
        metrics.drainTo(recorded);
        return recorded;
    }

    @Test
    void metricsEqualTheGolden() throws IOException {
        Path golden = PeerData.folder("exporters/node").resolve("e2e-output.txt");
        PeerMetrics peer = PeerMetrics.read(Files.readString(golden, StandardCharsets.UTF_8));
        Map<Labels, Double> expected = new TreeMap<>(peer.samples());
        expected.keySet().removeIf(labels -> !labels.metricName().startsWith("node_wifi_"));
        RecordedMetrics ours = collect(new Kernel());
        assertEquals(expected, new TreeMap<>(ours.samples()));
        ours.families()
                .forEach((name, family) ->
                        assertEquals(peer.types().get(name), family.type().text(), name));
    }

    @Test
    void kernelsWithoutWirelessDevicesAreOneSentence() {
        var e = assertThrows(IOException.class, () -> collect(new StubCalls()));
        assertEquals("this kernel has no nl80211: not on this system", e.getMessage());
    }
}
