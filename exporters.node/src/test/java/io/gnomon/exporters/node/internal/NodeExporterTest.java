package io.gnomon.exporters.node.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.gnomon.model.labels.Labels;
import io.gnomon.platform.testkit.exporter.ExporterContractTest;
import io.gnomon.platform.testkit.exporter.RecordedMetrics;
import io.gnomon.spi.exporter.Exporter;
import io.gnomon.spi.exporter.ExporterFactory;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

class NodeExporterTest extends ExporterContractTest {
    private static final HostFiles THIS_HOST =
            new HostFiles(
                    Path.of("/proc"), Path.of("/sys"), Path.of("/"), Path.of("/run/udev/data"));

    @BeforeEach
    void needsLinux() {
        assumeTrue(Files.exists(Path.of("/proc/stat")), "needs Linux");
    }

    @Override
    protected ExporterFactory<?> factory() {
        return new NodeExporterFactory(TestHost.calls(path -> TestHost.stats(1)));
    }

    @Override
    protected Exporter exporter() {
        return TestHost.exporter(THIS_HOST);
    }

    @Test
    void allCollectorsOfAHostDashboardSucceedHere() throws Exception {
        try (Exporter exporter = exporter()) {
            RecordedMetrics metrics = RecordedMetrics.of(exporter);
            for (String collector :
                    List.of(
                            "cpu",
                            "diskstats",
                            "filesystem",
                            "loadavg",
                            "meminfo",
                            "netdev",
                            "os",
                            "stat",
                            "time",
                            "uname",
                            "vmstat")) {
                Labels success =
                        Labels.of(
                                "__name__",
                                "node_scrape_collector_success",
                                "collector",
                                collector);
                assertEquals(1.0, metrics.samples().get(success), collector);
            }
            assertTrue(metrics.samples("node_cpu_seconds_total").size() >= 8);
        }
    }

    @Test
    void collectorWithoutDataFailsAloneAndIsSaid(@TempDir Path empty) throws Exception {
        HostFiles nothing = new HostFiles(empty, empty, empty, empty);
        try (Exporter exporter = TestHost.exporter(nothing)) {
            RecordedMetrics metrics = RecordedMetrics.of(exporter);
            Labels cpu = Labels.of("__name__", "node_scrape_collector_success", "collector", "cpu");
            Labels uname =
                    Labels.of("__name__", "node_scrape_collector_success", "collector", "uname");
            assertEquals(0.0, metrics.samples().get(cpu));
            assertEquals(1.0, metrics.samples().get(uname));
        }
    }

    @Test
    void excludeAndUnknownCollectors() throws Exception {
        try (Exporter exporter = exporter()) {
            var metrics = RecordedMetrics.of(exporter, Map.of("exclude[]", List.of("cpu")));
            assertTrue(metrics.samples("node_cpu_seconds_total").isEmpty());
            var e =
                    assertThrows(
                            IllegalArgumentException.class,
                            () ->
                                    RecordedMetrics.of(
                                            exporter, Map.of("collect[]", List.of("zfs"))));
            assertEquals("missing or disabled collector: zfs", e.getMessage());
        }
    }

    @Test
    void countersDoNotRunBack(@TempDir Path root) throws IOException {
        Files.createDirectories(root.resolve("sys"));
        CpuCollector cpu =
                new CpuCollector(new HostFiles(root, root.resolve("sys"), root, root), 100);
        assertEquals(5.0, iowait(cpu, root, "cpu0 1 1 1 1000 500 0 0 0 0 0"));
        assertEquals(5.0, iowait(cpu, root, "cpu0 1 1 1 1000 499 0 0 0 0 0"));
        // A CPU that was taken away and came back begins anew.
        assertEquals(0.1, iowait(cpu, root, "cpu0 1 1 1 10 10 0 0 0 0 0"));
    }

    private static Double iowait(CpuCollector cpu, Path root, String stat) throws IOException {
        Files.writeString(root.resolve("stat"), stat + "\n");
        RecordedMetrics metrics = new RecordedMetrics();
        cpu.collect(metrics);
        Labels iowait =
                Labels.of("__name__", "node_cpu_seconds_total", "cpu", "0", "mode", "iowait");
        return metrics.samples().getOrDefault(iowait, Double.NaN);
    }
}
