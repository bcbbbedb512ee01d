package io.gnomon.platform.tsdb.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gnomon.model.labels.Labels;
import io.gnomon.model.storage.AppendBatch.Durability;
import io.gnomon.model.storage.StorageRules;
import io.gnomon.platform.testkit.exporter.RecordedMetrics;
import io.gnomon.spi.common.NoSettings;
import io.gnomon.spi.exporter.Exporter;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;

/** The store's own metrics tell what happened. */
class SelfMetricsTest {
    @TempDir Path data;

    @Test
    void countsWhatWasWritten() throws Exception {
        RecordedMetrics metrics;
        try (TsdbStorage storage = new TsdbStorage(TsdbOptions.at(data))) {
            storage.rules(StorageRules.NONE);
            StoreFixture.writeAll(storage, "g", 5, 20);
            StoreFixture.write(storage, "g", 5, 20, Durability.DURABLE);
            storage.upkeep().checkpoint();
            SelfMetrics factory = new SelfMetrics(storage);
            assertEquals("self-tsdb", factory.name());
            try (Exporter exporter = factory.create(new NoSettings())) {
                metrics = RecordedMetrics.of(exporter);
            }
        }
        metrics.families().forEach((name, about) -> assertFalse(about.help().isEmpty(), name));
        assertEquals(5.0, value(metrics, "prometheus_tsdb_head_series"));
        assertEquals(
                105.0,
                value(metrics, "prometheus_tsdb_head_samples_appended_total", "type", "float"));
        assertEquals(5.0, value(metrics, "prometheus_tsdb_head_series_created_total"));
        assertEquals(1.0, value(metrics, "prometheus_tsdb_checkpoint_creations_total"));
        assertEquals(0.0, value(metrics, "prometheus_tsdb_wal_corruptions_total"));
        assertEquals(2.0, value(metrics, "prometheus_tsdb_wal_segment_current"));
        assertEquals(5.0, value(metrics, "prometheus_tsdb_head_chunks"));
        assertEquals(100_000, value(metrics, "prometheus_tsdb_exemplar_max_exemplars"));
        assertEquals(15 * 86400.0, value(metrics, "prometheus_tsdb_retention_limit_seconds"));
        assertTrue(value(metrics, "prometheus_tsdb_wal_fsync_duration_seconds_count") >= 2);
        assertTrue(value(metrics, "prometheus_tsdb_wal_fsync_duration_seconds_sum") > 0);
    }

    /**
     * The sample of these labels; NaN, which equals and exceeds nothing here, when there is none.
     */
    private static double value(RecordedMetrics metrics, String name, String... labels) {
        Labels series = Labels.of(labels).with(Labels.METRIC_NAME, name);
        return metrics.samples().getOrDefault(series, Double.NaN);
    }
}
