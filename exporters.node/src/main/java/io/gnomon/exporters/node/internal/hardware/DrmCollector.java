package io.gnomon.exporters.node.internal.hardware;

import io.gnomon.exporters.node.internal.host.Collector;
import io.gnomon.exporters.node.internal.host.HostFiles;
import io.gnomon.exporters.node.internal.host.Metrics;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * Graphics cards of /sys/class/drm whose driver is amdgpu, the only one that tells how busy its
 * card is (kernel.org, gpu/amdgpu). node_exporter reports cards of other drivers too, as AMD's and
 * with zeros; here they are left out.
 */
record DrmCollector(HostFiles files) implements Collector {
    private static final String DRIVER = "DRIVER=amdgpu";

    private static final String[][] NUMBERS = {
        {"gpu_busy_percent", "gpu_busy_percent", "How busy the processor is, of 100."},
        {"mem_info_gtt_total", "memory_gtt_size_bytes", "Memory of the host that it may map."},
        {"mem_info_gtt_used", "memory_gtt_used_bytes", "Memory of the host that it has mapped."},
        {"mem_info_vis_vram_total", "memory_vis_vram_size_bytes", "Its memory that CPUs see."},
        {"mem_info_vis_vram_used", "memory_vis_vram_used_bytes", "Memory in use that CPUs see."},
        {"mem_info_vram_total", "memory_vram_size_bytes", "Its memory."},
        {"mem_info_vram_used", "memory_vram_used_bytes", "Its memory that is in use."},
    };

    @Override
    public void collect(Metrics out) throws IOException {
        for (Path card : files.list(files.sys("class/drm"), "card[0-9]")) {
            Path device = card.resolve("device");
            if (List.of(files.text(device, "uevent").split("\n")).contains(DRIVER)) {
                report(out, HostFiles.name(card), device);
            }
        }
    }

    /** What a card does not tell is 0, as node_exporter has it. */
    private void report(Metrics out, String card, Path device) {
        out.gauge(
                "node_drm_card_info",
                "What the card says of itself; the value is always 1.",
                1,
                "card",
                card,
                "memory_vendor",
                files.text(device, "mem_info_vram_vendor"),
                "power_performance_level",
                files.text(device, "power_dpm_force_performance_level"),
                "unique_id",
                files.text(device, "unique_id"),
                "vendor",
                "amd");
        for (String[] number : NUMBERS) {
            double value = files.decimal(device, number[0]).orElse(0);
            out.gauge("node_drm_" + number[1], number[2], value, "card", card);
        }
    }
}
