package io.gnomon.exporters.node.internal.system;

import io.gnomon.exporters.node.internal.host.Collector;
import io.gnomon.exporters.node.internal.host.Metrics;
import io.gnomon.model.sample.MetricType;
import io.gnomon.spi.common.NativeCalls;

/** Kernel and host name by uname(2). */
record UnameCollector(NativeCalls calls) implements Collector {
    @Override
    public void collect(Metrics sink) {
        NativeCalls.Uname uname = calls.uname();
        sink.family(
                "node_uname_info",
                MetricType.GAUGE,
                "Labeled system information as provided by the uname system call.");
        sink.sample(
                1,
                "sysname",
                uname.sysname(),
                "release",
                uname.release(),
                "version",
                uname.version(),
                "machine",
                uname.machine(),
                "nodename",
                uname.nodename(),
                "domainname",
                uname.domainname());
    }
}
