package io.gnomon.exporters.node.internal.system;

import io.gnomon.exporters.node.internal.host.Collector;
import io.gnomon.exporters.node.internal.host.HostFiles;
import io.gnomon.exporters.node.internal.host.Metrics;
import io.gnomon.exporters.node.internal.host.Numbers;

import java.io.IOException;
import java.nio.file.Path;

/** Open files of the whole host, of /proc/sys/fs/file-nr. */
record FilefdCollector(HostFiles files) implements Collector {
    private static final int MAXIMUM = 2;

    @Override
    public void collect(Metrics out) throws IOException {
        Path file = files.proc("sys/fs/file-nr");
        String[] words = HostFiles.words(files.read(file));
        if (words.length <= MAXIMUM) {
            throw new IOException(file + " has " + words.length + " fields instead of 3");
        }
        out.gauge("node_filefd_allocated", "Open files.", Numbers.of(words[0], file));
        out.gauge(
                "node_filefd_maximum",
                "Files that may be open at the same time.",
                Numbers.of(words[MAXIMUM], file));
    }
}
