package io.gnomon.exporters.node.internal;

import io.gnomon.exporters.node.internal.cpu.CpuCollectors;
import io.gnomon.exporters.node.internal.disk.DiskCollectors;
import io.gnomon.exporters.node.internal.hardware.HardwareCollectors;
import io.gnomon.exporters.node.internal.host.Collector;
import io.gnomon.exporters.node.internal.host.Host;
import io.gnomon.exporters.node.internal.host.HostFiles;
import io.gnomon.exporters.node.internal.host.Metrics;
import io.gnomon.exporters.node.internal.host.Offer;
import io.gnomon.exporters.node.internal.memory.MemoryCollectors;
import io.gnomon.exporters.node.internal.network.NetworkCollectors;
import io.gnomon.exporters.node.internal.system.SystemCollectors;
import io.gnomon.model.sample.MetricType;
import io.gnomon.spi.common.NativeCalls;
import io.gnomon.spi.exporter.CollectRequest;
import io.gnomon.spi.exporter.Exporter;
import io.gnomon.spi.exporter.MetricSink;
import io.gnomon.spi.exporter.RequestRefused;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Runs the collectors one after the other and reports how each did. */
final class NodeExporter implements Exporter {
    private static final Logger LOG = LoggerFactory.getLogger(NodeExporter.class);

    private record Named(String name, Collector collector) {}

    private final List<Named> collectors;
    private final Metrics metrics = new Metrics();

    /** What was wrong with each collector in its last run. */
    private final Map<String, String> failures = new HashMap<>();

    private NodeExporter(List<Named> collectors) {
        this.collectors = collectors;
    }

    /** All collectors that there are, by name, with whether they run by default. */
    static Map<String, Boolean> all() {
        Map<String, Boolean> all = new TreeMap<>();
        Stream.of(
                        CpuCollectors.OFFERS,
                        DiskCollectors.OFFERS,
                        HardwareCollectors.OFFERS,
                        MemoryCollectors.OFFERS,
                        NetworkCollectors.OFFERS,
                        SystemCollectors.OFFERS)
                .flatMap(List::stream)
                .forEach(offer -> all.put(offer.name(), offer.byDefault()));
        return all;
    }

    /**
     * An exporter with these settings.
     *
     * @throws IllegalArgumentException when the settings name a collector that does not exist
     */
    static NodeExporter create(NodeSettings settings, NativeCalls calls, InstantSource clock) {
        check("enabled_collectors", settings.enabledCollectors());
        check("disabled_collectors", settings.disabledCollectors());
        HostFiles files =
                new HostFiles(
                        Path.of(settings.procfs()),
                        Path.of(settings.sysfs()),
                        Path.of(settings.rootfs()),
                        Path.of(settings.udevData()));
        Switched collectors = new Switched(settings, new Host(files, calls, clock));
        collectors.add(CpuCollectors.OFFERS, settings.cpu());
        collectors.add(DiskCollectors.OFFERS, settings.disk());
        collectors.add(HardwareCollectors.OFFERS, settings.hardware());
        collectors.add(MemoryCollectors.OFFERS, settings.memory());
        collectors.add(NetworkCollectors.OFFERS, settings.network());
        collectors.add(SystemCollectors.OFFERS, settings.system());
        return new NodeExporter(List.copyOf(collectors.on.values()));
    }

    /** The collectors that are switched on, by name. */
    private record Switched(NodeSettings settings, Host host, Map<String, Named> on) {
        Switched(NodeSettings settings, Host host) {
            this(settings, host, new TreeMap<>());
        }

        <S> void add(List<Offer<S>> offers, S own) {
            for (Offer<S> offer : offers) {
                String name = offer.name();
                boolean wanted =
                        settings.enabledCollectors().contains(name)
                                || (offer.byDefault() && !settings.disableDefaults());
                if (wanted && !settings.disabledCollectors().contains(name)) {
                    on.put(name, new Named(name, offer.maker().make(host, own)));
                }
            }
        }
    }

    private static void check(String setting, List<String> names) {
        for (String name : names) {
            if (!all().containsKey(name)) {
                throw new IllegalArgumentException(
                        setting
                                + ": no collector is named \""
                                + name
                                + "\"; there are "
                                + String.join(", ", all().keySet()));
            }
        }
    }

    /** One scrape at a time: collectors remember what they saw last. */
    @Override
    public synchronized void collect(CollectRequest request, MetricSink sink) throws Exception {
        List<Named> wanted = wanted(request.parameters());
        double[] seconds = new double[wanted.size()];
        boolean[] failed = new boolean[wanted.size()];
        for (int i = 0; i < seconds.length; i++) {
            Named named = wanted.get(i);
            long start = System.nanoTime();
            try {
                named.collector.collect(metrics);
                failures.remove(named.name);
            } catch (IOException | RuntimeException e) {
                failed[i] = true;
                tell(named.name, e);
            }
            // What was found before the failure is reported, as node_exporter does.
            metrics.drainTo(sink);
            seconds[i] = (System.nanoTime() - start) / 1e9;
        }
        sink.family(
                "node_scrape_collector_duration_seconds",
                MetricType.GAUGE,
                "node_exporter: Duration of a collector scrape.");
        for (int i = 0; i < seconds.length; i++) {
            sink.sample(seconds[i], "collector", wanted.get(i).name);
        }
        sink.family(
                "node_scrape_collector_success",
                MetricType.GAUGE,
                "node_exporter: Whether a collector succeeded.");
        for (int i = 0; i < failed.length; i++) {
            sink.sample(failed[i] ? 0 : 1, "collector", wanted.get(i).name);
        }
    }

    /** Most hosts lack what some collector asks for: said once, and not as a warning. */
    private void tell(String name, Exception e) {
        String reason = e instanceof IOException ? String.valueOf(e.getMessage()) : e.toString();
        if (!Objects.equals(failures.put(name, reason), reason)) {
            LOG.debug("collector {}: {}", name, reason);
        }
    }

    /** {@code collect[]} names those to run, {@code exclude[]} those not to run; not both. */
    private List<Named> wanted(Map<String, List<String>> parameters) throws RequestRefused {
        List<String> only = parameters.getOrDefault("collect[]", List.of());
        List<String> exclude = parameters.getOrDefault("exclude[]", List.of());
        if (!only.isEmpty() && !exclude.isEmpty()) {
            throw new RequestRefused("combined collect and exclude queries are not allowed");
        }
        for (String name : only) {
            if (collectors.stream().noneMatch(c -> c.name.equals(name))) {
                throw new RequestRefused("missing or disabled collector: " + name);
            }
        }
        return collectors.stream()
                .filter(c -> only.isEmpty() || only.contains(c.name))
                .filter(c -> !exclude.contains(c.name))
                .toList();
    }

    @Override
    public synchronized void close() {
        collectors.forEach(c -> c.collector.close());
    }
}
