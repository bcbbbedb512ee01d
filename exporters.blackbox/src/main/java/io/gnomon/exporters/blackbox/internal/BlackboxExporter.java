package io.gnomon.exporters.blackbox.internal;

import io.gnomon.exporters.blackbox.internal.probers.Gauges;
import io.gnomon.exporters.blackbox.internal.probers.Probe;
import io.gnomon.exporters.blackbox.internal.probers.ProbeLog;
import io.gnomon.model.sample.MetricType;
import io.gnomon.spi.exporter.CollectRequest;
import io.gnomon.spi.exporter.Exporter;
import io.gnomon.spi.exporter.ExporterPages;
import io.gnomon.spi.exporter.MetricSink;
import io.gnomon.spi.exporter.RequestRefused;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Probes a target each time {@code /probe} is asked for; {@code /metrics} is about the exporter.
 * Any number of threads.
 */
final class BlackboxExporter implements Exporter, ExporterPages {
    private static final Logger LOG = LoggerFactory.getLogger(BlackboxExporter.class);
    private static final String TEXT = "text/plain; charset=utf-8";
    private static final String USUAL_MODULE = "http_2xx";

    private final BlackboxSettings settings;
    private final ModulesLoader loader;
    private final History history;
    private final AtomicLong unknownModules = new AtomicLong();
    private Modules modules;
    private String stamp;
    private long looked = System.nanoTime();
    private volatile double reloaded = System.currentTimeMillis() / 1000.0;
    private volatile boolean reloadSucceeded = true;

    /**
     * An exporter with the modules that the loader finds.
     *
     * @param history of all exporters of the plugin: what is scraped is seen on the page
     * @throws IOException with a sentence when they are not valid
     */
    BlackboxExporter(BlackboxSettings settings, ModulesLoader loader, History history)
            throws IOException {
        this.settings = settings;
        this.loader = loader;
        this.history = history;
        history.keep(settings.historyLimit());
        this.stamp = loader.stamp();
        this.modules = loader.load();
    }

    @Override
    public synchronized void reload() throws IOException {
        stamp = loader.stamp();
        try {
            Modules now = loader.load();
            modules.retire();
            modules = now;
            reloaded = System.currentTimeMillis() / 1000.0;
            reloadSucceeded = true;
        } catch (IOException e) {
            reloadSucceeded = false;
            throw e;
        }
    }

    private synchronized Modules modules() {
        long now = System.nanoTime();
        if (settings.autoReload()
                && now - looked >= Duration.ofSeconds(settings.autoReloadInterval()).toNanos()) {
            looked = now;
            if (!loader.stamp().equals(stamp)) {
                try {
                    reload();
                } catch (IOException e) {
                    LOG.warn("the modules that were read before stay in use: {}", e.getMessage());
                }
            }
        }
        return modules;
    }

    private synchronized Modules.Use use(String name) throws RequestRefused {
        return modules().use(name);
    }

    @Override
    public void collect(CollectRequest request, MetricSink sink)
            throws RequestRefused, InterruptedException {
        if (request.path().equals("/probe")) {
            probe(request).gauges().report(sink);
        } else {
            aboutItself(sink);
        }
    }

    @Override
    public @Nullable Page page(CollectRequest request) throws RequestRefused, InterruptedException {
        return switch (request.path()) {
            case "/" -> new Page("text/html; charset=utf-8", HistoryPage.of(history));
            case "/config" -> new Page(TEXT, modules().shown());
            case "/logs" -> log(request);
            case "/probe" -> new Page(TEXT, probe(request).text());
            default -> null;
        };
    }

    private Page log(CollectRequest request) throws RequestRefused {
        String id = request.parameter("id");
        String target = request.parameter("target");
        if (!id.matches("[0-9]{1,18}") && target.isEmpty()) {
            throw new RequestRefused("Probe id or target must be defined as http query parameters");
        }
        History.Entry entry =
                id.isEmpty() ? history.find(target) : history.find(Long.parseLong(id));
        return entry == null
                ? new Page(404, TEXT, "Probe id not found\n")
                : new Page(TEXT, entry.report().text());
    }

    private ProbeReport probe(CollectRequest request) throws RequestRefused, InterruptedException {
        String target = request.parameter("target");
        if (target.isEmpty()) {
            throw new RequestRefused("Target parameter is missing");
        }
        String name = request.parameter("module");
        name = name.isEmpty() ? USUAL_MODULE : name;
        if (!modules().has(name)) {
            unknownModules.incrementAndGet();
        }
        try (Modules.Use use = use(name)) {
            return probe(request, target, name, use);
        }
    }

    private ProbeReport probe(CollectRequest request, String target, String name, Modules.Use use)
            throws InterruptedException {
        Duration timeout = timeout(request, use.module().timeout());
        ProbeLog log = new ProbeLog(name, target, Level.valueOf(settings.proberLog().name()));
        Gauges gauges = new Gauges();
        long start = System.nanoTime();
        Probe probe =
                new Probe(
                        target,
                        request.parameter("hostname"),
                        start + timeout.toNanos(),
                        gauges,
                        log);
        boolean success = false;
        try {
            success = use.prober().probe(probe);
        } catch (IOException e) {
            log.error("Probe failed", "err", String.valueOf(e.getMessage()));
        }
        double duration = (System.nanoTime() - start) / 1e9;
        gauges.set("probe_success", "Whether the probe succeeded.", success ? 1 : 0);
        gauges.set("probe_duration_seconds", "Seconds that the probe took.", duration);
        gauges.set("probe_timeout_seconds", "Seconds that the probe had.", timeout.toNanos() / 1e9);
        if (!success) {
            LOG.debug("probe of {} with {} failed: {}", target, name, log.reason());
        }
        ProbeReport report = new ProbeReport(log, gauges, modules.shown(name));
        history.add(name, target, success, success ? "" : log.reason(), report);
        return report;
    }

    /** The scrape's time without the offset, or the module's when that is less. */
    private Duration timeout(CollectRequest request, @Nullable Duration ofModule) {
        long offset = (long) (settings.timeoutOffset() * 1e9);
        Duration scrape = request.timeout();
        Duration left = scrape.toNanos() > offset ? scrape.minusNanos(offset) : scrape.dividedBy(2);
        return ofModule == null || ofModule.isZero() || ofModule.compareTo(left) > 0
                ? left
                : ofModule;
    }

    private void aboutItself(MetricSink sink) {
        sink.family(
                "blackbox_exporter_config_last_reload_successful",
                MetricType.GAUGE,
                "Whether the modules' file was valid when it was read last.");
        sink.sample(reloadSucceeded ? 1 : 0);
        sink.family(
                "blackbox_exporter_config_last_reload_success_timestamp_seconds",
                MetricType.GAUGE,
                "When the modules in use were read, in seconds since 1970.");
        sink.sample(reloaded);
        sink.family(
                "blackbox_module_unknown_total",
                MetricType.COUNTER,
                "Probes with a module that does not exist.");
        sink.sample((double) unknownModules.get());
    }

    @Override
    public synchronized void close() {
        modules.retire();
        loader.close();
    }
}
