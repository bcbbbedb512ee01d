package io.gnomon.exporters.node.internal.system;

import io.gnomon.exporters.node.internal.host.Collector;
import io.gnomon.exporters.node.internal.host.HostFiles;
import io.gnomon.exporters.node.internal.host.Metrics;
import io.gnomon.exporters.node.internal.host.Numbers;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * Parameters of the kernel that the settings name, of /proc/sys.
 *
 * @param numbers names such as {@code fs.file-nr}; with {@code :a,b,c} behind, each of its numbers
 *     is a family of its own, else they are told apart by their place
 * @param texts names whose values are words
 */
record SysctlCollector(HostFiles files, List<String> numbers, List<String> texts)
        implements Collector {
    @Override
    public void collect(Metrics out) throws IOException {
        for (String include : numbers) {
            String[] parts = include.split(":", 2);
            String[] keys = parts.length < 2 ? new String[0] : parts[1].split(",");
            report(out, parts[0], keys);
        }
        for (String name : texts) {
            String[] values = HostFiles.words(files.read(file(name)));
            for (int i = 0; i < values.length; i++) {
                out.gauge(
                        "node_sysctl_info",
                        "A parameter that is a word; always 1.",
                        1,
                        "name",
                        name,
                        "value",
                        values[i],
                        "index",
                        Integer.toString(i));
            }
        }
    }

    private void report(Metrics out, String name, String[] keys) throws IOException {
        Path file = file(name);
        String[] values = HostFiles.words(files.read(file));
        String family = "node_sysctl_" + name.replaceAll("[^a-zA-Z0-9_]", "_");
        String help = "The parameter " + name + " of the kernel.";
        if (keys.length > 0 && keys.length != values.length) {
            throw new IOException(
                    name + " has " + values.length + " values, not the " + keys.length + " named");
        }
        for (int i = 0; i < values.length; i++) {
            double value = Numbers.of(values[i], file);
            if (keys.length > 0) {
                out.untyped(family + "_" + keys[i], help, value);
            } else if (values.length == 1) {
                out.untyped(family, help, value);
            } else {
                out.untyped(family, help, value, "index", Integer.toString(i));
            }
        }
    }

    private Path file(String name) {
        return files.proc("sys/" + name.replace('.', '/'));
    }
}
