package io.gnomon.exporters.node.internal.disk;

import io.gnomon.exporters.node.internal.host.Collector;
import io.gnomon.exporters.node.internal.host.HostFiles;
import io.gnomon.exporters.node.internal.host.Metrics;
import io.gnomon.exporters.node.internal.host.Numbers;
import io.gnomon.model.sample.MetricType;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;

/** Replicated block devices of /proc/drbd (DRBD 8). */
record DrbdCollector(HostFiles files) implements Collector {
    private static final double KIB = 1024;

    private record Field(String family, MetricType type, double factor, String help) {}

    private static final Map<String, Field> NUMBERS =
            Map.ofEntries(
                    counter("ns", "network_sent_bytes_total", KIB, "Bytes sent to the peer."),
                    // node_exporter takes these KiB for bytes.
                    counter("nr", "network_received_bytes_total", 1, "KiB received of the peer."),
                    counter("dw", "disk_written_bytes_total", KIB, "Bytes written to the disk."),
                    counter("dr", "disk_read_bytes_total", KIB, "Bytes read from the disk."),
                    counter("al", "activitylog_writes_total", 1, "Updates of the activity log."),
                    counter("bm", "bitmap_writes_total", 1, "Updates of the bitmap."),
                    gauge("lo", "local_pending", 1, "Requests open at the local disk."),
                    gauge("pe", "remote_pending", 1, "Requests that the peer has not answered."),
                    gauge("ua", "remote_unacknowledged", 1, "The peer's requests not answered."),
                    gauge("ap", "application_pending", 1, "Requests of applications not answered."),
                    gauge("ep", "epochs", 1, "Epochs of writes."),
                    gauge("oos", "out_of_sync_bytes", KIB, "Bytes not in sync."));

    private static Map.Entry<String, Field> counter(
            String key, String family, double factor, String help) {
        return Map.entry(key, new Field(family, MetricType.COUNTER, factor, help));
    }

    private static Map.Entry<String, Field> gauge(
            String key, String family, double factor, String help) {
        return Map.entry(key, new Field(family, MetricType.GAUGE, factor, help));
    }

    @Override
    public void collect(Metrics out) throws IOException {
        Path file = files.proc("drbd");
        String device = "";
        for (String line : files.lines(file)) {
            for (String word : HostFiles.words(line)) {
                String[] parts = word.split(":", 2);
                if (parts.length == 2 && parts[1].isEmpty() && parts[0].matches("\\d+")) {
                    device = "drbd" + parts[0];
                } else if (parts.length == 2 && !device.isEmpty()) {
                    report(out, file, parts[0], parts[1], device);
                }
            }
        }
    }

    private static void report(Metrics out, Path file, String key, String text, String device)
            throws IOException {
        Field field = NUMBERS.get(key);
        if (field != null) {
            out.family("node_drbd_" + field.family, field.type, field.help);
            out.sample(Numbers.of(text, file) * field.factor, "device", device);
            return;
        }
        switch (key) {
            case "cs" ->
                    out.gauge(
                            "node_drbd_connected",
                            "1 when connected with the peer.",
                            text.equals("Connected") ? 1 : 0,
                            "device",
                            device);
            case "ro" -> both(out, "node_role_is_primary", "Primary", text, device);
            case "ds" -> both(out, "disk_state_is_up_to_date", "UpToDate", text, device);
            default -> {}
        }
    }

    /** Two states with a / between: this node's and the other's. */
    private static void both(Metrics out, String family, String good, String text, String device) {
        String[] states = text.split("/", 2);
        String[] nodes = {"local", "remote"};
        for (int i = 0; i < states.length; i++) {
            out.gauge(
                    "node_drbd_" + family,
                    "1 for " + good + ".",
                    states[i].equals(good) ? 1 : 0,
                    "device",
                    device,
                    "node",
                    nodes[i]);
        }
    }
}
