package io.gnomon.exporters.node.internal.cpu;

import io.gnomon.exporters.node.internal.host.Collector;
import io.gnomon.exporters.node.internal.host.HostFiles;
import io.gnomon.exporters.node.internal.host.Metrics;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;

/** What the kernel says of each known flaw of processors, and what it does about it. */
record CpuVulnerabilitiesCollector(HostFiles files) implements Collector {
    @Override
    public void collect(Metrics out) throws IOException {
        for (Path file : files.some(files.sys("devices/system/cpu/vulnerabilities"), "*")) {
            String text = files.read(file).strip();
            String lower = text.toLowerCase(Locale.ROOT);
            String state;
            String mitigation = "";
            if (lower.startsWith("not affected")) {
                state = "not affected";
            } else if (lower.startsWith("vulnerable")) {
                state = "vulnerable";
                mitigation = after(text, "vulnerable".length());
            } else if (lower.startsWith("mitigation")) {
                state = "mitigation";
                mitigation = after(text, "mitigation".length());
            } else {
                throw new IOException("unknown state in " + file + ": \"" + text + "\"");
            }
            out.gauge(
                    "node_cpu_vulnerabilities_info",
                    "State of a known flaw of the CPUs; the value is always 1.",
                    1,
                    "codename",
                    HostFiles.name(file),
                    "state",
                    state,
                    "mitigation",
                    mitigation);
        }
    }

    private static String after(String text, int start) {
        String rest = text.substring(start).strip();
        return rest.startsWith(":") ? rest.substring(1).strip() : rest;
    }
}
