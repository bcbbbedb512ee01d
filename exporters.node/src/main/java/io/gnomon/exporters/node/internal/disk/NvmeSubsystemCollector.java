package io.gnomon.exporters.node.internal.disk;

import io.gnomon.exporters.node.internal.host.Collector;
import io.gnomon.exporters.node.internal.host.HostFiles;
import io.gnomon.exporters.node.internal.host.Metrics;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Paths of NVMe subsystems to their controllers, of /sys/class/nvme-subsystem. */
record NvmeSubsystemCollector(HostFiles files) implements Collector {
    private static final List<String> STATES =
            List.of("live", "connecting", "resetting", "dead", "unknown");

    /** States that are none of the reported ones, and not unknown either. */
    private static final List<String> OTHER_STATES = List.of("deleting", "deleting (no IO)", "new");

    @Override
    public void collect(Metrics out) throws IOException {
        for (Path folder : files.some(files.sys("class/nvme-subsystem"), "nvme-subsys[0-9]*")) {
            String subsystem = HostFiles.name(folder);
            out.gauge(
                    "node_nvmesubsystem_info",
                    "What the subsystem says of itself; always 1.",
                    1,
                    "subsystem",
                    subsystem,
                    "nqn",
                    files.text(folder, "subsysnqn"),
                    "model",
                    files.text(folder, "model"),
                    "serial",
                    files.text(folder, "serial"),
                    "iopolicy",
                    files.text(folder, "iopolicy"));
            int paths = 0;
            int live = 0;
            for (Path entry : files.list(folder, "nvme[0-9]*")) {
                String name = HostFiles.name(entry);
                if (name.matches("nvme\\d+n\\d+")) {
                    out.gauge(
                            "node_nvmesubsystem_namespace_info",
                            "Block device of a namespace; always 1.",
                            1,
                            "subsystem",
                            subsystem,
                            "device",
                            name);
                } else if (name.matches("nvme\\d+")) {
                    paths++;
                    live += path(out, entry, subsystem).equals("live") ? 1 : 0;
                }
            }
            out.gauge("node_nvmesubsystem_paths", "Paths to it.", paths, "subsystem", subsystem);
            out.gauge(
                    "node_nvmesubsystem_paths_live",
                    "Paths to it that work.",
                    live,
                    "subsystem",
                    subsystem);
        }
    }

    /** Reports a path and returns its state. */
    private String path(Metrics out, Path folder, String subsystem) {
        String text = files.text(folder, "state");
        String state = STATES.contains(text) || OTHER_STATES.contains(text) ? text : "unknown";
        for (String each : STATES) {
            out.gauge(
                    "node_nvmesubsystem_path_state",
                    "1 for the state that the path is in.",
                    each.equals(state) ? 1 : 0,
                    "subsystem",
                    subsystem,
                    "controller",
                    HostFiles.name(folder),
                    "transport",
                    files.text(folder, "transport"),
                    "state",
                    each);
        }
        return state;
    }
}
