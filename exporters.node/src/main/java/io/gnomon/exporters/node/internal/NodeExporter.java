package io.gnomon.exporters.node.internal;

import io.gnomon.model.sample.MetricType;
import io.gnomon.spi.common.NativeCalls;
import io.gnomon.spi.exporter.CollectRequest;
import io.gnomon.spi.exporter.Exporter;
import io.gnomon.spi.exporter.MetricSink;

import java.io.IOException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Runs the collectors one after the other and reports how each did. */
final class NodeExporter implements Exporter {
    private final List<Collector> collectors;
    private final FilesystemCollector filesystems;

    private NodeExporter(List<Collector> collectors, FilesystemCollector filesystems) {
        this.collectors = collectors;
        this.filesystems = filesystems;
    }

    /**
     * An exporter with these settings.
     *
     * @throws IllegalArgumentException when the settings name a collector that does not exist
     */
    static NodeExporter create(NodeSettings settings, NativeCalls calls, InstantSource clock) {
        HostFiles files = HostFiles.of(settings);
        FilesystemCollector filesystems =
                new FilesystemCollector(
                        files,
                        calls,
                        NamePattern.of(settings.mountPointsExclude()),
                        NamePattern.of(settings.fsTypesExclude()),
                        settings.mountTimeout());
        List<Collector> all =
                List.of(
                        new CpuCollector(files, calls.clockTicksPerSecond()),
                        new DiskstatsCollector(files, NamePattern.of(settings.diskDeviceExclude())),
                        filesystems,
                        new LoadavgCollector(files),
                        new MeminfoCollector(files),
                        new NetdevCollector(files),
                        new OsCollector(files),
                        new PressureCollector(files),
                        new StatCollector(files),
                        new TimeCollector(files, clock),
                        new UnameCollector(calls),
                        new VmstatCollector(files, NamePattern.of(settings.vmstatFields())));
        List<String> names = all.stream().map(Collector::name).toList();
        for (String name : settings.disabledCollectors()) {
            if (!names.contains(name)) {
                throw new IllegalArgumentException(
                        "disabled_collectors: no collector is named \""
                                + name
                                + "\"; there are "
                                + String.join(", ", names));
            }
        }
        return new NodeExporter(
                all.stream()
                        .filter(c -> !settings.disabledCollectors().contains(c.name()))
                        .toList(),
                filesystems);
    }

    /** One scrape at a time: collectors remember what they saw last. */
    @Override
    public synchronized void collect(CollectRequest request, MetricSink sink) {
        List<Collector> wanted = wanted(request.parameters());
        double[] seconds = new double[wanted.size()];
        List<String> failed = new ArrayList<>();
        for (int i = 0; i < seconds.length; i++) {
            Collector collector = wanted.get(i);
            long start = System.nanoTime();
            try {
                collector.collect(sink);
            } catch (IOException e) {
                failed.add(collector.name());
            }
            seconds[i] = (System.nanoTime() - start) / 1e9;
        }
        sink.family(
                "node_scrape_collector_duration_seconds",
                MetricType.GAUGE,
                "node_exporter: Duration of a collector scrape.");
        for (int i = 0; i < seconds.length; i++) {
            sink.sample(seconds[i], "collector", wanted.get(i).name());
        }
        sink.family(
                "node_scrape_collector_success",
                MetricType.GAUGE,
                "node_exporter: Whether a collector succeeded.");
        for (Collector collector : wanted) {
            sink.sample(failed.contains(collector.name()) ? 0 : 1, "collector", collector.name());
        }
    }

    /** {@code collect[]} names those to run, {@code exclude[]} those not to run; not both. */
    private List<Collector> wanted(Map<String, List<String>> parameters) {
        List<String> only = parameters.getOrDefault("collect[]", List.of());
        List<String> exclude = parameters.getOrDefault("exclude[]", List.of());
        if (!only.isEmpty() && !exclude.isEmpty()) {
            throw new IllegalArgumentException(
                    "combined collect and exclude queries are not allowed");
        }
        for (String name : only) {
            if (collectors.stream().noneMatch(c -> c.name().equals(name))) {
                throw new IllegalArgumentException("missing or disabled collector: " + name);
            }
        }
        return collectors.stream()
                .filter(c -> only.isEmpty() || only.contains(c.name()))
                .filter(c -> !exclude.contains(c.name()))
                .toList();
    }

    @Override
    public void close() {
        filesystems.close();
    }
}
