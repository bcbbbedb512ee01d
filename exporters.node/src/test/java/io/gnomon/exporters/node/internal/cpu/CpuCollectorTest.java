package io.gnomon.exporters.node.internal.cpu;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.gnomon.exporters.node.internal.host.HostFiles;
import io.gnomon.exporters.node.internal.host.Metrics;
import io.gnomon.model.labels.Labels;
import io.gnomon.platform.testkit.exporter.RecordedMetrics;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

class CpuCollectorTest {
    @Test
    void countersDoNotRunBack(@TempDir Path root) throws IOException {
        Files.createDirectories(root.resolve("sys"));
        CpuCollector cpu =
                new CpuCollector(
                        new HostFiles(root, root.resolve("sys"), root, root),
                        100,
                        true,
                        Optional.empty());
        assertEquals(5.0, iowait(cpu, root, "cpu0 1 1 1 1000 500 0 0 0 0 0"));
        assertEquals(5.0, iowait(cpu, root, "cpu0 1 1 1 1000 499 0 0 0 0 0"));
        // A CPU that was taken away and came back begins anew.
        assertEquals(0.1, iowait(cpu, root, "cpu0 1 1 1 10 10 0 0 0 0 0"));
    }

    private static Double iowait(CpuCollector cpu, Path root, String stat) throws IOException {
        Files.writeString(root.resolve("stat"), stat + "\n");
        RecordedMetrics metrics = new RecordedMetrics();
        Metrics gathered = new Metrics();
        cpu.collect(gathered);
        gathered.drainTo(metrics);
        Labels iowait =
                Labels.of("__name__", "node_cpu_seconds_total", "cpu", "0", "mode", "iowait");
        return metrics.samples().getOrDefault(iowait, Double.NaN);
    }
}
