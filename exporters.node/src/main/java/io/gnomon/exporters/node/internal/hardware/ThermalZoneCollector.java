package io.gnomon.exporters.node.internal.hardware;

import io.gnomon.exporters.node.internal.host.Collector;
import io.gnomon.exporters.node.internal.host.HostFiles;
import io.gnomon.exporters.node.internal.host.Metrics;

import java.io.IOException;
import java.nio.file.Path;

/** Thermal zones and cooling devices of /sys/class/thermal. */
record ThermalZoneCollector(HostFiles files) implements Collector {
    private static final double MILLI = 1000;

    @Override
    public void collect(Metrics out) throws IOException {
        for (Path zone : files.list(files.sys("class/thermal"), "thermal_zone[0-9]*")) {
            files.number(zone.resolve("temp"))
                    .ifPresent(value ->
                            out.gauge(
                                    "node_thermal_zone_temp",
                                    "Temperature of the zone in degrees Celsius.",
                                    value / MILLI,
                                    "zone",
                                    HostFiles.name(zone).substring("thermal_zone".length()),
                                    "type",
                                    files.text(zone, "type")));
        }
        for (Path device : files.list(files.sys("class/thermal"), "cooling_device[0-9]*")) {
            state(out, device, "cur_state", "How much the device cools now.");
            state(out, device, "max_state", "How much the device can cool.");
        }
    }

    private void state(Metrics out, Path device, String file, String help) {
        files.number(device.resolve(file))
                .ifPresent(value ->
                        out.gauge(
                                "node_cooling_device_" + file,
                                help,
                                (double) value,
                                "name",
                                HostFiles.name(device).substring("cooling_device".length()),
                                "type",
                                files.text(device, "type")));
    }
}
