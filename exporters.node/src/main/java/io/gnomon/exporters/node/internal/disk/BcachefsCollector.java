package io.gnomon.exporters.node.internal.disk;

import io.gnomon.exporters.node.internal.host.BinaryUnits;
import io.gnomon.exporters.node.internal.host.Collector;
import io.gnomon.exporters.node.internal.host.HostFiles;
import io.gnomon.exporters.node.internal.host.Metrics;
import io.gnomon.exporters.node.internal.host.Numbers;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** File systems of /sys/fs/bcachefs; all counters are since the file system was made. */
record BcachefsCollector(HostFiles files) implements Collector {
    private static final String PREFIX = "node_bcachefs_";
    private static final String UUID = "uuid";
    private static final String DEVICE = "device";

    @Override
    public void collect(Metrics out) throws IOException {
        for (Path folder : files.some(files.sys("fs/bcachefs"), "*-*")) {
            String uuid = HostFiles.name(folder);
            out.gauge(PREFIX + "info", "The file system; always 1.", 1, UUID, uuid);
            Path cache = folder.resolve("btree_cache_size");
            out.gauge(
                    PREFIX + "btree_cache_size_bytes",
                    "Memory of the btree cache.",
                    BinaryUnits.parse(files.read(cache).strip(), cache),
                    UUID,
                    uuid);
            compression(out, folder, uuid);
            errors(out, folder, uuid);
            counters(out, folder, uuid);
            btreeWrites(out, folder, uuid);
            for (Path device : files.list(folder, "dev-*")) {
                device(out, device, uuid);
            }
        }
    }

    /** Lines below a title: algorithm, compressed, uncompressed, average size of an extent. */
    private void compression(Metrics out, Path folder, String uuid) throws IOException {
        for (String[] words : rows(folder.resolve("compression_stats"), 3)) {
            Path file = folder.resolve("compression_stats");
            String[] labels = {"algorithm", words[0], UUID, uuid};
            out.gauge(
                    PREFIX + "compression_compressed_bytes",
                    "Size of what was compressed, as stored.",
                    BinaryUnits.parse(words[1], file),
                    labels);
            out.gauge(
                    PREFIX + "compression_uncompressed_bytes",
                    "Size of what was compressed, before.",
                    BinaryUnits.parse(words[2], file),
                    labels);
        }
    }

    /** Rows of a table without its title. */
    private List<String[]> rows(Path file, int columns) throws IOException {
        return files.lines(file).stream()
                .skip(1)
                .map(HostFiles::words)
                .filter(words -> words.length >= columns)
                .toList();
    }

    /** Lines: kind, number, time of the last one. */
    private void errors(Metrics out, Path folder, String uuid) throws IOException {
        Path file = folder.resolve("errors");
        for (String line : files.lines(file)) {
            String[] words = HostFiles.words(line);
            if (words.length >= 2) {
                out.counter(
                        PREFIX + "errors_total",
                        "Errors by kind.",
                        Numbers.of(words[1], file),
                        "error_type",
                        words[0],
                        UUID,
                        uuid);
            }
        }
    }

    private void counters(Metrics out, Path folder, String uuid) throws IOException {
        for (Path file : files.list(folder.resolve("counters"), "*")) {
            for (String line : files.lines(file)) {
                String[] parts = line.split(":", 2);
                if (parts[0].strip().equals("since filesystem creation") && parts.length == 2) {
                    String name = HostFiles.name(file).replaceAll("[^a-zA-Z0-9_]", "_");
                    out.counter(
                            PREFIX + name + "_total",
                            "What the file system counts as " + HostFiles.name(file) + ".",
                            BinaryUnits.parse(parts[1].strip(), file),
                            UUID,
                            uuid);
                }
            }
        }
    }

    /** Lines below a title: kind, number, size. */
    private void btreeWrites(Metrics out, Path folder, String uuid) throws IOException {
        Path file = folder.resolve("btree_write_stats");
        for (String[] words : rows(file, 3)) {
            String[] labels = {"type", words[0].replaceAll(":$", ""), UUID, uuid};
            out.counter(
                    PREFIX + "btree_writes_total",
                    "Writes of the btree by kind.",
                    BinaryUnits.parse(words[1], file),
                    labels);
            out.gauge(
                    PREFIX + "btree_write_average_size_bytes",
                    "Mean size of a write of the btree by kind.",
                    BinaryUnits.parse(words[2], file),
                    labels);
        }
    }

    private void device(Metrics out, Path folder, String uuid) throws IOException {
        String device = HostFiles.name(folder).substring("dev-".length());
        String[] labels = {DEVICE, device, UUID, uuid};
        out.gauge(
                PREFIX + "device_info",
                "Label and state of the device; always 1.",
                1,
                DEVICE,
                device,
                "label",
                files.text(folder, "label"),
                "state",
                files.text(folder, "state"),
                UUID,
                uuid);
        Path bucket = folder.resolve("bucket_size");
        out.gauge(
                PREFIX + "device_bucket_size_bytes",
                "Size of a bucket.",
                BinaryUnits.parse(files.read(bucket).strip(), bucket),
                labels);
        out.gauge(
                PREFIX + "device_buckets",
                "Buckets of the device.",
                files.require(folder.resolve("nbuckets")),
                labels);
        out.gauge(
                PREFIX + "device_durability",
                "How many copies one on this device counts for.",
                files.require(folder.resolve("durability")),
                labels);
        ioDone(out, folder.resolve("io_done"), device, uuid);
        ioErrors(out, folder.resolve("io_errors"), labels);
    }

    /** A line "read:" or "write:", and below it one line for each kind of data. */
    private void ioDone(Metrics out, Path file, String device, String uuid) throws IOException {
        String operation = "";
        for (String line : files.lines(file)) {
            String[] parts = line.split(":", 2);
            String name = parts[0].strip();
            if (parts.length < 2 || parts[1].isBlank()) {
                operation = name;
                continue;
            }
            out.counter(
                    PREFIX + "device_io_done_bytes_total",
                    "Bytes read and written by kind of data.",
                    Numbers.of(parts[1].strip(), file),
                    "data_type",
                    name,
                    DEVICE,
                    device,
                    "operation",
                    operation,
                    UUID,
                    uuid);
        }
    }

    /** The first of two paragraphs: since the file system was made. */
    private void ioErrors(Metrics out, Path file, String[] device) throws IOException {
        for (String line : files.lines(file).stream().skip(1).toList()) {
            String[] parts = line.split(":", 2);
            if (parts.length < 2) {
                return;
            }
            out.counter(
                    PREFIX + "device_io_errors_total",
                    "Errors of reading and writing by kind.",
                    Numbers.of(parts[1].strip(), file),
                    device[0],
                    device[1],
                    "type",
                    parts[0].strip(),
                    device[2],
                    device[3]);
        }
    }
}
