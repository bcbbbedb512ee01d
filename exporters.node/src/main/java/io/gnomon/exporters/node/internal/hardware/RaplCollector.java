package io.gnomon.exporters.node.internal.hardware;

import io.gnomon.exporters.node.internal.host.Collector;
import io.gnomon.exporters.node.internal.host.HostFiles;
import io.gnomon.exporters.node.internal.host.Metrics;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Energy by power zone, of /sys/class/powercap. */
record RaplCollector(HostFiles files, boolean zoneLabel) implements Collector {
    private static final double MICRO = 1e6;
    private static final Pattern NUMBERED = Pattern.compile("(.*)-(\\d+)");

    @Override
    public void collect(Metrics out) throws IOException {
        Map<String, Integer> seen = new HashMap<>();
        for (Path zone : files.some(files.sys("class/powercap"), "intel-rapl*:*")) {
            String name = files.text(zone, "name");
            Matcher numbered = NUMBERED.matcher(name);
            String index;
            if (numbered.matches()) {
                name = numbered.group(1);
                index = numbered.group(2);
            } else {
                index = String.valueOf(seen.merge(name, 1, Integer::sum) - 1);
            }
            double joules = files.require(zone.resolve("energy_uj")) / MICRO;
            String help = "Energy that the zone has used.";
            if (zoneLabel) {
                out.counter(
                        "node_rapl_joules_total",
                        help,
                        joules,
                        "index",
                        index,
                        "path",
                        zone.toString(),
                        "rapl_zone",
                        name);
            } else {
                out.counter(
                        "node_rapl_" + name.replace('-', '_') + "_joules_total",
                        help,
                        joules,
                        "index",
                        index,
                        "path",
                        zone.toString());
            }
        }
    }
}
