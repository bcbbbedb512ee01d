package io.gnomon.exporters.node.internal.disk;

import io.gnomon.exporters.node.internal.host.Collector;
import io.gnomon.exporters.node.internal.host.HostFiles;
import io.gnomon.exporters.node.internal.host.Metrics;
import io.gnomon.exporters.node.internal.host.Numbers;
import io.gnomon.model.sample.MetricType;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * NFS mounts of /proc/self/mountstats. Mounts of one export by one transport share their counters:
 * they are reported once, and each mount point by itself.
 */
record MountstatsCollector(HostFiles files) implements Collector {
    private static final String PREFIX = "node_mountstats_nfs_";
    private static final Pattern DEVICE =
            Pattern.compile("device (\\S+) mounted on (\\S+) with fstype (\\S+).*");
    private static final double MILLIS = 1000;

    /** Sums of times that the kernel lets wrap around; 53 bits are left of them, as at the peer. */
    private static final long MANTISSA = (1L << 53) - 1;

    /** fs/nfs/iostat.h, NFSIOS_*; the one that is not reported is "-". */
    private static final List<String> EVENTS =
            List.of(
                    ("inode_revalidate dnode_revalidate data_invalidate attribute_invalidate"
                         + " vfs_open vfs_lookup vfs_access vfs_update_page vfs_read_page"
                         + " vfs_read_pages vfs_write_page vfs_write_pages vfs_getdents vfs_setattr"
                         + " vfs_flush vfs_fsync vfs_lock vfs_file_release - truncation"
                         + " write_extension silly_rename short_read short_write jukebox_delay"
                         + " pnfs_read pnfs_write")
                            .split(" "));

    private static final List<String> BYTES =
            List.of(
                    "read_bytes",
                    "write_bytes",
                    "direct_read_bytes",
                    "direct_write_bytes",
                    "total_read_bytes",
                    "total_write_bytes",
                    "read_pages",
                    "write_pages");

    /** Behind the name of the transport; of udp some are missing. */
    private static final List<String> TCP =
            List.of(
                    ("- bind_total connect_total - idle_time_seconds sends_total receives_total"
                                    + " bad_transaction_ids_total - backlog_queue_total"
                                    + " maximum_rpc_slots sending_queue_total pending_queue_total")
                            .split(" "));

    private static final List<String> UDP =
            List.of(
                    ("- bind_total sends_total receives_total bad_transaction_ids_total -"
                                    + " backlog_queue_total maximum_rpc_slots sending_queue_total"
                                    + " pending_queue_total")
                            .split(" "));

    /** Behind the name of the operation. */
    private static final List<String> OPERATION =
            List.of(
                    ("requests transmissions major_timeouts sent_bytes received_bytes"
                                    + " queue_time_seconds response_time_seconds"
                                    + " request_time_seconds")
                            .split(" "));

    /** A mount while its paragraph is read. */
    private static final class Mount {
        private final String export;
        private final String point;
        private String address;
        private String protocol = "";
        private boolean again;
        private int transports;

        Mount(String export, String point) {
            this.export = export;
            this.point = point;
            this.address = export.replaceFirst(":.*", "");
        }

        String[] labels(String... more) {
            String[] labels = {
                "export", export, "mountaddr", address, "protocol", protocol, "", "", "", ""
            };
            System.arraycopy(more, 0, labels, 6, more.length);
            return Arrays.copyOf(labels, 6 + more.length);
        }
    }

    @Override
    public void collect(Metrics out) throws IOException {
        Path file = files.proc("self/mountstats");
        Set<String> seen = new HashSet<>();
        Mount mount = new Mount("", "");
        for (String line : files.lines(file)) {
            Matcher device = DEVICE.matcher(line);
            if (device.matches()) {
                boolean nfs = device.group(3).matches("nfs4?");
                mount = new Mount(nfs ? device.group(1) : "", device.group(2));
            } else if (!mount.export.isEmpty()) {
                line(out, mount, seen, HostFiles.words(line), file);
            }
        }
    }

    private static void line(Metrics out, Mount mount, Set<String> seen, String[] words, Path file)
            throws IOException {
        String key = words[0].replaceAll(":$", "");
        if (key.equals("opts")) {
            options(out, mount, seen, words.length < 2 ? "" : words[1]);
        } else if (!mount.again) {
            switch (key) {
                case "age" ->
                        out.counter(
                                PREFIX + "age_seconds_total",
                                "Time since it was mounted.",
                                Numbers.of(words[1], file),
                                mount.labels());
                case "events" -> numbers(out, words, EVENTS, "event_", mount.labels(), file);
                case "bytes" -> numbers(out, words, BYTES, "", mount.labels(), file);
                case "xprt" -> transport(out, mount, words, file);
                default -> {
                    if (words.length > OPERATION.size() && words[0].endsWith(":")) {
                        operation(out, mount, key, words);
                    }
                }
            }
        }
    }

    private static void options(Metrics out, Mount mount, Set<String> seen, String options) {
        for (String option : options.split(",", -1)) {
            String[] parts = option.split("=", 2);
            if (parts.length == 2 && parts[0].equals("proto")) {
                mount.protocol = parts[1];
            } else if (parts.length == 2 && parts[0].equals("mountaddr")) {
                mount.address = parts[1];
            }
        }
        mount.again = !seen.add(String.join("\n", mount.labels()));
        out.gauge(
                PREFIX + "mountpoint_info",
                "Where the export is mounted; always 1.",
                1,
                mount.labels("mountpoint", mount.point));
    }

    private static void numbers(
            Metrics out,
            String[] words,
            List<String> names,
            String prefix,
            String[] labels,
            Path file)
            throws IOException {
        for (int i = 0; i < names.size() && i + 1 < words.length; i++) {
            String name = names.get(i);
            if (!name.equals("-")) {
                out.counter(
                        PREFIX + prefix + name + "_total",
                        "What the NFS client counts as " + name.replace('_', ' ') + ".",
                        Numbers.of(words[i + 1], file),
                        labels);
            }
        }
    }

    private static void transport(Metrics out, Mount mount, String[] words, Path file)
            throws IOException {
        List<String> names = words[1].equals("udp") ? UDP : TCP;
        String[] labels = mount.labels("transport", Integer.toString(mount.transports++));
        for (int i = 0; i < TCP.size(); i++) {
            String name = TCP.get(i);
            int at = names.indexOf(name);
            // What udp lacks is 0, so that sums over all transports have each of them.
            double value = at < 0 || at + 2 >= words.length ? 0 : Numbers.of(words[at + 2], file);
            if (!name.equals("-")) {
                MetricType type = name.endsWith("_total") ? MetricType.COUNTER : MetricType.GAUGE;
                String help = "The transport's " + name.replace('_', ' ') + ".";
                out.family(PREFIX + "transport_" + name, type, help);
                out.sample(value, labels);
            }
        }
    }

    private static void operation(Metrics out, Mount mount, String name, String[] words)
            throws IOException {
        String[] labels = mount.labels("operation", name);
        for (int i = 0; i < OPERATION.size(); i++) {
            String family = OPERATION.get(i);
            double value;
            try {
                value = Long.parseUnsignedLong(words[i + 1]) & MANTISSA;
            } catch (NumberFormatException e) {
                throw new IOException("\"" + words[i + 1] + "\" of " + name + " is no number", e);
            }
            out.counter(
                    PREFIX + "operations_" + family + "_total",
                    "The operation's " + family.replace('_', ' ') + ".",
                    family.endsWith("_seconds") ? value / MILLIS : value,
                    labels);
        }
    }
}
