package io.gnomon.exporters.node.internal.disk;

import io.gnomon.exporters.node.internal.host.Collector;
import io.gnomon.exporters.node.internal.host.HostFiles;
import io.gnomon.exporters.node.internal.host.Metrics;
import io.gnomon.exporters.node.internal.host.Numbers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Counters of ZFS and its pools, of /proc/spl/kstat/zfs. */
record ZfsCollector(HostFiles files) implements Collector {
    /** Files of the whole module, with the part of the metrics' names that stands for each. */
    private static final Map<String, String> SUBJECTS =
            Map.ofEntries(
                    Map.entry("abdstats", "abd"),
                    Map.entry("arcstats", "arc"),
                    Map.entry("dbufstats", "dbuf"),
                    Map.entry("dmu_tx", "dmu_tx"),
                    Map.entry("dnodestats", "dnode"),
                    Map.entry("fm", "fm"),
                    Map.entry("vdev_cache_stats", "vdev_cache"),
                    Map.entry("vdev_mirror_stats", "vdev_mirror"),
                    Map.entry("xuio_stats", "xuio"),
                    Map.entry("zfetchstats", "zfetch"),
                    Map.entry("zil", "zil"));

    private static final List<String> STATES =
            List.of("online", "degraded", "faulted", "offline", "removed", "unavail", "suspended");

    /** The kstat types of 64-bit numbers, signed and unsigned. */
    private static final List<String> NUMBERS = List.of("3", "4");

    @Override
    public void collect(Metrics out) throws IOException {
        Path folder = files.proc("spl/kstat/zfs");
        for (Path path : files.some(folder, "*")) {
            String name = HostFiles.name(path);
            if (Files.isDirectory(path)) {
                pool(out, path, name);
            } else if (SUBJECTS.containsKey(name)) {
                report(out, path, "node_zfs_" + SUBJECTS.get(name) + "_", name);
            }
        }
    }

    /** Lines of name, type and value follow two lines of header. */
    private void report(Metrics out, Path file, String prefix, String subject, String... labels)
            throws IOException {
        List<String> lines = files.lines(file);
        for (String line : lines.subList(Math.min(2, lines.size()), lines.size())) {
            String[] words = HostFiles.words(line);
            if (words.length == 3 && NUMBERS.contains(words[1])) {
                out.untyped(
                        prefix + words[0].replace('-', '_'),
                        "kstat.zfs.misc." + subject + "." + words[0],
                        Numbers.of(words[2], file),
                        labels);
            }
        }
    }

    private void pool(Metrics out, Path folder, String pool) throws IOException {
        Optional<String> state = files.value(folder, "state");
        if (state.isPresent()) {
            String now = state.get().toLowerCase(Locale.ROOT);
            for (String each : STATES) {
                out.gauge(
                        "node_zfs_zpool_state",
                        "kstat.zfs.misc.state",
                        each.equals(now) ? 1 : 0,
                        "zpool",
                        pool,
                        "state",
                        each);
            }
        }
        if (Files.exists(folder.resolve("io"))) {
            io(out, folder.resolve("io"), pool);
        }
        for (Path dataset : files.list(folder, "objset-*")) {
            String prefix = "node_zfs_zpool_dataset_";
            report(out, dataset, prefix, "objset", "zpool", pool, "dataset", name(dataset));
        }
    }

    /** A line of header, one of names, one of values. */
    private void io(Metrics out, Path file, String pool) throws IOException {
        List<String> lines = files.lines(file);
        if (lines.size() < 3) {
            throw new IOException(file + " has no line of values");
        }
        String[] names = HostFiles.words(lines.get(1));
        String[] values = HostFiles.words(lines.get(2));
        for (int i = 0; i < Math.min(names.length, values.length); i++) {
            out.untyped(
                    "node_zfs_zpool_" + names[i],
                    "kstat.zfs.misc.io." + names[i],
                    Numbers.of(values[i], file),
                    "zpool",
                    pool);
        }
    }

    /** A data set's name may have blanks in it. */
    private String name(Path file) throws IOException {
        for (String line : files.lines(file)) {
            if (line.startsWith("dataset_name")) {
                String rest = line.substring("dataset_name".length()).strip();
                int type = rest.indexOf(' ');
                return type < 0 ? "" : rest.substring(type).strip();
            }
        }
        throw new IOException(file + " has no dataset_name");
    }
}
