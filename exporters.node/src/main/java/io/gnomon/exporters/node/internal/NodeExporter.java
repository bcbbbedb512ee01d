package io.gnomon.exporters.node.internal;

import static java.util.stream.Collectors.toSet;

import io.gnomon.exporters.collecting.CollectorRuns;
import io.gnomon.exporters.collecting.Job;
import io.gnomon.exporters.collecting.LastRuns;
import io.gnomon.exporters.collecting.Outcome;
import io.gnomon.exporters.collecting.Switches;
import io.gnomon.exporters.node.internal.cpu.CpuCollectors;
import io.gnomon.exporters.node.internal.disk.DiskCollectors;
import io.gnomon.exporters.node.internal.hardware.HardwareCollectors;
import io.gnomon.exporters.node.internal.host.Collector;
import io.gnomon.exporters.node.internal.host.Host;
import io.gnomon.exporters.node.internal.host.HostFiles;
import io.gnomon.exporters.node.internal.host.Metrics;
import io.gnomon.exporters.node.internal.host.Offer;
import io.gnomon.exporters.node.internal.host.Platform;
import io.gnomon.exporters.node.internal.memory.MemoryCollectors;
import io.gnomon.exporters.node.internal.network.NetworkCollectors;
import io.gnomon.exporters.node.internal.services.ServiceCollectors;
import io.gnomon.exporters.node.internal.system.SystemCollectors;
import io.gnomon.spi.common.NativeCalls;
import io.gnomon.spi.exporter.CollectRequest;
import io.gnomon.spi.exporter.CollectorReport;
import io.gnomon.spi.exporter.CollectorReport.Result;
import io.gnomon.spi.exporter.Exporter;
import io.gnomon.spi.exporter.MetricSink;
import io.gnomon.spi.exporter.RequestRefused;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

import java.io.FileNotFoundException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Runs the collectors one after the other and reports how each did. */
final class NodeExporter implements Exporter {
    private static final Logger LOG = LoggerFactory.getLogger(NodeExporter.class);

    /** A collector with what it found. */
    private record Named(String name, Collector collector, Metrics metrics) {
        /** For the thread that collects; what a cut-off scrape left is dropped. */
        void collect() throws Exception {
            metrics.clear();
            collector.collect(metrics);
        }
    }

    private final List<Named> collectors;
    private final CollectorRuns runs = new CollectorRuns("node-collector");
    private final LastRuns last;

    private NodeExporter(List<Named> collectors, InstantSource clock) {
        this.collectors = collectors;
        this.last = new LastRuns(clock);
    }

    /** All collectors that there are, by name, with whether they run by default. */
    static Map<String, Boolean> all(Platform platform) {
        Map<String, Boolean> all = new TreeMap<>();
        Stream.of(
                        CpuCollectors.OFFERS,
                        DiskCollectors.OFFERS,
                        HardwareCollectors.OFFERS,
                        MemoryCollectors.OFFERS,
                        NetworkCollectors.OFFERS,
                        ServiceCollectors.OFFERS,
                        SystemCollectors.OFFERS)
                .flatMap(List::stream)
                .forEach(offer ->
                        all.put(offer.name(), offer.byDefault() && platform.has(offer.name())));
        return all;
    }

    /**
     * An exporter with these settings.
     *
     * @throws IllegalArgumentException when the settings name a collector that does not exist
     */
    static NodeExporter create(
            NodeSettings settings, NativeCalls calls, InstantSource clock, Platform platform) {
        List<String> on =
                new Switches(
                                settings.enabledCollectors(),
                                settings.disabledCollectors(),
                                settings.disableDefaults())
                        .on(all(platform));
        HostFiles files =
                new HostFiles(
                        Path.of(settings.procfs()),
                        Path.of(settings.sysfs()),
                        Path.of(settings.rootfs()),
                        Path.of(settings.udevData()));
        Made made = new Made(on, new Host(files, calls, clock, platform), new TreeMap<>());
        made.add(CpuCollectors.OFFERS, settings.cpu());
        made.add(DiskCollectors.OFFERS, settings.disk());
        made.add(HardwareCollectors.OFFERS, settings.hardware());
        made.add(MemoryCollectors.OFFERS, settings.memory());
        made.add(NetworkCollectors.OFFERS, settings.network());
        made.add(ServiceCollectors.OFFERS, settings.services());
        made.add(SystemCollectors.OFFERS, settings.system());
        return new NodeExporter(List.copyOf(made.collectors.values()), clock);
    }

    /** The collectors that are switched on, by name. */
    private record Made(List<String> on, Host host, Map<String, Named> collectors) {
        <S> void add(List<Offer<S>> offers, S own) {
            for (Offer<S> offer : offers) {
                String name = offer.name();
                if (on.contains(name)) {
                    Collector collector = offer.maker().make(host, own);
                    collectors.put(name, new Named(name, collector, new Metrics()));
                }
            }
        }
    }

    /** One scrape at a time: collectors remember what they saw last. */
    @Override
    public synchronized void collect(CollectRequest request, MetricSink sink)
            throws RequestRefused, InterruptedException {
        List<Named> wanted = wanted(request.parameters());
        List<Job> jobs =
                wanted.stream().map(c -> new Job(c.name, c.name, c::collect, () -> {})).toList();
        List<Outcome> outcomes = runs.run(jobs, request.timeout(), request.timeout());
        for (int i = 0; i < outcomes.size(); i++) {
            // What was found before a failure is reported, as node_exporter does.
            if (outcomes.get(i).isDone()) {
                wanted.get(i).metrics.drainTo(sink);
            }
            tell(outcomes.get(i));
        }
        Outcome.reportDurations(sink, "node_scrape_collector", outcomes);
        Outcome.reportSuccess(sink, "node_scrape_collector", outcomes);
    }

    @Override
    public CollectorReport collectorReport() {
        return last.report(collectors.stream().map(Named::name).collect(toSet()));
    }

    /** Most hosts lack what some collector asks for: said once, and not as a warning. */
    private void tell(Outcome outcome) {
        if (last.note("", outcome.name(), result(outcome), outcome.seconds(), outcome.reason())) {
            LOG.atLevel(outcome.isDone() ? Level.DEBUG : Level.WARN)
                    .log("collector {}: {}", outcome.name(), outcome.reason());
        }
    }

    /** Lacking when the files are not there that the collector reads. */
    private static Result result(Outcome outcome) {
        if (outcome.failure().isEmpty()) {
            return Result.SUCCEEDED;
        }
        Exception e = outcome.failure().get();
        boolean absent = e instanceof FileNotFoundException || e instanceof NoSuchFileException;
        // The JDK says so of files that are there and may not be read, too.
        return absent && !outcome.reason().endsWith("(Permission denied)")
                ? Result.LACKING
                : Result.FAILED;
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
        runs.close();
        collectors.forEach(c -> c.collector.close());
    }
}
