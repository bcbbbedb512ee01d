package io.gnomon.exporters.blackbox.internal;

import io.gnomon.exporters.blackbox.internal.probers.Gauges;
import io.gnomon.exporters.blackbox.internal.probers.ProbeLog;

/** What a probe shows of itself: its log, its metrics, its module. */
final class ProbeReport {
    private ProbeReport() {}

    static String of(ProbeLog log, Gauges gauges, String module) {
        return "Logs for the probe:\n"
                + String.join("\n", log.lines())
                + "\n\n\n\nMetrics that would have been returned:\n"
                + gauges.text()
                + "\n\n\nModule configuration:\n"
                + module;
    }
}
