package io.gnomon.exporters.node.internal.hardware;

import io.gnomon.exporters.node.internal.host.Collector;
import io.gnomon.exporters.node.internal.host.HostFiles;
import io.gnomon.exporters.node.internal.host.Metrics;

import java.io.IOException;
import java.nio.file.Path;

/** Watchdogs of /sys/class/watchdog. */
record WatchdogCollector(HostFiles files) implements Collector {
    private static final String[][] NUMBERS = {
        {"access_cs0", "access_cs0", "Whether the access counter register can be read."},
        {"bootstatus", "bootstatus", "State of the watchdog when the host booted."},
        {"fw_version", "fw_version", "Version of the firmware."},
        {"nowayout", "nowayout", "1 when a started watchdog cannot be stopped."},
        {"pretimeout", "pretimeout_seconds", "Seconds before the end at which it warns."},
        {"timeleft", "timeleft_seconds", "Seconds until the host is reset."},
        {"timeout", "timeout_seconds", "Seconds after which the host is reset."},
    };

    @Override
    public void collect(Metrics out) throws IOException {
        for (Path folder : files.listPresent(files.sys("class/watchdog"), "watchdog[0-9]*")) {
            String name = HostFiles.name(folder);
            for (String[] number : NUMBERS) {
                files.number(folder.resolve(number[0]))
                        .ifPresent(value ->
                                out.gauge(
                                        "node_watchdog_" + number[1],
                                        number[2],
                                        (double) value,
                                        "name",
                                        name));
            }
            out.gauge(
                    "node_watchdog_info",
                    "What the watchdog says of itself; the value is always 1.",
                    1,
                    "name",
                    name,
                    "options",
                    files.text(folder, "options"),
                    "identity",
                    files.text(folder, "identity"),
                    "state",
                    files.text(folder, "state"),
                    "status",
                    files.text(folder, "status"),
                    "pretimeout_governor",
                    files.text(folder, "pretimeout_governor"));
        }
    }
}
