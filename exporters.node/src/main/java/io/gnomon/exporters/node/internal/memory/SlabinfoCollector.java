package io.gnomon.exporters.node.internal.memory;

import io.gnomon.exporters.node.internal.host.Collector;
import io.gnomon.exporters.node.internal.host.HostFiles;
import io.gnomon.exporters.node.internal.host.Metrics;
import io.gnomon.exporters.node.internal.host.NameFilter;
import io.gnomon.exporters.node.internal.host.Numbers;

import java.io.IOException;
import java.nio.file.Path;

/** The kernel's object caches of /proc/slabinfo; only root may read it. */
record SlabinfoCollector(HostFiles files, NameFilter slabs) implements Collector {
    /** Family, help; in the order of the columns after the name. */
    private static final String[][] COLUMNS = {
        {"node_slabinfo_active_objects", "Objects in use."},
        {"node_slabinfo_objects", "Objects, in use or free."},
        {"node_slabinfo_object_size_bytes", "Size of an object."},
        {"node_slabinfo_objects_per_slab", "Objects that fit into a slab."},
        {"node_slabinfo_pages_per_slab", "Pages of a slab."},
    };

    @Override
    public void collect(Metrics out) throws IOException {
        Path file = files.proc("slabinfo");
        for (String line : files.lines(file)) {
            String[] words = HostFiles.words(line);
            if (line.startsWith("slabinfo") || line.startsWith("#") || !slabs.accepts(words[0])) {
                continue;
            }
            for (int i = 0; i < COLUMNS.length; i++) {
                out.gauge(
                        COLUMNS[i][0],
                        COLUMNS[i][1],
                        Numbers.of(words[i + 1], file),
                        "slab",
                        words[0]);
            }
        }
    }
}
