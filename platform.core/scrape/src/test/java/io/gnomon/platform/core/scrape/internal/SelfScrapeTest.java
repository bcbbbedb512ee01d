package io.gnomon.platform.core.scrape.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.gnomon.platform.core.scrape.internal.loop.FakePlugins;
import io.gnomon.platform.core.scrape.internal.loop.ScrapePools;
import io.gnomon.platform.testkit.exporter.ExporterContractTest;
import io.gnomon.platform.testkit.exporter.RecordedMetrics;
import io.gnomon.platform.testkit.http.PlainHttpClients;
import io.gnomon.spi.common.NoSettings;
import io.gnomon.spi.exporter.Exporter;
import io.gnomon.spi.exporter.ExporterFactory;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;

class SelfScrapeTest extends ExporterContractTest {
    private final ScrapePools pools =
            new ScrapePools(
                    new FakePlugins(),
                    new PlainHttpClients(),
                    InstantSource.system(),
                    "host",
                    9090);

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

    private static Map<String, Double> named(RecordedMetrics metrics, String name) {
        Map<String, Double> found = new HashMap<>();
        metrics.samples(name).forEach((labels, value) -> found.put(labels.metricName(), value));
        return found;
    }
}
