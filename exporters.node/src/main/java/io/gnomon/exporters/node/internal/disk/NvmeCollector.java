package io.gnomon.exporters.node.internal.disk;

import io.gnomon.exporters.node.internal.host.Collector;
import io.gnomon.exporters.node.internal.host.HostFiles;
import io.gnomon.exporters.node.internal.host.Metrics;

import java.io.IOException;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** NVMe controllers and their namespaces, of /sys/class/nvme. */
record NvmeCollector(HostFiles files) implements Collector {
    private static final Pattern NAMESPACE = Pattern.compile("nvme\\d+(?:c\\d+)?n(\\d+)");

    @Override
    public void collect(Metrics out) throws IOException {
        for (Path folder : files.some(files.sys("class/nvme"), "nvme[0-9]*")) {
            String device = HostFiles.name(folder);
            out.gauge(
                    "node_nvme_info",
                    "What the controller says of itself; the value is always 1.",
                    1,
                    "device",
                    device,
                    "firmware_revision",
                    files.text(folder, "firmware_rev"),
                    "model",
                    files.text(folder, "model"),
                    "serial",
                    files.text(folder, "serial"),
                    "state",
                    files.text(folder, "state"),
                    "cntlid",
                    files.text(folder, "cntlid"));
            for (Path namespace : files.list(folder, "nvme*")) {
                Matcher matcher = NAMESPACE.matcher(HostFiles.name(namespace));
                if (matcher.matches()) {
                    namespace(out, namespace, "device", device, "nsid", matcher.group(1));
                }
            }
        }
    }

    private void namespace(Metrics out, Path folder, String... labels) {
        long blockBytes = files.number(folder.resolve("queue/logical_block_size")).orElse(0L);
        double capacity = files.number(folder.resolve("size")).orElse(0L) * (double) blockBytes;
        double used = files.number(folder.resolve("nuse")).orElse(0L) * (double) blockBytes;
        out.gauge(
                "node_nvme_namespace_info",
                "State of the namespace; the value is always 1.",
                1,
                labels[0],
                labels[1],
                labels[2],
                labels[3],
                "ana_state",
                state(folder));
        out.gauge(
                "node_nvme_namespace_capacity_bytes",
                "Capacity of the namespace.",
                capacity,
                labels);
        out.gauge("node_nvme_namespace_size_bytes", "Size of the namespace.", capacity, labels);
        out.gauge("node_nvme_namespace_used_bytes", "Bytes in use.", used, labels);
        out.gauge(
                "node_nvme_namespace_logical_block_size_bytes",
                "Size of a logical block.",
                (double) blockBytes,
                labels);
    }

    private String state(Path folder) {
        String state = files.text(folder, "ana_state");
        return state.isEmpty() ? "unknown" : state;
    }
}
