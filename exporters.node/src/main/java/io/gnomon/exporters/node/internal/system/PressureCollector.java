package io.gnomon.exporters.node.internal.system;

import io.gnomon.exporters.node.internal.host.Collector;
import io.gnomon.exporters.node.internal.host.HostFiles;
import io.gnomon.exporters.node.internal.host.Metrics;
import io.gnomon.model.sample.MetricType;

import java.io.IOException;
import java.nio.file.Files;
import java.util.Map;

/** Pressure stall information of /proc/pressure; totals are in microseconds there. */
record PressureCollector(HostFiles files) implements Collector {
    /** Metric by resource and line ("some" = somebody waited, "full" = nobody could go on). */
    private static final Map<String, String> HELP =
            Map.of(
                    "cpu_waiting",
                    "Total time in seconds that processes have waited for CPU time",
                    "io_waiting",
                    "Total time in seconds that processes have waited due to IO congestion",
                    "io_stalled",
                    "Total time in seconds no process could make progress due to IO"
                            + " congestion",
                    "memory_waiting",
                    "Total time in seconds that processes have waited for memory",
                    "memory_stalled",
                    "Total time in seconds no process could make progress due to memory"
                            + " congestion",
                    "irq_stalled",
                    "Total time in seconds no process could make progress due to IRQ"
                            + " congestion");

    @Override
    public void collect(Metrics sink) throws IOException {
        if (!Files.isDirectory(files.proc("pressure"))) {
            throw new IOException("pressure information is not available, kernel 4.20 has it");
        }
        for (String resource : new String[] {"cpu", "io", "memory", "irq"}) {
            // Older kernels have no irq file.
            String text = files.readIfThere(files.proc("pressure/" + resource));
            for (String line : text.lines().toList()) {
                String metric = resource + (line.startsWith("some") ? "_waiting" : "_stalled");
                String help = HELP.get(metric);
                int total = line.indexOf("total=");
                if (help != null && total >= 0) {
                    sink.family(
                            "node_pressure_" + metric + "_seconds_total", MetricType.COUNTER, help);
                    sink.sample(
                            Double.parseDouble(line.substring(total + "total=".length()).strip())
                                    / 1000
                                    / 1000);
                }
            }
        }
    }
}
