package io.gnomon.exporters.node.internal.system;

import io.gnomon.exporters.node.internal.host.Collector;
import io.gnomon.exporters.node.internal.host.HostFiles;
import io.gnomon.exporters.node.internal.host.Metrics;
import io.gnomon.exporters.node.internal.host.Platform;
import io.gnomon.model.sample.MetricType;

import java.io.IOException;
import java.lang.management.ManagementFactory;

/** Load averages of /proc/loadavg; without Linux that of one minute, which the JDK knows. */
record LoadavgCollector(HostFiles files, Platform platform) implements Collector {
    @Override
    public void collect(Metrics sink) throws IOException {
        if (platform != Platform.LINUX) {
            ofJdk(sink);
            return;
        }
        String[] words = HostFiles.words(files.read(files.proc("loadavg")));
        if (words.length < 3) {
            throw new IOException("/proc/loadavg has " + words.length + " fields");
        }
        String[] minutes = {"1", "5", "15"};
        for (int i = 0; i < minutes.length; i++) {
            sink.family("node_load" + minutes[i], MetricType.GAUGE, minutes[i] + "m load average.");
            sink.sample(Double.parseDouble(words[i]));
        }
    }

    private static void ofJdk(Metrics sink) throws IOException {
        double load = ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
        if (load < 0) {
            throw new IOException("this operating system does not tell its load");
        }
        sink.family("node_load1", MetricType.GAUGE, "1m load average.");
        sink.sample(load);
    }
}
