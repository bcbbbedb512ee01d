package io.gnomon.platform.core.scrape.internal.loop;

import io.gnomon.model.labels.Labels;
import io.gnomon.model.sample.MetricMetadata;
import io.gnomon.platform.core.config.DiscoveryConfig;
import io.gnomon.platform.core.config.GnomonConfig;
import io.gnomon.platform.core.config.ScrapeConfig;
import io.gnomon.platform.core.exposition.Summary;
import io.gnomon.platform.core.scrape.internal.append.SampleLabels;
import io.gnomon.platform.core.scrape.internal.append.TargetAppender;
import io.gnomon.platform.core.scrape.internal.append.TargetMetadata;
import io.gnomon.platform.core.scrape.internal.target.ScrapeTarget;
import io.gnomon.platform.core.scrape.internal.target.TargetRules;
import io.gnomon.spi.common.HttpCaller;
import io.gnomon.spi.discovery.TargetGroup;
import io.gnomon.spi.settings.SettingsNode;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/**
 * The targets of one scrape config and their loops. Its methods may be called by any thread, one at
 * a time.
 *
 * <p>A sync compares the targets that there should be with those that there are: loops of targets
 * that stay as they are run on; a target whose options changed gets a new loop that carries its
 * series on; one that vanished ends with staleness markers, unless it comes back before they are
 * written.
 */
final class ScrapePool {
    private static final Logger LOG = LoggerFactory.getLogger(ScrapePool.class);

    private final ScrapeContext context;
    private final Map<MetricMetadata, MetricMetadata> sharedMetadata = new ConcurrentHashMap<>();
    private final Map<ScrapeTarget.Key, ScrapeLoop> ending = new HashMap<>();
    private final Summary syncSeconds = new Summary(LoopMetrics.RANKS);
    private final LongAdder refusedTargets = new LongAdder();
    private ScrapeConfig config;
    private GnomonConfig gnomon;
    private @Nullable HttpCaller caller;
    private String callerError = "";
    private List<DiscoveryLoop> discoveries = List.of();
    private boolean ended;

    private volatile Map<ScrapeTarget.Key, ScrapeLoop> loops = Map.of();
    private volatile List<Labels> dropped = List.of();
    private volatile int droppedCount;

    ScrapePool(ScrapeConfig config, GnomonConfig gnomon, ScrapeContext context) {
        this.config = config;
        this.gnomon = gnomon;
        this.context = context;
    }

    synchronized void start() {
        openCaller();
        discoveries = openDiscoveries(List.of());
        sync();
    }

    /** Goes over to another configuration of the same job. */
    synchronized void reload(ScrapeConfig newConfig, GnomonConfig newGnomon) {
        if (newConfig.equals(config) && newGnomon.equals(gnomon)) {
            return;
        }
        context.tools().metrics().reloads.increment();
        boolean sameWay = isSameWay(config, newConfig);
        boolean sameSettings = haveSameSettings(newGnomon);
        HttpCaller oldCaller = caller;
        boolean sameHttp = config.http().equals(newConfig.http());
        List<DiscoveryLoop> old = discoveries;
        config = newConfig;
        gnomon = newGnomon;
        if (!sameHttp) {
            openCaller();
        }
        discoveries = openDiscoveries(old);
        sync(sameWay && sameSettings && sameHttp);
        old.stream().filter(loop -> !discoveries.contains(loop)).forEach(DiscoveryLoop::close);
        if (!sameHttp && oldCaller != null) {
            oldCaller.close();
        }
    }

    /** Whether the exporters that are scraped now keep their settings. */
    private boolean haveSameSettings(GnomonConfig newGnomon) {
        return loops.values().stream()
                .map(loop -> loop.target().address())
                .allMatch(name ->
                        gnomon.exporterSettings(name).saysTheSame(newGnomon.exporterSettings(name))
                                && gnomon.exporter(name).disableExporterMetrics()
                                        == newGnomon.exporter(name).disableExporterMetrics());
    }

    /** Whether targets of both configs are scraped in the same way, whichever they are. */
    private static boolean isSameWay(ScrapeConfig a, ScrapeConfig b) {
        return withoutTargets(a).equals(withoutTargets(b));
    }

    private static ScrapeConfig withoutTargets(ScrapeConfig c) {
        return new ScrapeConfig(
                c.jobName(),
                Duration.ZERO,
                Duration.ZERO,
                c.protocols(),
                c.fallbackProtocol(),
                "",
                "",
                Map.of(),
                c.enableCompression(),
                c.honorLabels(),
                c.honorTimestamps(),
                c.trackTimestampsStaleness(),
                c.scrapeNativeHistograms(),
                c.alwaysScrapeClassicHistograms(),
                c.convertClassicHistogramsToNhcb(),
                c.nativeHistogramBucketLimit(),
                c.nativeHistogramMinBucketFactor(),
                c.startTimes(),
                c.typeAndUnitLabels(),
                c.extraScrapeMetrics(),
                c.limits(),
                c.validationScheme(),
                c.escapingScheme(),
                c.failureLogFile(),
                c.http(),
                List.of(),
                List.of(),
                List.of(),
                c.metricRelabelConfigs());
    }

    private void openCaller() {
        caller = null;
        callerError = "";
        if (config.scheme().equals(ScrapeConfig.IN_PROCESS)) {
            return;
        }
        try {
            caller = context.httpClients().open(config.http());
        } catch (IllegalArgumentException e) {
            callerError = String.valueOf(e.getMessage());
            context.tools().metrics().unusablePools.increment();
            LOG.error("Scrape pool {} cannot make requests: {}", config.jobName(), callerError);
        }
    }

    private List<DiscoveryLoop> openDiscoveries(List<DiscoveryLoop> old) {
        List<DiscoveryLoop> opened = new ArrayList<>();
        for (DiscoveryConfig wanted : config.discoveries()) {
            DiscoveryLoop loop =
                    old.stream()
                            .filter(o -> o.config().equals(wanted) && !opened.contains(o))
                            .findFirst()
                            .orElse(null);
            if (loop == null) {
                loop =
                        new DiscoveryLoop(
                                wanted,
                                config.jobName(),
                                context.plugins(),
                                context.tools().clock(),
                                context.tools().metrics().discoveries,
                                this::sync);
                loop.start();
            }
            opened.add(loop);
        }
        return List.copyOf(opened);
    }

    /** Brings the loops in line with what was discovered. */
    synchronized void sync() {
        if (!ended) {
            sync(true);
        }
    }

    private void sync(boolean keepUnchanged) {
        long began = System.nanoTime();
        Map<ScrapeTarget.Key, ScrapeTarget> wanted = targets();
        ending.values().removeIf(ScrapeLoop::hasEnded);
        Map<ScrapeTarget.Key, ScrapeLoop> next = new LinkedHashMap<>();
        List<ScrapeLoop> fresh = new ArrayList<>();
        wanted.forEach((key, target) -> {
            ScrapeLoop old = loops.get(key);
            if (old != null && keepUnchanged && old.scrapesLike(target)) {
                old.rediscovered(target);
                next.put(key, old);
            } else {
                ScrapeLoop before = old == null ? ending.remove(key) : old;
                if (before != null) {
                    before.stopWithoutMarkers();
                }
                ScrapeLoop loop = loop(target, key, before);
                next.put(key, loop);
                fresh.add(loop);
            }
        });
        loops.forEach((key, loop) -> {
            if (!next.containsKey(key)) {
                loop.stop();
                ending.put(key, loop);
            }
        });
        loops = next;
        String error = poolError(next.size());
        next.values().forEach(loop -> loop.force(error));
        fresh.forEach(ScrapeLoop::start);
        syncSeconds.add((System.nanoTime() - began) / 1e9);
    }

    private String poolError(int count) {
        long limit = config.limits().targetLimit();
        if (limit > 0 && count > limit) {
            context.tools().metrics().targetLimit.increment();
            return "target_limit exceeded (number of targets: " + count + ", limit: " + limit + ")";
        }
        return callerError;
    }

    private Map<ScrapeTarget.Key, ScrapeTarget> targets() {
        TargetRules rules = new TargetRules(config, context.instances()::instance);
        Map<ScrapeTarget.Key, ScrapeTarget> targets = new LinkedHashMap<>();
        List<Labels> nowDropped = new ArrayList<>();
        int count = 0;
        long keep = config.limits().keepDroppedTargets();
        for (TargetGroup group : groups()) {
            for (TargetRules.Outcome outcome : rules.targets(group)) {
                if (outcome.target() != null) {
                    targets.put(outcome.target().key(), outcome.target());
                } else if (outcome.error() != null) {
                    refusedTargets.increment();
                    LOG.error(
                            "Scrape pool {}: target {} is not scraped: {}",
                            config.jobName(),
                            outcome.discoveredLabels(),
                            outcome.error());
                } else {
                    count++;
                    if (keep == 0 || nowDropped.size() < keep) {
                        nowDropped.add(outcome.discoveredLabels());
                    }
                }
            }
        }
        dropped = nowDropped;
        droppedCount = count;
        return targets;
    }

    private List<TargetGroup> groups() {
        List<TargetGroup> groups = new ArrayList<>(config.staticGroups());
        discoveries.forEach(discovery -> groups.addAll(discovery.groups()));
        return groups;
    }

    private ScrapeLoop loop(
            ScrapeTarget target, ScrapeTarget.Key key, @Nullable ScrapeLoop predecessor) {
        long hash = key.stableHash();
        TargetMetadata metadata =
                predecessor == null
                        ? new TargetMetadata(sharedMetadata)
                        : predecessor.appender().metadata();
        TargetAppender appender =
                new TargetAppender(
                        "scrape/" + config.jobName() + "/" + Long.toHexString(hash),
                        target.timeoutMillis(),
                        config,
                        new SampleLabels(target.labels(), config),
                        context.gate(),
                        context.counters(),
                        metadata);
        return new ScrapeLoop(
                target,
                Slots.of(target.intervalMillis(), hash, context.seed()),
                logged(target, fetch(target)),
                appender,
                context.tools(),
                predecessor);
    }

    private Fetch logged(ScrapeTarget target, Fetch fetch) {
        String file = config.failureLogFile();
        String job = config.jobName();
        return file.isEmpty()
                ? fetch
                : new LoggedFetch(
                        fetch,
                        sentence -> context.failureLogs().write(file, job, target.url(), sentence));
    }

    private Fetch fetch(ScrapeTarget target) {
        if (!target.scheme().equals(ScrapeConfig.IN_PROCESS)) {
            HttpCaller open = caller;
            return open == null
                    ? new NoFetch(callerError)
                    : new HttpFetch(
                            target.url(), config, open, context.buffers(), context.gunzip());
        }
        if (target.address().equals(SelfFetch.TARGET)) {
            return new SelfFetch(context.plugins());
        }
        SettingsNode settings = gnomon.exporterSettings(target.address());
        return new ExporterFetch(
                context.plugins(),
                context.exporters().open(target.address(), settings),
                new ExporterFetch.Asked(
                        target.address(),
                        target.path(),
                        target.parameters(),
                        !gnomon.exporter(target.address()).disableExporterMetrics()));
    }

    ScrapeConfig config() {
        return config;
    }

    /** Loops of the targets that are scraped. */
    List<ScrapeLoop> loops() {
        return List.copyOf(loops.values());
    }

    /** Discovered labels of targets that relabelling dropped, as many as are kept. */
    List<Labels> dropped() {
        return dropped;
    }

    /** How long it took to bring the loops in line with what was discovered. */
    Summary syncSeconds() {
        return syncSeconds;
    }

    /** Targets that could not be scraped as they were discovered, over all syncs. */
    long refusedTargets() {
        return refusedTargets.sum();
    }

    int droppedCount() {
        return droppedCount;
    }

    synchronized List<DiscoveryLoop> discoveries() {
        return discoveries;
    }

    /** The job is gone: its series end with markers. */
    synchronized void end() {
        ended = true;
        discoveries.forEach(DiscoveryLoop::close);
        loops.values().forEach(ScrapeLoop::stop);
        closeCaller();
    }

    /** The server stops: the series just stop. */
    synchronized void abandon() {
        ended = true;
        discoveries.forEach(DiscoveryLoop::close);
        loops.values().forEach(ScrapeLoop::abandon);
        ending.values().forEach(ScrapeLoop::abandon);
        closeCaller();
    }

    private void closeCaller() {
        if (caller != null) {
            caller.close();
        }
    }
}
