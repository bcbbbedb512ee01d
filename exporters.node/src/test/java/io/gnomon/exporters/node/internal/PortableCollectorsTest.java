package io.gnomon.exporters.node.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gnomon.exporters.node.internal.host.Platform;
import io.gnomon.platform.testkit.exporter.RecordedMetrics;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** A host that is not Linux: no /proc, no /sys; what the JDK knows is reported. */
class PortableCollectorsTest {
    @Test
    void whatTheJdkKnowsIsReportedAndNothingFails(@TempDir Path empty) throws Exception {
        Path root = Path.of("/");
        TestHost.Folders nothing = new TestHost.Folders(empty, empty, root, empty);
        RecordedMetrics metrics;
        try (NodeExporter exporter =
                NodeExporter.create(
                        TestHost.settings(nothing, Duration.ofSeconds(5), List.of()),
                        TestHost.calls(path -> TestHost.stats(1000)),
                        InstantSource.system(),
                        Platform.OTHER)) {
            metrics = RecordedMetrics.of(exporter);
        }
        Set<String> collectors = new TreeSet<>();
        metrics.samples("node_scrape_collector_success")
                .forEach((labels, value) -> {
                    collectors.add(labels.get("collector"));
                    assertEquals(1.0, value, labels.get("collector"));
                });
        assertEquals(Set.of("filesystem", "loadavg", "textfile", "time", "uname"), collectors);
        assertEquals(1, metrics.samples("node_load1").size());
        assertTrue(
                metrics.samples("node_filesystem_size_bytes").keySet().stream()
                        .anyMatch(labels -> Files.isDirectory(Path.of(labels.get("mountpoint")))),
                "a file store with its mount point");
        assertFalse(metrics.samples("node_uname_info").isEmpty());
    }
}
