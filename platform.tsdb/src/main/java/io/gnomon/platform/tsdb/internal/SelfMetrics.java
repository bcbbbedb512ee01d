package io.gnomon.platform.tsdb.internal;

import io.gnomon.model.sample.MetricType;
import io.gnomon.model.storage.Snapshot;
import io.gnomon.platform.tsdb.internal.head.CountsByType;
import io.gnomon.platform.tsdb.internal.head.ExemplarRing;
import io.gnomon.platform.tsdb.internal.head.Head;
import io.gnomon.platform.tsdb.internal.head.HeadMetrics;
import io.gnomon.platform.tsdb.internal.head.Lateness;
import io.gnomon.platform.tsdb.internal.head.SeriesLimits;
import io.gnomon.platform.tsdb.internal.life.Blocks;
import io.gnomon.platform.tsdb.internal.life.LifeMetrics;
import io.gnomon.platform.tsdb.internal.wal.WalMetrics;
import io.gnomon.spi.common.NoSettings;
import io.gnomon.spi.exporter.Exporter;
import io.gnomon.spi.exporter.ExporterFactory;
import io.gnomon.spi.exporter.MetricSink;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** The store's metrics about itself, under Prometheus's names where the meaning is the same. */
@Component(service = ExporterFactory.class)
public final class SelfMetrics implements ExporterFactory<NoSettings> {
    /** So many groups are named. */
    private static final int LARGEST_GROUPS = 20;

    private final TsdbStorage storage;

    @Activate
    public SelfMetrics(@Reference TsdbStorage storage) {
        this.storage = storage;
    }

    @Override
    public String name() {
        return "self-tsdb";
    }

    @Override
    public Class<NoSettings> settings() {
        return NoSettings.class;
    }

    @Override
    public Exporter create(NoSettings settings) {
        return (request, sink) -> {
            head(sink);
            outOfOrder(sink);
            log(sink);
            blocks(sink);
            retention(sink);
        };
    }

    private void head(MetricSink sink) {
        Head head = storage.head();
        gauge(sink, "prometheus_tsdb_head_series", "Series in the head.", head.seriesWithSamples());
        counter(
                sink,
                "prometheus_tsdb_head_series_created_total",
                "Series created in the head.",
                head.metrics().seriesCreated.sum());
        counter(
                sink,
                "prometheus_tsdb_head_series_removed_total",
                "Series removed from the head.",
                head.metrics().seriesRemoved.sum());
        sink.family(
                "prometheus_tsdb_head_samples_appended_total",
                MetricType.COUNTER,
                "Samples appended.");
        long histograms = head.metrics().histogramsAppended.sum();
        sink.sample((double) (head.metrics().samplesAppended.sum() - histograms), "type", "float");
        sink.sample((double) histograms, "type", "histogram");
        counter(
                sink,
                "gnomon_tsdb_rows_overtaken_total",
                "Rows that were dropped at commit because another group's batch was faster.",
                head.metrics().rowsDropped.sum());
        limits(sink, head.metrics());
        refused(sink, head.metrics());
        gauge(
                sink,
                "gnomon_tsdb_head_memory_bytes",
                "Memory outside of the heap that the head has taken, mapped files not counted.",
                head.offHeapBytes());
        if (head.maxTime() != Long.MIN_VALUE) {
            gauge(
                    sink,
                    "prometheus_tsdb_head_min_time",
                    "Time of the oldest sample in milliseconds.",
                    head.minTime());
            gauge(
                    sink,
                    "prometheus_tsdb_head_max_time",
                    "Time of the newest sample in milliseconds.",
                    head.maxTime());
        }
        gauge(
                sink,
                "prometheus_tsdb_head_chunks",
                "Chunks in the head; counted at most once a minute.",
                storage.chunks().get());
        exemplars(sink, head.exemplars());
    }

    private static void exemplars(MetricSink sink, ExemplarRing exemplars) {
        counter(
                sink,
                "prometheus_tsdb_exemplar_exemplars_appended_total",
                "Exemplars appended.",
                exemplars.added());
        gauge(
                sink,
                "prometheus_tsdb_exemplar_exemplars_in_storage",
                "Exemplars that are kept.",
                exemplars.size());
        gauge(
                sink,
                "prometheus_tsdb_exemplar_series_with_exemplars_in_storage",
                "Series that have exemplars.",
                exemplars.series());
        gauge(
                sink,
                "prometheus_tsdb_exemplar_max_exemplars",
                "Exemplars that are kept at most.",
                exemplars.capacity());
    }

    private void limits(MetricSink sink, HeadMetrics head) {
        sink.family(
                "gnomon_tsdb_series_limited_total",
                MetricType.COUNTER,
                "Series that were not made because of a limit.");
        for (SeriesLimits.Limit limit : SeriesLimits.Limit.values()) {
            sink.sample((double) head.refused(limit).sum(), "limit", limit.key());
        }
        sink.family(
                "gnomon_tsdb_series_by_group",
                MetricType.GAUGE,
                "Series in the head by the target, connection or rule group that made them; the"
                        + " largest ones.");
        for (Snapshot.Count count : storage.seriesByGroup(LARGEST_GROUPS)) {
            sink.sample((double) count.value(), "group", count.name());
        }
    }

    private static void refused(MetricSink sink, HeadMetrics head) {
        byType(
                sink,
                "prometheus_tsdb_head_out_of_order_samples_appended_total",
                "Samples out of order that were taken.",
                head.lateAppended);
        byType(
                sink,
                "prometheus_tsdb_out_of_order_samples_total",
                "Samples refused because none is taken out of order.",
                head.outOfOrder);
        byType(
                sink,
                "prometheus_tsdb_out_of_bound_samples_total",
                "Samples refused because their time is closed, while none is taken out of order.",
                head.outOfBounds);
        byType(
                sink,
                "prometheus_tsdb_too_old_samples_total",
                "Samples refused because they were further behind than the window for samples out"
                        + " of order.",
                head.tooOld);
        counter(
                sink,
                "gnomon_tsdb_conflicting_samples_total",
                "Samples refused because the series has another value at that time.",
                head.conflicts.sum());
    }

    private void outOfOrder(MetricSink sink) {
        Head head = storage.head();
        gauge(
                sink,
                "gnomon_tsdb_out_of_order_window_seconds",
                "How far behind the newest sample samples out of order may be.",
                head.options().lateMillis() / 1000.0);
        gauge(
                sink,
                "gnomon_tsdb_head_out_of_order_samples",
                "Samples out of order that are not in a block yet.",
                head.lateSamples());
        counter(
                sink,
                "gnomon_tsdb_out_of_order_blocks_total",
                "Blocks cut from samples out of order alone.",
                storage.lifeMetrics().lateCuts.sum());
        Lateness lateness = head.metrics().lateness;
        sink.family(
                "prometheus_tsdb_sample_ooo_delta",
                MetricType.HISTOGRAM,
                "How far behind the newest sample samples out of order were, in seconds; taken or"
                        + " not.");
        for (int i = 0; i < lateness.bounds(); i++) {
            sink.suffixed(
                    "_bucket",
                    (double) lateness.upTo(i),
                    "le",
                    Integer.toString(lateness.bound(i)));
        }
        double all = lateness.upTo(lateness.bounds());
        sink.suffixed("_bucket", all, "le", "+Inf");
        sink.suffixed("_sum", lateness.seconds());
        sink.suffixed("_count", all);
    }

    private void log(MetricSink sink) {
        WalMetrics log = storage.walMetrics();
        sink.family(
                "prometheus_tsdb_wal_fsync_duration_seconds",
                MetricType.SUMMARY,
                "Duration of the fsyncs of the write-ahead log.");
        sink.suffixed("_sum", log.fsyncNanos.sum() / 1e9);
        sink.suffixed("_count", (double) log.fsyncs.sum());
        counter(
                sink,
                "prometheus_tsdb_wal_corruptions_total",
                "Damaged places found in the write-ahead log.",
                log.corruptions.sum());
        counter(
                sink,
                "prometheus_tsdb_wal_writes_failed_total",
                "Failed writes of the write-ahead log.",
                log.writesFailed.sum());
        gauge(
                sink,
                "prometheus_tsdb_wal_segment_current",
                "Number of the segment being written.",
                storage.wal().segmentNumber());
        gauge(
                sink,
                "prometheus_tsdb_wal_storage_size_bytes",
                "Size of the write-ahead log on disk.",
                storage.upkeep().walBytes());
        counter(
                sink,
                "gnomon_tsdb_wal_bytes_written_total",
                "Bytes written to the write-ahead log.",
                log.bytesWritten.sum());
        counter(
                sink,
                "gnomon_tsdb_wal_batches_total",
                "Batches written to the write-ahead log.",
                log.batches.sum());
        counter(
                sink,
                "prometheus_tsdb_checkpoint_creations_total",
                "Checkpoints written.",
                log.checkpoints.sum());
        counter(
                sink,
                "prometheus_tsdb_checkpoint_creations_failed_total",
                "Checkpoints that could not be written.",
                log.checkpointsFailed.sum());
        gauge(
                sink,
                "prometheus_tsdb_data_replay_duration_seconds",
                "Time the last start took to recover the data.",
                storage.recoverySeconds());
    }

    private void blocks(MetricSink sink) {
        Blocks blocks = storage.seam().blocks();
        LifeMetrics life = storage.lifeMetrics();
        gauge(
                sink,
                "prometheus_tsdb_blocks_loaded",
                "Blocks that are open.",
                blocks.present().size());
        gauge(
                sink,
                "prometheus_tsdb_storage_blocks_bytes",
                "Bytes of all blocks.",
                blocks.diskBytes());
        counter(
                sink,
                "prometheus_tsdb_reloads_total",
                "How often the list of blocks changed.",
                life.changes.sum());
        counter(
                sink,
                "prometheus_tsdb_reloads_failures_total",
                "Blocks that could not be read, or in part.",
                life.blocksDamaged.sum());
        counter(
                sink,
                "prometheus_tsdb_head_truncations_total",
                "Blocks cut from the head.",
                life.cuts.sum());
        counter(
                sink,
                "prometheus_tsdb_head_truncations_failed_total",
                "Blocks that could not be cut from the head.",
                life.cutsFailed.sum());
        counter(
                sink,
                "prometheus_tsdb_compactions_total",
                "Blocks written from others.",
                life.compactions.sum());
        counter(
                sink,
                "prometheus_tsdb_compactions_failed_total",
                "Compactions that failed.",
                life.compactionsFailed.sum());
        sink.family(
                "prometheus_tsdb_compaction_duration_seconds",
                MetricType.SUMMARY,
                "Duration of compactions.");
        sink.suffixed("_sum", life.compactionNanos.sum() / 1e9);
        sink.suffixed("_count", (double) (life.compactions.sum() + life.compactionsFailed.sum()));
        counter(
                sink,
                "gnomon_tsdb_blocks_damaged_total",
                "Blocks that were found damaged.",
                life.blocksDamaged.sum());
        gauge(
                sink,
                "gnomon_tsdb_problems",
                "Damaged blocks and failing upkeep; GET /api/gnomon/v1/storage says which.",
                storage.problems().size());
        counter(
                sink,
                "gnomon_tsdb_deletions_total",
                "Deletions asked for by administrators.",
                life.deletions.sum());
        if (blocks.minTime() != Long.MAX_VALUE || storage.head().minTime() != Long.MAX_VALUE) {
            gauge(
                    sink,
                    "prometheus_tsdb_lowest_timestamp_seconds",
                    "Time of the oldest sample.",
                    Math.min(blocks.minTime(), storage.head().minTime()) / 1000.0);
        }
    }

    private void retention(MetricSink sink) {
        LifeMetrics life = storage.lifeMetrics();
        gauge(
                sink,
                "prometheus_tsdb_retention_limit_seconds",
                "Age at which samples are dropped, 0 for never.",
                storage.kept().otherwiseMillis() / 1000.0);
        gauge(
                sink,
                "prometheus_tsdb_retention_limit_bytes",
                "Most bytes on the disk, 0 for no limit.",
                storage.kept().bytes());
        counter(
                sink,
                "prometheus_tsdb_time_retentions_total",
                "Blocks dropped because of their age.",
                life.droppedByTime.sum());
        counter(
                sink,
                "prometheus_tsdb_size_retentions_total",
                "Blocks dropped because there was too much.",
                life.droppedBySize.sum());
        counter(
                sink,
                "gnomon_tsdb_retention_rewrites_total",
                "Blocks written anew without the series that a rule no longer keeps.",
                life.rewrittenByMatcher.sum());
    }

    private static void gauge(MetricSink sink, String name, String help, double value) {
        sink.family(name, MetricType.GAUGE, help);
        sink.sample(value);
    }

    private static void gauge(MetricSink sink, String name, String help, long value) {
        gauge(sink, name, help, (double) value);
    }

    private static void byType(MetricSink sink, String name, String help, CountsByType counts) {
        sink.family(name, MetricType.COUNTER, help);
        sink.sample((double) counts.floats(), "type", "float");
        sink.sample((double) counts.histograms(), "type", "histogram");
    }

    private static void counter(MetricSink sink, String name, String help, long value) {
        sink.family(name, MetricType.COUNTER, help);
        sink.sample((double) value);
    }
}
