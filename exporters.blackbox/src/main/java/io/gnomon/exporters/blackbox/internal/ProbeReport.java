package io.gnomon.exporters.blackbox.internal;

import io.gnomon.exporters.blackbox.internal.probers.Gauges;
import io.gnomon.exporters.blackbox.internal.probers.ProbeLog;

/**
 * What a probe that is over shows of itself. Most are never looked at, so their text is made when
 * somebody does.
 *
 * @param module its YAML
 */
record ProbeReport(ProbeLog log, Gauges gauges, String module) {
    String text() {
        return "Logs for the probe:\n"
                + String.join("\n", log.lines())
                + "\n\n\n\nMetrics that would have been returned:\n"
                + gauges.text()
                + "\n\n\nModule configuration:\n"
                + module;
    }
}
