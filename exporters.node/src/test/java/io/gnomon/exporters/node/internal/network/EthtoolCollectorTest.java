package io.gnomon.exporters.node.internal.network;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import static java.util.Objects.requireNonNull;

import io.gnomon.exporters.node.internal.host.Host;
import io.gnomon.exporters.node.internal.host.HostFiles;
import io.gnomon.exporters.node.internal.host.Metrics;
import io.gnomon.exporters.node.internal.host.NameFilter;
import io.gnomon.exporters.node.internal.host.NamePattern;
import io.gnomon.exporters.node.internal.host.Platform;
import io.gnomon.exporters.node.internal.host.StubCalls;
import io.gnomon.model.labels.Labels;
import io.gnomon.model.sample.MetricType;
import io.gnomon.platform.testkit.PeerData;
import io.gnomon.platform.testkit.exporter.RecordedMetrics;
import io.gnomon.spi.common.NativeCalls;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A kernel that answers in the structures of linux/ethtool.h what node_exporter's fixtures say in
 * ethtool's words; the values expected are those that its own test has.
 */
class EthtoolCollectorTest {
    @TempDir private Path root;

    private final Path fixtures = PeerData.folder("exporters/node/fixtures/ethtool/eth0");

    @BeforeEach
    void device() throws IOException {
        Files.createDirectories(root.resolve("class/net/eth0"));
    }

    /** Lines "name: value" of a fixture. */
    private Map<String, String> facts(String file) throws IOException {
        Map<String, String> facts = new HashMap<>();
        for (String line : Files.readAllLines(fixtures.resolve(file))) {
            int colon = line.indexOf(':');
            if (colon > 0 && !line.startsWith("NIC statistics")) {
                facts.put(line.substring(0, colon).strip(), line.substring(colon + 1).strip());
            }
        }
        return facts;
    }

    private static ByteBuffer wrap(byte[] bytes) {
        return ByteBuffer.wrap(bytes).order(ByteOrder.nativeOrder());
    }

    private static void text(ByteBuffer into, int at, String text) {
        into.put(at, text.getBytes(StandardCharsets.UTF_8));
    }

    /** eth0 as the fixtures describe it. */
    private class Kernel extends StubCalls {
        @Override
        public byte[] ethtool(String device, byte[] command) throws IOException {
            assertEquals("eth0", device);
            byte[] answer = command.clone();
            ByteBuffer struct = wrap(answer);
            List<Map.Entry<String, String>> counters = List.copyOf(facts("statistics").entrySet());
            switch (struct.getInt(0)) {
                case 0x01 -> link(struct);
                case 0x03 -> driver(struct, counters.size());
                case 0x1b -> {
                    assertEquals(1, struct.getInt(4));
                    for (int i = 0; i < counters.size(); i++) {
                        text(struct, 12 + 32 * i, counters.get(i).getKey());
                    }
                }
                case 0x1d -> {
                    for (int i = 0; i < counters.size(); i++) {
                        struct.putLong(8 + 8 * i, Long.parseLong(counters.get(i).getValue()));
                    }
                }
                default -> throw new IOException("operation not supported");
            }
            return answer;
        }

        /** The settings in bits: 10, 100 both ways, 1000 full; 10000 full is supported only. */
        private void link(ByteBuffer struct) {
            int both = 0b101111 | 1 << 6 | 1 << 7 | 1 << 9 | 1 << 13;
            struct.putInt(4, both | 1 << 12).putInt(8, both).put(18, (byte) 1);
        }

        private void driver(ByteBuffer struct, int counters) throws IOException {
            Map<String, String> driver = facts("driver");
            text(struct, 4, driver.getOrDefault("driver", ""));
            text(struct, 36, driver.getOrDefault("version", ""));
            text(struct, 68, driver.getOrDefault("firmware-version", ""));
            text(struct, 100, driver.getOrDefault("bus-info", ""));
            text(struct, 132, driver.getOrDefault("expansion-rom-version", ""));
            struct.putInt(180, counters);
        }
    }

    private RecordedMetrics collect(NativeCalls calls, String counters) throws IOException {
        Host host =
                new Host(
                        new HostFiles(root, root, root, root),
                        calls,
                        InstantSource.system(),
                        Platform.LINUX);
        Metrics metrics = new Metrics();
        new EthtoolCollector(host, NameFilter.both("", ""), NamePattern.of(counters))
                .collect(metrics);
        RecordedMetrics recorded = new RecordedMetrics();
        metrics.drainTo(recorded);
        return recorded;
    }

    private static double counter(RecordedMetrics metrics, String name) {
        return metrics.samples()
                .getOrDefault(
                        Labels.of("__name__", "node_ethtool_" + name, "device", "eth0"), -1.0);
    }

    @Test
    void countersOfTheDriver() throws IOException {
        RecordedMetrics metrics = collect(new Kernel(), ".*");
        assertEquals(961500, counter(metrics, "transmitted_packets_total"));
        assertEquals(1260062, counter(metrics, "received_packets_total"));
        assertEquals(0, counter(metrics, "received_errors_total"));
        assertEquals(12028, counter(metrics, "port_received_dropped"));
        assertEquals(23973, counter(metrics, "received_multicast"));
        assertEquals(0, counter(metrics, "transmitted_single_collisions"));
        assertEquals(-1, counter(metrics, "duplicate_metric"), "of two counters");
        assertEquals(
                MetricType.UNKNOWN,
                requireNonNull(metrics.families().get("node_ethtool_align_errors")).type());
        Labels info =
                Labels.of(
                        "__name__", "node_ethtool_info",
                        "bus_info", "0000:00:1f.6",
                        "device", "eth0",
                        "driver", "e1000e",
                        "firmware_version", "0.5-4",
                        "version", "5.11.0-22-generic");
        assertEquals(1.0, metrics.samples().get(info));
        assertEquals(-1, counter(collect(new Kernel(), "^rx_"), "transmitted_packets_total"));
    }

    @Test
    void modesOfTheLink() throws IOException {
        RecordedMetrics metrics = collect(new Kernel(), "^nothing$");
        assertEquals(
                Map.of(
                        mode("supported", "full", "10000baseT"), 1.25e9,
                        mode("supported", "full", "1000baseT"), 1.25e8,
                        mode("supported", "full", "100baseT"), 1.25e7,
                        mode("supported", "half", "100baseT"), 1.25e7,
                        mode("supported", "full", "10baseT"), 1.25e6,
                        mode("supported", "half", "10baseT"), 1.25e6),
                metrics.samples("node_network_supported_speed_bytes"));
        assertEquals(5, metrics.samples("node_network_advertised_speed_bytes").size());
        assertEquals(
                Map.of(port("MII"), 1.0, port("TP"), 1.0),
                metrics.samples("node_network_supported_port_info"));
        for (String name :
                List.of(
                        "autonegotiate",
                        "autonegotiate_supported",
                        "autonegotiate_advertised",
                        "pause_supported",
                        "pause_advertised")) {
            assertEquals(List.of(1.0), values(metrics, name), name);
        }
        assertEquals(List.of(0.0), values(metrics, "asymmetricpause_supported"));
        assertEquals(List.of(0.0), values(metrics, "asymmetricpause_advertised"));
    }

    private static Labels mode(String what, String duplex, String mode) {
        return Labels.of(
                "__name__",
                "node_network_" + what + "_speed_bytes",
                "device",
                "eth0",
                "duplex",
                duplex,
                "mode",
                mode);
    }

    private static Labels port(String type) {
        return Labels.of(
                "__name__", "node_network_supported_port_info", "device", "eth0", "type", type);
    }

    private static List<Double> values(RecordedMetrics metrics, String name) {
        return List.copyOf(metrics.samples("node_network_" + name).values());
    }

    @ParameterizedTest
    @CsvSource({
        "port.rx_errors, node_ethtool_port_received_errors",
        "rx_errors, node_ethtool_received_errors_total",
        "Queue[0] AllocFails, node_ethtool_queue_0_allocfails",
        "Tx LPI entry count, node_ethtool_transmitted_lpi_entry_count",
        "port.VF_admin_queue_requests, node_ethtool_port_vf_admin_queue_requests",
        "[3]: tx_bytes, node_ethtool_3_transmitted_bytes",
        "'     err', node_ethtool_err"
    })
    void namesOfMetrics(String counter, String expected) {
        assertEquals(expected, EthtoolCollector.metricName(EthtoolCollector.word(counter)));
    }

    @Test
    void devicesThatAnswerNothingAreOneSentence() {
        var e = assertThrows(IOException.class, () -> collect(new StubCalls(), ".*"));
        assertEquals("not on this system", e.getMessage());
    }

    @Test
    void absurdNumbersOfCountersAreRefused() {
        NativeCalls liar =
                new StubCalls() {
                    @Override
                    public byte[] ethtool(String device, byte[] command) throws IOException {
                        if (wrap(command).getInt(0) != 3) {
                            throw new IOException("operation not supported");
                        }
                        byte[] answer = command.clone();
                        wrap(answer).putInt(180, -1);
                        return answer;
                    }
                };
        var e = assertThrows(IOException.class, () -> collect(liar, ".*"));
        assertEquals("eth0 tells of -1 counters", e.getMessage());
    }
}
