package io.gnomon.platform.core.scrape.internal.loop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gnomon.model.labels.Labels;
import io.gnomon.model.labels.Regex;
import io.gnomon.model.sample.MetricMetadata;
import io.gnomon.model.sample.MetricType;
import io.gnomon.platform.core.config.DiscoveryConfig;
import io.gnomon.platform.core.config.RelabelAction;
import io.gnomon.platform.core.config.RelabelConfig;
import io.gnomon.platform.core.config.ScrapeLimits;
import io.gnomon.platform.core.scrape.TargetsView.Health;
import io.gnomon.platform.core.scrape.TargetsView.Pool;
import io.gnomon.platform.core.scrape.TargetsView.Search;
import io.gnomon.platform.core.scrape.TargetsView.Target;
import io.gnomon.platform.core.scrape.internal.Configs;
import io.gnomon.platform.core.scrape.internal.append.Stored;
import io.gnomon.platform.memory.MemoryStorage;
import io.gnomon.platform.testkit.http.LoopbackServer;
import io.gnomon.platform.testkit.http.PlainHttpClients;
import io.gnomon.spi.discovery.Discovery;
import io.gnomon.spi.discovery.TargetGroup;
import io.gnomon.spi.exporter.CollectRequest;
import io.gnomon.spi.exporter.Exporter;
import io.gnomon.spi.exporter.MetricSink;
import io.gnomon.spi.settings.SettingsNode;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;

/** Pools at work: real threads and time, short intervals, conditions awaited. */
class ScrapePoolsTest {
    private static final long PATIENCE_NANOS = Duration.ofSeconds(30).toNanos();

    private final FakePlugins plugins = new FakePlugins();
    private final MemoryStorage storage = new MemoryStorage();
    private final ScrapePools pools =
            new ScrapePools(plugins, new PlainHttpClients(), InstantSource.system(), "host", 9090);
    private volatile int status = 200;
    private volatile String body = "# HELP a Of a.\n# TYPE a gauge\na 1\nb{c=\"d\"} 2\n";
    private final LoopbackServer server =
            new LoopbackServer(asked -> LoopbackServer.Answer.text(status, body));

    @BeforeEach
    void start() {
        pools.store(storage);
    }

    @AfterEach
    void stop() {
        pools.close();
        server.close();
    }

    private Configs http(String job) {
        return fast(Configs.job(job).targets(server.uri("").getAuthority()));
    }

    private static Configs exporter(String job, String name) {
        Configs config = fast(Configs.job(job).targets(name));
        config.scheme = "exporter";
        return config;
    }

    private static Configs fast(Configs config) {
        config.interval = Duration.ofMillis(100);
        config.timeout = Duration.ofMillis(100);
        return config;
    }

    private void apply(Configs... configs) {
        pools.apply(Configs.loaded(configs));
    }

    private static <T> T await(Callable<T> get, Predicate<T> wanted) throws Exception {
        long deadline = System.nanoTime() + PATIENCE_NANOS;
        while (true) {
            T value = get.call();
            if (wanted.test(value)) {
                return value;
            }
            assertTrue(System.nanoTime() < deadline, "still " + value);
            LockSupport.parkNanos(5_000_000);
        }
    }

    private Target awaitTarget(Predicate<Target> wanted) throws Exception {
        return await(
                        () ->
                                pools.pools().stream()
                                        .flatMap(pool -> pool.active().stream())
                                        .filter(wanted)
                                        .toList(),
                        targets -> !targets.isEmpty())
                .get(0);
    }

    private String awaitSamples(String name, Predicate<String> wanted) throws Exception {
        return await(() -> String.join("; ", Stored.series(storage, name).values()), wanted);
    }

    @Test
    void whatCannotBeAskedIsLoggedWhereTheJobSays(@TempDir Path folder) throws Exception {
        Path log = folder.resolve("failures.log");
        Configs config = http("web");
        config.path = "/missing";
        config.failureLog = log.toString();
        status = 404;
        apply(config);
        String first =
                await(
                        () -> Files.exists(log) ? Files.readString(log) : "",
                        text -> text.contains("\n"));
        assertTrue(first.contains("\"msg\":\"server returned HTTP status 404"), first);
        assertTrue(first.contains("\"job_name\":\"web\",\"target\":\"http://"), first);
    }

    @Test
    void scrapesOverHttp() throws Exception {
        apply(http("web"));
        Target target = awaitTarget(t -> t.health() == Health.UP);
        assertEquals("", target.lastError());
        assertEquals("web", target.scrapePool());
        assertTrue(target.globalUrl().startsWith("http://host:"), target.globalUrl());
        awaitSamples("b", samples -> samples.contains(" 2.0@"));
        Map<String, String> asked = server.asked().get(0).headers();
        assertTrue(
                asked.getOrDefault("Accept", "").startsWith("application/openmetrics-text"),
                "" + asked);
        assertEquals("0.1", asked.get("X-prometheus-scrape-timeout-seconds"));
        List<MetricMetadata> metadata = new ArrayList<>();
        pools.metadata("a", (labels, family, found) -> metadata.add(found));
        assertEquals(List.of(new MetricMetadata(MetricType.GAUGE, "Of a.", "")), metadata);
    }

    @Test
    void anAbsentExporterIsShownAndComesBack() throws Exception {
        apply(exporter("own", "node"));
        Target down = awaitTarget(t -> t.health() == Health.DOWN);
        assertEquals("no plugin \"node\" is active", down.lastError());
        assertEquals("exporter://node", down.scrapeUrl());
        report("node", "g");
        pools.pluginsChanged();
        Target up = awaitTarget(t -> t.health() == Health.UP);
        assertEquals(Labels.of("instance", "host:9100", "job", "own"), up.labels());
        awaitSamples("g", samples -> samples.contains("1.0@"));
        plugins.exporters.remove("node");
        awaitSamples("g", samples -> samples.endsWith(staleEnd(samples)) && isStale(samples));
        assertEquals(
                "host:9100",
                awaitTarget(t -> t.health() == Health.DOWN).labels().get("instance"),
                "the port is remembered");
    }

    private static boolean isStale(String samples) {
        return samples.substring(samples.lastIndexOf(' ') + 1).startsWith("stale@");
    }

    private static String staleEnd(String samples) {
        return samples.substring(Math.max(0, samples.lastIndexOf("stale@")));
    }

    private void report(String exporter, String family) {
        plugins.exporters.put(
                exporter,
                (request, sink) -> {
                    sink.family(family, MetricType.GAUGE, "");
                    sink.sample(1);
                });
    }

    @Test
    void aProgramsProcessTellsAboutItself() throws Exception {
        report("node", "g");
        apply(exporter("own", "node"));
        awaitSamples("node_exporter_build_info", samples -> samples.contains("1.0@"));
        awaitSamples("process_start_time_seconds", samples -> !samples.isEmpty());
        report("plain", "p");
        apply(exporter("other", "plain"));
        awaitSamples("p", samples -> samples.contains("1.0@"));
        assertFalse(
                Stored.series(storage, "process_open_fds").keySet().toString().contains("other"));
    }

    @Test
    void manyTargetsShareAnExporter() throws Exception {
        AtomicReference<String> asked = new AtomicReference<>("");
        AtomicInteger reloads = new AtomicInteger();
        plugins.exporters.put(
                "probing",
                new Exporter() {
                    @Override
                    public void collect(CollectRequest request, MetricSink sink) {
                        asked.set(request.path() + " " + request.parameter("target"));
                        sink.family("probe_success", MetricType.GAUGE, "");
                        sink.sample(1);
                    }

                    @Override
                    public void reload() {
                        if (reloads.incrementAndGet() == 2) {
                            throw new IllegalStateException("line 3 is wrong");
                        }
                    }
                });
        Configs a = exporter("a", "probing");
        a.params = Map.of("target", List.of("t"));
        a.path = "/probe";
        Configs b = exporter("b", "probing");
        apply(a, b);
        assertEquals(
                "exporter://probing/probe?target=t",
                awaitTarget(t -> t.scrapePool().equals("a") && t.health() == Health.UP)
                        .scrapeUrl());
        await(asked::get, "/probe t"::equals);
        await(asked::get, "/metrics "::equals);
        assertEquals(1, plugins.open.get());
        assertEquals(0, reloads.get());
        apply(a);
        assertEquals(1, reloads.get());
        assertEquals(1, plugins.open.get());
        assertEquals(
                "exporter probing: line 3 is wrong",
                assertThrows(IllegalStateException.class, this::apply).getMessage());
        await(plugins.open::get, open -> open == 0);
    }

    @Test
    void theServerItselfIsOneTarget() throws Exception {
        report("self-a", "of_a");
        report("self-b", "of_b");
        report("other", "of_other");
        plugins.exporters.put(
                "self-c",
                (request, sink) -> {
                    throw new IllegalStateException("broken");
                });
        apply(exporter("gnomon", "self"));
        Target target = awaitTarget(t -> t.health() == Health.UP);
        assertEquals("host:9090", target.labels().get("instance"));
        awaitSamples("of_a", samples -> !samples.isEmpty());
        awaitSamples("of_b", samples -> !samples.isEmpty());
        assertTrue(Stored.series(storage, "of_other").isEmpty());
    }

    @Test
    void aReloadKeepsLoopsThatStayAndEndsThoseThatGo() throws Exception {
        report("one", "of_one");
        report("two", "of_two");
        Configs one = exporter("job1", "one");
        apply(one, exporter("job2", "two"));
        awaitSamples("of_one", samples -> samples.contains(" "));
        awaitSamples("of_two", samples -> samples.contains(" "));
        apply(one);
        assertEquals(List.of("job1"), pools.pools().stream().map(Pool::name).toList());
        awaitSamples("of_two", ScrapePoolsTest::isStale);
        String samples = awaitSamples("of_one", s -> s.split(" ").length > 10);
        assertFalse(samples.contains("stale"), samples);
        assertEquals(0, pools.metrics().reloads.sum());
    }

    @Test
    void aChangedConfigCarriesTheSeriesOn() throws Exception {
        apply(http("web"));
        awaitSamples("a", samples -> samples.contains(" "));
        Configs changed = http("web");
        changed.metricRelabel =
                List.of(
                        new RelabelConfig(
                                List.of("__name__"),
                                ";",
                                Regex.compile("b"),
                                0,
                                "",
                                "$1",
                                RelabelAction.DROP));
        apply(changed);
        awaitSamples("b", ScrapePoolsTest::isStale);
        awaitSamples("a", samples -> !isStale(samples) && samples.split(" ").length > 5);
        assertEquals(1, pools.metrics().reloads.sum());
    }

    @Test
    void targetsStayWhileTheirDiscoveryIsAway() throws Exception {
        report("found", "of_found");
        plugins.discoveries.put("fake", discovery("found"));
        Configs config = exporter("sd", "unused");
        config.groups = List.of();
        config.discoveries = List.of(new DiscoveryConfig("fake", SettingsNode.empty()));
        apply(config);
        awaitTarget(t -> t.health() == Health.UP);
        Search found = pools.searches().getFirst();
        assertEquals("sd fake 1", search(found));
        assertNotNull(found.foundAt());
        plugins.discoveries.remove("fake");
        await(
                () -> pools.metrics().discoveries.of("fake").failures.sum(),
                failures -> failures > 0);
        assertEquals(1, pools.pools().get(0).active().size());
        assertEquals("sd fake 1", search(pools.searches().getFirst()));
        await(() -> pools.searches().getFirst().error(), error -> !error.isEmpty());
        report("other", "of_other");
        plugins.discoveries.put("fake", discovery("other"));
        pools.pluginsChanged();
        awaitTarget(t -> t.scrapeUrl().equals("exporter://other") && t.health() == Health.UP);
        awaitSamples("of_found", ScrapePoolsTest::isStale);
    }

    private static String search(Search search) {
        return search.scrapePool() + " " + search.mechanism() + " " + search.targets();
    }

    private static Discovery discovery(String target) {
        return () ->
                new Discovery.Found(
                        List.of(
                                new TargetGroup(
                                        "x",
                                        List.of(Labels.of("__address__", target)),
                                        Labels.EMPTY)),
                        Duration.ofMillis(20));
    }

    @Test
    void tooManyTargetsFailAll() throws Exception {
        report("one", "of_one");
        report("two", "of_two");
        Configs config = exporter("many", "one").targets("one", "two");
        config.limits = new ScrapeLimits(0, 0, 1, 0, 0, 0, 0);
        apply(config);
        assertEquals(
                "target_limit exceeded (number of targets: 2, limit: 1)",
                awaitTarget(t -> t.health() == Health.DOWN).lastError());
    }

    @Test
    void showsDroppedTargets() {
        Configs config = exporter("drop", "one").targets("one", "two", "three");
        config.limits = new ScrapeLimits(0, 0, 0, 0, 0, 0, 1);
        config.relabel =
                List.of(
                        new RelabelConfig(
                                List.of("__address__"),
                                ";",
                                Regex.compile("one"),
                                0,
                                "",
                                "$1",
                                RelabelAction.KEEP));
        apply(config);
        Pool pool = pools.pools().get(0);
        assertEquals(1, pool.active().size());
        assertEquals(2, pool.droppedCount());
        assertEquals("two", pool.dropped().get(0).discoveredLabels().get("__address__"));
        assertEquals(1, pool.dropped().size());
    }
}
