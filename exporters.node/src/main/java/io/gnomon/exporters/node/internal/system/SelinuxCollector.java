package io.gnomon.exporters.node.internal.system;

import io.gnomon.exporters.node.internal.host.Collector;
import io.gnomon.exporters.node.internal.host.HostFiles;
import io.gnomon.exporters.node.internal.host.Metrics;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** The state of SELinux, of /sys/fs/selinux and /etc/selinux/config. */
record SelinuxCollector(HostFiles files) implements Collector {
    private static final Map<String, Integer> MODES =
            Map.of("enforcing", 1, "permissive", 0, "disabled", -1);

    @Override
    public void collect(Metrics out) throws IOException {
        Path folder = files.sys("fs/selinux");
        boolean enabled = Files.isDirectory(folder);
        out.gauge("node_selinux_enabled", "1 when SELinux is on, else 0.", enabled ? 1 : 0);
        if (!enabled) {
            return;
        }
        out.gauge(
                "node_selinux_config_mode",
                "Mode of /etc/selinux/config: 1 enforcing, 0 permissive, -1 disabled.",
                configured());
        out.gauge(
                "node_selinux_current_mode",
                "Mode now: 1 enforcing, 0 permissive.",
                files.require(folder.resolve("enforce")));
    }

    private int configured() throws IOException {
        for (String line : files.lines(files.rootfs().resolve("etc/selinux/config"))) {
            if (line.startsWith("SELINUX=")) {
                return MODES.getOrDefault(line.substring("SELINUX=".length()).strip(), -1);
            }
        }
        return -1;
    }
}
