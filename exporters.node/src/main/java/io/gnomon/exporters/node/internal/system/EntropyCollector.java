package io.gnomon.exporters.node.internal.system;

import io.gnomon.exporters.node.internal.host.Collector;
import io.gnomon.exporters.node.internal.host.HostFiles;
import io.gnomon.exporters.node.internal.host.Metrics;

import java.io.IOException;
import java.nio.file.Path;

/** The kernel's pool of randomness, of /proc/sys/kernel/random. */
record EntropyCollector(HostFiles files) implements Collector {
    @Override
    public void collect(Metrics out) throws IOException {
        Path folder = files.proc("sys/kernel/random");
        out.gauge(
                "node_entropy_available_bits",
                "Bits of randomness that can be drawn.",
                files.require(folder.resolve("entropy_avail")));
        out.gauge(
                "node_entropy_pool_size_bits",
                "Bits of randomness that the pool holds at most.",
                files.require(folder.resolve("poolsize")));
    }
}
