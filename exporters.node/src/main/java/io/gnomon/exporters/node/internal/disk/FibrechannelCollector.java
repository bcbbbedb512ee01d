package io.gnomon.exporters.node.internal.disk;

import io.gnomon.exporters.node.internal.host.Collector;
import io.gnomon.exporters.node.internal.host.HostFiles;
import io.gnomon.exporters.node.internal.host.Metrics;
import io.gnomon.exporters.node.internal.host.Numbers;

import java.io.IOException;
import java.nio.file.Path;

/** Fibre Channel adapters of /sys/class/fc_host. */
record FibrechannelCollector(HostFiles files) implements Collector {
    private static final String[][] COUNTERS = {
        {"dumped_frames", "dumped_frames"},
        {"error_frames", "error_frames"},
        {"fcp_packet_aborts", "fcp_packet_aborts"},
        {"invalid_crc_count", "invalid_crc"},
        {"invalid_tx_word_count", "invalid_tx_words"},
        {"link_failure_count", "link_failure"},
        {"loss_of_signal_count", "loss_of_signal"},
        {"loss_of_sync_count", "loss_of_sync"},
        {"nos_count", "nos"},
        {"rx_frames", "rx_frames"},
        {"rx_words", "rx_words"},
        {"seconds_since_last_reset", "seconds_since_last_reset"},
        {"tx_frames", "tx_frames"},
        {"tx_words", "tx_words"},
    };

    /** The adapter does not count this. */
    private static final String UNKNOWN = "0xffffffffffffffff";

    @Override
    public void collect(Metrics out) throws IOException {
        for (Path folder : files.some(files.sys("class/fc_host"), "host*")) {
            String host = HostFiles.name(folder);
            out.gauge(
                    "node_fibrechannel_info",
                    "What the adapter says of itself; the value is always 1.",
                    1,
                    "fc_host",
                    host,
                    "speed",
                    files.text(folder, "speed"),
                    "port_state",
                    files.text(folder, "port_state"),
                    "port_type",
                    files.text(folder, "port_type"),
                    "port_id",
                    hex(folder, "port_id"),
                    "port_name",
                    hex(folder, "port_name"),
                    "fabric_name",
                    hex(folder, "fabric_name"),
                    "symbolic_name",
                    files.text(folder, "symbolic_name"),
                    "supported_classes",
                    files.text(folder, "supported_classes"),
                    "supported_speeds",
                    files.text(folder, "supported_speeds"),
                    "dev_loss_tmo",
                    files.text(folder, "dev_loss_tmo"));
            for (String[] counter : COUNTERS) {
                String text = files.text(folder.resolve("statistics"), counter[0]);
                if (!text.isEmpty() && !text.equals(UNKNOWN)) {
                    out.counter(
                            "node_fibrechannel_" + counter[1] + "_total",
                            "File statistics/" + counter[0] + " of /sys/class/fc_host/HOST.",
                            Numbers.of(text, folder),
                            "fc_host",
                            host);
                }
            }
        }
    }

    private String hex(Path folder, String name) {
        String text = files.text(folder, name);
        return text.startsWith("0x") ? text.substring(2) : text;
    }
}
