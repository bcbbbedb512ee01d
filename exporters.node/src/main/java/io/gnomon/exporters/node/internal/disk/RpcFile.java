package io.gnomon.exporters.node.internal.disk;

import io.gnomon.exporters.node.internal.host.HostFiles;
import io.gnomon.exporters.node.internal.host.Metrics;
import io.gnomon.exporters.node.internal.host.Numbers;
import io.gnomon.model.sample.MetricType;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A file of /proc/net/rpc: each line a name and numbers. What a kernel lacks is left out. */
final class RpcFile {
    /** Procedures of NFSv2 (RFC 1094) by their numbers. */
    static final List<String> V2 =
            List.of(
                    ("Null GetAttr SetAttr Root Lookup ReadLink Read WrCache Write Create Remove"
                                    + " Rename Link SymLink MkDir RmDir ReadDir FsStat")
                            .split(" "));

    /** Procedures of NFSv3 (RFC 1813) by their numbers. */
    static final List<String> V3 =
            List.of(
                    ("Null GetAttr SetAttr Lookup Access ReadLink Read Write Create MkDir SymLink"
                                    + " MkNod Remove RmDir Rename Link ReadDir ReadDirPlus FsStat"
                                    + " FsInfo PathConf Commit")
                            .split(" "));

    private final Path file;
    private final Map<String, String[]> lines = new HashMap<>();

    RpcFile(HostFiles files, Path file) throws IOException {
        this.file = file;
        for (String line : files.lines(file)) {
            String[] words = HostFiles.words(line);
            lines.put(words[0], words);
        }
    }

    void counter(Metrics out, String line, int column, String family, String help, String... labels)
            throws IOException {
        sample(out, MetricType.COUNTER, line, column, family, help, labels);
    }

    void gauge(Metrics out, String line, int column, String family, String help)
            throws IOException {
        sample(out, MetricType.GAUGE, line, column, family, help);
    }

    private void sample(
            Metrics out,
            MetricType type,
            String line,
            int column,
            String family,
            String help,
            String... labels)
            throws IOException {
        String[] words = lines.get(line);
        if (words != null && words.length > column + 1) {
            out.family("node_" + family, type, help);
            out.sample(Numbers.of(words[column + 1], file), labels);
        }
    }

    /**
     * Reports lines whose first number says how many follow; what a kernel does not know yet is 0.
     *
     * @param methods names of the numbers by line, "-" for one that is not reported
     */
    void requests(Metrics out, String family, String help, Map<String, List<String>> methods)
            throws IOException {
        for (var line : methods.entrySet()) {
            String protocol = line.getKey().substring("proc".length(), "proc".length() + 1);
            List<String> names = line.getValue();
            String[] words = lines.getOrDefault(line.getKey(), new String[0]);
            for (int i = 0; i < names.size() && words.length > 0; i++) {
                if (!names.get(i).equals("-")) {
                    out.counter(
                            "node_" + family,
                            help,
                            i + 2 < words.length ? Numbers.of(words[i + 2], file) : 0,
                            "proto",
                            protocol,
                            "method",
                            names.get(i));
                }
            }
        }
    }
}
