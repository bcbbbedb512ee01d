package io.gnomon.platform.tsdb.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gnomon.model.sample.Exemplar;
import io.gnomon.model.sample.Histogram;
import io.gnomon.model.sample.MetricType;
import io.gnomon.model.storage.AppendBatch.Durability;
import io.gnomon.spi.common.NoSettings;
import io.gnomon.spi.exporter.CollectRequest;
import io.gnomon.spi.exporter.Exporter;
import io.gnomon.spi.exporter.MetricSink;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The store's own metrics tell what happened. */
class SelfMetricsTest {
    @TempDir Path data;

    /** Collects values by name and labels. */
    private static final class Values implements MetricSink {
        final Map<String, Double> values = new HashMap<>();
        private String family = "";

        @Override
        public void family(String name, MetricType type, String help) {
            assertTrue(!help.isEmpty());
            family = name;
        }

        @Override
        public void family(String name, MetricType type, String help, String unit) {
            family(name, type, help);
        }

        @Override
        public void sample(double value, String... labels) {
            values.put(family + String.join(",", labels), value);
        }

        @Override
        public void suffixed(String suffix, double value, String... labels) {
            values.put(family + suffix, value);
        }

        @Override
        public void timed(long timeMillis, double value, String... labels) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void histogram(Histogram histogram, String... labels) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void exemplar(Exemplar exemplar) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void startTime(long startTimeMillis) {
            throw new UnsupportedOperationException();
        }
    }

    private record Request(Duration timeout, Map<String, List<String>> parameters)
            implements CollectRequest {}

    @Test
    void countsWhatWasWritten() throws Exception {
        Values values = new Values();
        try (TsdbStorage storage = new TsdbStorage(TsdbOptions.at(data))) {
            StoreFixture.writeAll(storage, "g", 5, 20);
            StoreFixture.write(storage, "g", 5, 20, Durability.DURABLE);
            storage.upkeep().checkpoint();
            SelfMetrics factory = new SelfMetrics(storage);
            assertEquals("self-tsdb", factory.name());
            try (Exporter exporter = factory.create(new NoSettings())) {
                exporter.collect(new Request(Duration.ofSeconds(1), Map.of()), values);
            }
        }
        assertEquals(5.0, values.values.get("prometheus_tsdb_head_series"));
        assertEquals(
                105.0, values.values.get("prometheus_tsdb_head_samples_appended_totaltype,float"));
        assertEquals(5.0, values.values.get("prometheus_tsdb_head_series_created_total"));
        assertEquals(1.0, values.values.get("prometheus_tsdb_checkpoint_creations_total"));
        assertEquals(0.0, values.values.get("prometheus_tsdb_wal_corruptions_total"));
        assertEquals(2.0, values.values.get("prometheus_tsdb_wal_segment_current"));
        assertEquals(15 * 86400.0, values.values.get("prometheus_tsdb_retention_limit_seconds"));
        assertTrue(
                values.values.getOrDefault("prometheus_tsdb_wal_fsync_duration_seconds_count", 0.0)
                        >= 2);
        assertTrue(
                values.values.getOrDefault("prometheus_tsdb_wal_fsync_duration_seconds_sum", 0.0)
                        > 0);
    }
}
