package io.gnomon.exporters.node.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.gnomon.exporters.node.internal.host.Platform;
import io.gnomon.model.labels.Labels;
import io.gnomon.platform.testkit.exporter.ExporterContractTest;
import io.gnomon.platform.testkit.exporter.RecordedMetrics;
import io.gnomon.spi.exporter.CollectRequest;
import io.gnomon.spi.exporter.CollectorReport;
import io.gnomon.spi.exporter.CollectorReport.Result;
import io.gnomon.spi.exporter.Exporter;
import io.gnomon.spi.exporter.ExporterFactory;
import io.gnomon.spi.exporter.RequestRefused;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

class NodeExporterTest extends ExporterContractTest {
    private static final TestHost.Folders THIS_HOST =
            new TestHost.Folders(
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
        TestHost.Folders nothing = new TestHost.Folders(empty, empty, empty, empty);
        try (Exporter exporter = TestHost.exporter(nothing)) {
            RecordedMetrics metrics = RecordedMetrics.of(exporter);
            Labels cpu = Labels.of("__name__", "node_scrape_collector_success", "collector", "cpu");
            Labels uname =
                    Labels.of("__name__", "node_scrape_collector_success", "collector", "uname");
            assertEquals(0.0, metrics.samples().get(cpu));
            assertEquals(1.0, metrics.samples().get(uname));
            CollectorReport report = exporter.collectorReport();
            assertTrue(report.on().contains("cpu"));
            assertFalse(report.on().contains("systemd"));
            Map<String, CollectorReport.Run> runs =
                    report.runs().stream()
                            .collect(Collectors.toMap(CollectorReport.Run::collector, r -> r));
            CollectorReport.Run cpus = Objects.requireNonNull(runs.get("cpu"));
            assertEquals(Result.LACKING, cpus.result());
            assertTrue(cpus.reason().contains("No such file"));
            assertEquals(Result.LACKING, Objects.requireNonNull(runs.get("hwmon")).result());
            assertEquals(Result.SUCCEEDED, Objects.requireNonNull(runs.get("uname")).result());
        }
    }

    /**
     * A table that the kernel gives in many pieces, as each of more than some twenty sockets is.
     */
    @Test
    void allSocketsOfALongTableAreCounted(@TempDir Path proc) throws Exception {
        String head = "  sl  local_address remote_address st tx_queue:rx_queue\n";
        String waits = "   0: 0100007F:1F90 0100007F:C350 06 00000000:00000000\n";
        Path net = Files.createDirectory(proc.resolve("net"));
        Files.writeString(net.resolve("tcp"), head + waits);
        Files.writeString(net.resolve("tcp6"), head + waits.repeat(5000));
        var folders = new TestHost.Folders(proc, proc, proc, proc);
        try (Exporter exporter = TestHost.exporter(folders, "tcpstat")) {
            RecordedMetrics metrics = RecordedMetrics.of(exporter);
            Labels waiting =
                    Labels.of("__name__", "node_tcp_connection_states", "state", "time_wait");
            assertEquals(5001.0, metrics.samples().get(waiting));
        }
    }

    /** A pipe that nobody writes to: opening it hangs in the system call. */
    @Test
    void collectorThatHangsFailsAloneAndInTime(@TempDir Path proc) throws Exception {
        Path pipe = proc.resolve("loadavg");
        int made = new ProcessBuilder("mkfifo", pipe.toString()).inheritIO().start().waitFor();
        assumeTrue(made == 0, "needs mkfifo");
        Files.writeString(proc.resolve("vmstat"), "pgpgin 7\n");
        var both = Map.of("collect[]", List.of("loadavg", "vmstat"));
        try (Exporter exporter = TestHost.exporter(new TestHost.Folders(proc, proc, proc, proc))) {
            for (int scrape = 0; scrape < 2; scrape++) {
                RecordedMetrics metrics = new RecordedMetrics();
                exporter.collect(request(both, Duration.ofSeconds(4)), metrics);
                assertEquals(
                        Map.of("loadavg", 0.0, "vmstat", 1.0),
                        metrics.samples("node_scrape_collector_success").entrySet().stream()
                                .collect(
                                        Collectors.toMap(
                                                e -> e.getKey().get("collector"),
                                                Map.Entry::getValue)));
                assertEquals(1, metrics.samples("node_vmstat_pgpgin").size());
            }
        } finally {
            // Lets the thread that hangs go; opened for both, as a writer alone waits for a reader.
            try (RandomAccessFile ends = new RandomAccessFile(pipe.toFile(), "rw")) {
                ends.writeBytes("1 2 3\n");
            }
        }
    }

    private static CollectRequest request(Map<String, List<String>> parameters, Duration timeout) {
        return new CollectRequest() {
            @Override
            public Duration timeout() {
                return timeout;
            }

            @Override
            public Map<String, List<String>> parameters() {
                return parameters;
            }
        };
    }

    @Test
    void excludeAndUnknownCollectors() throws Exception {
        try (Exporter exporter = exporter()) {
            var metrics = RecordedMetrics.of(exporter, Map.of("exclude[]", List.of("cpu")));
            assertTrue(metrics.samples("node_cpu_seconds_total").isEmpty());
            var e =
                    assertThrows(
                            RequestRefused.class,
                            () ->
                                    RecordedMetrics.of(
                                            exporter, Map.of("collect[]", List.of("buddyinfo"))));
            assertEquals("missing or disabled collector: buddyinfo", e.getMessage());
        }
    }

    @Test
    void collectorsAreSwitched() throws Exception {
        NodeSettings usual = TestHost.settings(THIS_HOST, Duration.ofSeconds(5), List.of("swap"));
        assertTrue(names(usual).contains("cpu"), "on by default");
        assertTrue(names(usual).contains("swap"), "enabled");
        assertFalse(names(usual).contains("buddyinfo"), "off by default");
        NodeSettings wrong =
                TestHost.settings(THIS_HOST, Duration.ofSeconds(5), List.of("cpus", "cpu"));
        var e = assertThrows(IllegalArgumentException.class, () -> names(wrong));
        assertTrue(
                String.valueOf(e.getMessage())
                        .startsWith(
                                "enabled_collectors: no collector is named \"cpus\"; there are"
                                        + " arp,"),
                e.getMessage());
    }

    private static Set<String> names(NodeSettings settings) throws Exception {
        try (Exporter exporter =
                NodeExporter.create(
                        settings,
                        TestHost.calls(path -> TestHost.stats(1)),
                        InstantSource.system(),
                        Platform.LINUX)) {
            return RecordedMetrics.of(exporter)
                    .samples("node_scrape_collector_success")
                    .keySet()
                    .stream()
                    .map(labels -> labels.get("collector"))
                    .collect(Collectors.toSet());
        }
    }
}
