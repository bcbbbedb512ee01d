package io.gnomon.exporters.node.internal.network;

import io.gnomon.exporters.node.internal.host.Collector;
import io.gnomon.exporters.node.internal.host.HostFiles;
import io.gnomon.exporters.node.internal.host.Metrics;

import java.io.IOException;
import java.nio.file.Path;

/** Slaves of bonded devices and how many of them are up. */
record BondingCollector(HostFiles files) implements Collector {
    @Override
    public void collect(Metrics out) throws IOException {
        Path net = files.sys("class/net");
        for (String master : HostFiles.words(files.read(net.resolve("bonding_masters")))) {
            int up = 0;
            String[] slaves =
                    HostFiles.words(files.read(net.resolve(master).resolve("bonding/slaves")));
            for (String slave : slaves) {
                Path folder = net.resolve(master).resolve("lower_" + slave);
                // Older kernels name the link slave_NAME.
                String state =
                        files.value(folder, "bonding_slave/mii_status")
                                .orElseGet(() ->
                                        files.text(
                                                net.resolve(master).resolve("slave_" + slave),
                                                "bonding_slave/mii_status"));
                up += state.equals("up") ? 1 : 0;
            }
            out.gauge(
                    "node_bonding_slaves",
                    "Slaves of the bonded device.",
                    slaves.length,
                    "master",
                    master);
            out.gauge(
                    "node_bonding_active",
                    "Slaves of the bonded device that are up.",
                    up,
                    "master",
                    master);
        }
    }
}
