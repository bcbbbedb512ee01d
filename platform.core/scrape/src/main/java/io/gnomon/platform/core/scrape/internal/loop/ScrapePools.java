package io.gnomon.platform.core.scrape.internal.loop;

import io.gnomon.model.sample.MetricMetadata;
import io.gnomon.model.storage.Storage;
import io.gnomon.platform.core.config.DiscoveryConfig;
import io.gnomon.platform.core.config.LoadedConfig;
import io.gnomon.platform.core.config.ScrapeConfig;
import io.gnomon.platform.core.exposition.Summary;
import io.gnomon.platform.core.scrape.TargetsView;
import io.gnomon.platform.core.scrape.internal.append.AppendCounters;
import io.gnomon.platform.core.scrape.internal.append.StoreGate;
import io.gnomon.platform.core.scrape.internal.target.ScrapeTarget;
import io.gnomon.spi.common.HttpClients;
import io.gnomon.spi.discovery.TargetGroup;
import io.gnomon.spi.exporter.CollectorReport;
import io.gnomon.spi.runtime.PluginException;
import io.gnomon.spi.runtime.Plugins;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.stream.Collectors;

/** All scrape pools, by job. Any thread. */
public final class ScrapePools implements TargetsView, AutoCloseable {
    private final StoreGate gate;
    private final AppendCounters counters = new AppendCounters();
    private final LoopMetrics metrics = new LoopMetrics();
    private final ExecutorService append;
    private final ScheduledThreadPoolExecutor alarms =
            new ScheduledThreadPoolExecutor(
                    1, Thread.ofPlatform().daemon().name("scrape-slots").factory());
    private final ScrapeContext context;
    private volatile Map<String, ScrapePool> pools = Map.of();

    /**
     * Pools without a configuration.
     *
     * @param ownPort where the server listens
     */
    public ScrapePools(
            Plugins plugins,
            HttpClients httpClients,
            InstantSource clock,
            String hostname,
            int ownPort) {
        this.gate = new StoreGate(clock::millis);
        alarms.setRemoveOnCancelPolicy(true);
        this.append =
                Executors.newFixedThreadPool(
                        Runtime.getRuntime().availableProcessors(),
                        Thread.ofPlatform().daemon().name("scrape-append-", 0).factory());
        this.context =
                new ScrapeContext(
                        plugins,
                        httpClients,
                        gate,
                        counters,
                        new BodyBuffers(),
                        new Gunzip(),
                        new ExporterInstances(plugins, hostname, ownPort),
                        new SharedExporters(plugins),
                        new FailureLogs(clock),
                        new ScrapeLoop.Tools(clock, System::nanoTime, alarms, append, metrics),
                        hostname.hashCode() * 0x9e3779b97f4a7c15L);
    }

    /** The store that scrapes go to, null while there is none. */
    public void store(@Nullable Storage storage) {
        gate.set(storage);
    }

    /**
     * Goes over to a configuration: new pools first, then the others change or end.
     *
     * @throws IllegalStateException in the end, with a sentence for each exporter whose files are
     *     not valid any more; it goes on with what it had
     */
    public synchronized void apply(LoadedConfig config) {
        List<String> problems = context.exporters().reload();
        context.failureLogs().open(failureLogs(config));
        Map<String, ScrapePool> next = new TreeMap<>();
        List<ScrapePool> fresh = new ArrayList<>();
        for (ScrapeConfig scrape : config.scrapes()) {
            ScrapePool pool = pools.get(scrape.jobName());
            if (pool == null) {
                pool = new ScrapePool(scrape, config.gnomon(), context);
                fresh.add(pool);
            }
            next.put(scrape.jobName(), pool);
        }
        Set<ScrapePool> gone = new HashSet<>(pools.values());
        gone.removeAll(next.values());
        pools = next;
        fresh.forEach(ScrapePool::start);
        for (ScrapeConfig scrape : config.scrapes()) {
            ScrapePool pool = next.get(scrape.jobName());
            if (pool != null) {
                pool.reload(scrape, config.gnomon());
            }
        }
        gone.forEach(ScrapePool::end);
        metrics.discoveries.keep(places(config));
        if (!problems.isEmpty()) {
            throw new IllegalStateException(String.join("\n", problems));
        }
    }

    private static Set<String> failureLogs(LoadedConfig config) {
        return config.scrapes().stream()
                .map(ScrapeConfig::failureLogFile)
                .filter(path -> !path.isEmpty())
                .collect(Collectors.toSet());
    }

    private static Set<DiscoveryMetrics.Place> places(LoadedConfig config) {
        Set<DiscoveryMetrics.Place> places = new HashSet<>();
        for (ScrapeConfig scrape : config.scrapes()) {
            for (DiscoveryConfig discovery : scrape.discoveries()) {
                places.add(new DiscoveryMetrics.Place(discovery.name(), scrape.jobName()));
            }
        }
        return places;
    }

    /**
     * Plugins came or went: discoveries that failed try again, instances of exporters may change.
     */
    public void pluginsChanged() {
        for (ScrapePool pool : pools.values()) {
            pool.discoveries().forEach(DiscoveryLoop::pluginsChanged);
            if (pool.config().scheme().equals(ScrapeConfig.IN_PROCESS)) {
                pool.sync();
            }
        }
    }

    @Override
    public List<Pool> pools() {
        return pools.values().stream().map(this::view).toList();
    }

    @Override
    public List<Search> searches() {
        return pools.values().stream()
                .flatMap(pool ->
                        pool.discoveries().stream()
                                .map(discovery -> view(pool.config().jobName(), discovery)))
                .toList();
    }

    private static Search view(String job, DiscoveryLoop discovery) {
        int targets = 0;
        for (TargetGroup group : discovery.groups()) {
            targets += group.targets().size();
        }
        return new Search(
                job, discovery.config().name(), targets, discovery.foundAt(), discovery.error());
    }

    private Pool view(ScrapePool pool) {
        String job = pool.config().jobName();
        return new Pool(
                job,
                pool.loops().stream()
                        .map(loop -> view(job, loop))
                        .sorted(Comparator.comparing(Target::labels))
                        .toList(),
                pool.dropped().stream().map(labels -> new DroppedTarget(job, labels)).toList(),
                pool.droppedCount());
    }

    private Target view(String job, ScrapeLoop loop) {
        ScrapeTarget target = loop.target();
        ScrapeLoop.Status status = loop.status();
        Health health =
                status.began() == null
                        ? Health.UNKNOWN
                        : status.error().isEmpty() ? Health.UP : Health.DOWN;
        return new Target(
                job,
                target.discoveredLabels(),
                target.labels(),
                target.url(),
                globalUrl(target.url()),
                status.error(),
                status.warning(),
                status.began(),
                status.duration(),
                health,
                Duration.ofMillis(target.intervalMillis()),
                Duration.ofMillis(target.timeoutMillis()));
    }

    private String globalUrl(String url) {
        return url.replaceFirst(
                "^(https?://)(?:localhost|127\\.0\\.0\\.1|\\[::1])(?=[:/?]|$)",
                "$1" + context.instances().hostname());
    }

    @Override
    public void metadata(String family, MetadataVisitor visitor) {
        for (ScrapePool pool : pools.values()) {
            for (ScrapeLoop loop : pool.loops()) {
                Map<String, MetricMetadata> families = loop.appender().metadata().families();
                if (!visit(loop, family, families, visitor)) {
                    return;
                }
            }
        }
    }

    private static boolean visit(
            ScrapeLoop loop,
            String family,
            Map<String, MetricMetadata> families,
            MetadataVisitor visitor) {
        if (!family.isEmpty()) {
            MetricMetadata metadata = families.get(family);
            return metadata == null || visitor.visit(loop.target().labels(), family, metadata);
        }
        for (Map.Entry<String, MetricMetadata> entry : families.entrySet()) {
            if (!visitor.visit(loop.target().labels(), entry.getKey(), entry.getValue())) {
                return false;
            }
        }
        return true;
    }

    @Override
    public @Nullable CollectorReport collectors(String name, Duration timeout)
            throws PluginException, InterruptedException {
        return context.exporters().collectors(name, timeout);
    }

    public AppendCounters counters() {
        return counters;
    }

    public LoopMetrics metrics() {
        return metrics;
    }

    public StoreGate gate() {
        return gate;
    }

    /** Scrape configs by job with the number of targets they have. */
    public Collection<JobFigures> figures() {
        return pools.values().stream().map(ScrapePools::figures).toList();
    }

    private static JobFigures figures(ScrapePool pool) {
        int failing = 0;
        for (DiscoveryLoop discovery : pool.discoveries()) {
            failing += discovery.error().isEmpty() ? 0 : 1;
        }
        List<ScrapeLoop> loops = pool.loops();
        int families = 0;
        for (ScrapeLoop loop : loops) {
            families += loop.appender().metadata().families().size();
        }
        return new JobFigures(
                pool.config().jobName(),
                loops.size(),
                loops.size() + pool.droppedCount(),
                failing,
                pool.config().limits().targetLimit(),
                families,
                pool.syncSeconds(),
                pool.refusedTargets());
    }

    /** Figures of one job. */
    public record JobFigures(
            String job,
            int targets,
            int discovered,
            int failingDiscoveries,
            long targetLimit,
            int metadataEntries,
            Summary syncSeconds,
            long refusedTargets) {}

    /** Ends all loops at once; series get no markers, since the server comes back. */
    @Override
    public synchronized void close() {
        pools.values().forEach(ScrapePool::abandon);
        pools = Map.of();
        append.shutdown();
        alarms.shutdown();
        context.failureLogs().close();
    }
}
