package io.gnomon.exporters.node.internal.system;

import io.gnomon.exporters.node.internal.host.Collector;
import io.gnomon.exporters.node.internal.host.HostFiles;
import io.gnomon.exporters.node.internal.host.Metrics;
import io.gnomon.exporters.node.internal.host.Numbers;

import java.io.IOException;
import java.nio.file.Path;

/** How many control groups each controller has, of /proc/cgroups. */
record CgroupsCollector(HostFiles files) implements Collector {
    @Override
    public void collect(Metrics out) throws IOException {
        Path file = files.proc("cgroups");
        for (String line : files.lines(file)) {
            String[] words = HostFiles.words(line);
            if (line.startsWith("#") || words.length < 4) {
                continue;
            }
            out.gauge(
                    "node_cgroups_cgroups",
                    "Control groups of the controller.",
                    Numbers.of(words[2], file),
                    "subsys_name",
                    words[0]);
            out.gauge(
                    "node_cgroups_enabled",
                    "Whether the controller is on.",
                    Numbers.of(words[3], file),
                    "subsys_name",
                    words[0]);
        }
    }
}
