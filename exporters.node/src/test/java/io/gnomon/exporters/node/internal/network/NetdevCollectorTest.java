package io.gnomon.exporters.node.internal.network;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gnomon.exporters.node.internal.host.Host;
import io.gnomon.exporters.node.internal.host.HostFiles;
import io.gnomon.exporters.node.internal.host.Metrics;
import io.gnomon.exporters.node.internal.host.NameFilter;
import io.gnomon.exporters.node.internal.host.Platform;
import io.gnomon.exporters.node.internal.host.StubCalls;
import io.gnomon.model.labels.Labels;
import io.gnomon.platform.testkit.exporter.RecordedMetrics;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;

class NetdevCollectorTest {
    @TempDir private Path sys;

    @BeforeEach
    void device() throws IOException {
        Path eth0 = sys.resolve("class/net/eth0");
        Files.createDirectories(eth0.resolve("statistics"));
        for (var file :
                Map.of(
                                "ifalias", "uplink",
                                "statistics/rx_packets", "10",
                                "statistics/rx_dropped", "2",
                                "statistics/rx_missed_errors", "3")
                        .entrySet()) {
            Files.writeString(eth0.resolve(file.getKey()), file.getValue() + "\n");
        }
    }

    private Map<Labels, Double> collect(String devices, NetdevCollector.Options options)
            throws IOException {
        Metrics metrics = new Metrics();
        Host host =
                new Host(
                        new HostFiles(sys, sys, sys, sys),
                        new StubCalls(),
                        InstantSource.system(),
                        Platform.LINUX);
        new NetdevCollector(host, NameFilter.both(devices, ""), options).collect(metrics);
        RecordedMetrics recorded = new RecordedMetrics();
        metrics.drainTo(recorded);
        return recorded.samples();
    }

    private static Labels series(String name, String... more) {
        return Labels.of(more).with("__name__", "node_network_" + name).with("device", "eth0");
    }

    @Test
    void sumsAsProcNetDevHasThem() throws IOException {
        assertEquals(
                Map.of(series("receive_packets_total"), 10.0, series("receive_drop_total"), 5.0),
                collect("eth0", new NetdevCollector.Options(false, false, false, false)));
    }

    @Test
    void countersAsTheKernelHasThemUnderAnAlias() throws IOException {
        String[] alias = {"ifalias", "uplink"};
        assertEquals(
                Map.of(
                        series("receive_packets_total", alias), 10.0,
                        series("receive_dropped_total", alias), 2.0,
                        series("receive_missed_errors_total", alias), 3.0),
                collect("eth0", new NetdevCollector.Options(false, true, true, false)));
    }

    /** The loopback device of the host that the test runs on. */
    @Test
    void addressesOfDevices() throws IOException {
        Map<Labels, Double> samples =
                collect("^lo0?$", new NetdevCollector.Options(false, false, false, true));
        assertTrue(
                samples.keySet().stream()
                        .anyMatch(labels ->
                                labels.metricName().equals("node_network_address_info")
                                        && labels.get("address").equals("127.0.0.1")
                                        && labels.get("netmask").equals("8")
                                        && labels.get("scope").equals("link-local")),
                samples::toString);
    }
}
