package io.gnomon.platform.core.scrape.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gnomon.model.labels.Labels;
import io.gnomon.platform.core.config.DiscoveryConfig;
import io.gnomon.platform.core.scrape.internal.loop.FakePlugins;
import io.gnomon.platform.core.scrape.internal.loop.ScrapePools;
import io.gnomon.platform.testkit.exporter.ExporterContractTest;
import io.gnomon.platform.testkit.exporter.RecordedMetrics;
import io.gnomon.platform.testkit.http.PlainHttpClients;
import io.gnomon.spi.common.NoSettings;
import io.gnomon.spi.discovery.Discovery;
import io.gnomon.spi.discovery.TargetGroup;
import io.gnomon.spi.exporter.Exporter;
import io.gnomon.spi.exporter.ExporterFactory;
import io.gnomon.spi.settings.SettingsNode;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

class SelfScrapeTest extends ExporterContractTest {
    private final FakePlugins plugins = new FakePlugins();
    private final ScrapePools pools =
            new ScrapePools(plugins, new PlainHttpClients(), InstantSource.system(), "host", 9090);

    @AfterEach
    void stop() {
        pools.close();
    }

    @Override
    protected ExporterFactory<NoSettings> factory() {
        return new SelfScrapeFactory(pools);
    }

    @Override
    protected Exporter exporter() throws Exception {
        return factory().create(new NoSettings());
    }

    @Test
    void countsWhatHappensToSamples() throws Exception {
        pools.counters().outOfOrder.add(3);
        pools.metrics().missedSlots.add(2);
        RecordedMetrics metrics = RecordedMetrics.of(exporter());
        assertEquals(
                Map.of("prometheus_target_scrapes_sample_out_of_order_total", 3.0),
                named(metrics, "prometheus_target_scrapes_sample_out_of_order_total"));
        assertEquals(
                Map.of("gnomon_scrape_missed_slots_total", 2.0),
                named(metrics, "gnomon_scrape_missed_slots_total"));
    }

    @Test
    void countsWhatDiscoveriesDo() throws Exception {
        CountDownLatch refreshes = new CountDownLatch(3);
        plugins.discoveries.put(
                "fake",
                () -> {
                    refreshes.countDown();
                    return new Discovery.Found(
                            List.of(
                                    new TargetGroup(
                                            "x",
                                            List.of(Labels.of("__address__", "127.0.0.1:1")),
                                            Labels.EMPTY)),
                            Duration.ofMillis(1));
                });
        Configs job = Configs.job("found");
        job.discoveries =
                List.of(
                        new DiscoveryConfig("fake", SettingsNode.empty()),
                        new DiscoveryConfig("file", SettingsNode.empty()));
        pools.apply(Configs.loaded(job));
        assertTrue(refreshes.await(30, TimeUnit.SECONDS));
        RecordedMetrics metrics = awaitFailure();
        assertEquals(1, value(metrics, "discovered_targets", "config", "found", "name", "scrape"));
        assertEquals(1, value(metrics, "failed_configs", "name", "scrape"));
        assertTrue(value(metrics, "received_updates_total", "name", "scrape") >= 2);
        assertEquals(1, value(metrics, "updates_total", "name", "scrape"));
        assertEquals(0, value(metrics, "updates_delayed_total", "name", "scrape"));
        assertTrue(value(metrics, "last_update_timestamp_seconds", "name", "scrape") > 1.6e9);
        String[] fake = {"config", "found", "mechanism", "fake"};
        assertEquals(0, value(metrics, "refresh_failures_total", fake));
        assertTrue(value(metrics, "refresh_duration_seconds_count", fake) >= 2);
        assertTrue(value(metrics, "refresh_duration_seconds_sum", fake) >= 0);
        assertEquals(3, metrics.samples("prometheus_sd_refresh_duration_seconds").size() / 2);
        String[] file = {"config", "found", "mechanism", "file"};
        assertEquals(1, value(metrics, "refresh_failures_total", file));
        assertEquals(0, value(metrics, "http_failures_total"));
        pools.apply(Configs.loaded());
        metrics = RecordedMetrics.of(exporter());
        assertEquals(Map.of(), metrics.samples("prometheus_sd_refresh_failures_total"));
        assertEquals(1, value(metrics, "file_read_errors_total"));
    }

    private RecordedMetrics awaitFailure() throws Exception {
        long deadline = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        while (true) {
            RecordedMetrics metrics = RecordedMetrics.of(exporter());
            if (value(metrics, "file_read_errors_total") > 0) {
                return metrics;
            }
            assertTrue(System.nanoTime() < deadline, "no failure was counted");
            Thread.sleep(5); // between two looks; a condition with a deadline is awaited
        }
    }

    private static double value(RecordedMetrics metrics, String name, String... labels) {
        String metric = "prometheus_sd_" + name;
        Double value = metrics.samples().get(Labels.of(labels).with(Labels.METRIC_NAME, metric));
        assertNotNull(value, metric);
        return value;
    }

    private static Map<String, Double> named(RecordedMetrics metrics, String name) {
        Map<String, Double> found = new HashMap<>();
        metrics.samples(name).forEach((labels, value) -> found.put(labels.metricName(), value));
        return found;
    }
}
