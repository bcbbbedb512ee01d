package io.gnomon.exporters.node.internal.cpu;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

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
import java.util.Set;

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

    /** What an aarch64 kernel tells; it has "Features" and neither models nor frequencies. */
    @Test
    void knowsTheCpusOfAarch64(@TempDir Path root) throws IOException {
        Files.writeString(
                root.resolve("cpuinfo"),
                """
                processor\t: 0
                BogoMIPS\t: 243.75
                Features\t: fp asimd aes sve
                CPU implementer\t: 0x41
                CPU part\t: 0xd40

                processor\t: 1
                BogoMIPS\t: 243.75
                Features\t: fp asimd aes sve
                CPU implementer\t: 0x41
                CPU part\t: 0xd40
                """);
        Metrics gathered = new Metrics();
        new CpuInfo(new HostFiles(root, root, root, root), "^(aes|sve)$", "").collect(gathered);
        RecordedMetrics metrics = new RecordedMetrics();
        gathered.drainTo(metrics);
        assertEquals(2, metrics.samples("node_cpu_info").size());
        assertEquals(
                Set.of(
                        Labels.of("__name__", "node_cpu_flag_info", "flag", "aes"),
                        Labels.of("__name__", "node_cpu_flag_info", "flag", "sve")),
                metrics.samples("node_cpu_flag_info").keySet());
        assertFalse(metrics.families().containsKey("node_cpu_frequency_hertz"));
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
