package io.gnomon.exporters.node.internal.hardware;

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
import java.util.Map;

/** Files as amdgpu has them (kernel.org, gpu/amdgpu); node_exporter's tree has no such card. */
class DrmCollectorTest {
    @TempDir private Path sys;

    private RecordedMetrics collect() throws IOException {
        Metrics metrics = new Metrics();
        new DrmCollector(new HostFiles(sys, sys, sys, sys)).collect(metrics);
        RecordedMetrics recorded = new RecordedMetrics();
        metrics.drainTo(recorded);
        return recorded;
    }

    private void card(String card, Map<String, String> files) throws IOException {
        Path device = Files.createDirectories(sys.resolve("class/drm/" + card + "/device"));
        for (var file : files.entrySet()) {
            Files.writeString(device.resolve(file.getKey()), file.getValue() + "\n");
        }
    }

    private static Labels series(String name) {
        return Labels.of("__name__", "node_drm_" + name, "card", "card0");
    }

    @Test
    void cardsOfAmdAreReported() throws IOException {
        card(
                "card0",
                Map.ofEntries(
                        Map.entry("uevent", "DRIVER=amdgpu\nPCI_CLASS=38000"),
                        Map.entry("gpu_busy_percent", "4"),
                        Map.entry("mem_info_gtt_total", "8573157376"),
                        Map.entry("mem_info_gtt_used", "144560128"),
                        Map.entry("mem_info_vis_vram_total", "8573157376"),
                        Map.entry("mem_info_vis_vram_used", "1490378752"),
                        Map.entry("mem_info_vram_used", "1490378752"),
                        Map.entry("mem_info_vram_vendor", "samsung"),
                        Map.entry("power_dpm_force_performance_level", "manual"),
                        Map.entry("unique_id", "0123456789abcdef")));
        card("card1", Map.of("uevent", "DRIVER=i915"));
        card("card0-HDMI-A-1", Map.of("uevent", "DRIVER=amdgpu"));
        Labels info =
                series("card_info")
                        .with("memory_vendor", "samsung")
                        .with("power_performance_level", "manual")
                        .with("unique_id", "0123456789abcdef")
                        .with("vendor", "amd");
        assertEquals(
                Map.of(
                        info,
                        1.0,
                        series("gpu_busy_percent"),
                        4.0,
                        series("memory_gtt_size_bytes"),
                        8573157376.0,
                        series("memory_gtt_used_bytes"),
                        144560128.0,
                        series("memory_vis_vram_size_bytes"),
                        8573157376.0,
                        series("memory_vis_vram_used_bytes"),
                        1490378752.0,
                        series("memory_vram_size_bytes"),
                        0.0,
                        series("memory_vram_used_bytes"),
                        1490378752.0),
                collect().samples());
    }

    @Test
    void hostsWithoutCardsHaveNone() throws IOException {
        assertEquals(Map.of(), collect().samples());
    }
}
