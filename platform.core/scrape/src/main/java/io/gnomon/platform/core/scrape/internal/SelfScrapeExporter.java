package io.gnomon.platform.core.scrape.internal;

import io.gnomon.model.sample.MetricType;
import io.gnomon.model.text.Durations;
import io.gnomon.platform.core.scrape.internal.append.AppendCounters;
import io.gnomon.platform.core.scrape.internal.loop.LoopMetrics;
import io.gnomon.platform.core.scrape.internal.loop.ScrapePools;
import io.gnomon.spi.exporter.CollectRequest;
import io.gnomon.spi.exporter.Exporter;
import io.gnomon.spi.exporter.MetricSink;

import java.util.Collection;

/** What scraping says about itself, under Prometheus's names where the meaning is the same. */
final class SelfScrapeExporter implements Exporter {
    private final ScrapePools pools;

    SelfScrapeExporter(ScrapePools pools) {
        this.pools = pools;
    }

    @Override
    public void collect(CollectRequest request, MetricSink sink) {
        intervals(sink);
        jobs(sink);
        AppendCounters samples = pools.counters();
        counter(
                sink,
                "prometheus_target_scrapes_sample_duplicate_timestamp_total",
                "Samples refused because the series has another value at that time.",
                samples.duplicateTimestamp.sum());
        counter(
                sink,
                "prometheus_target_scrapes_sample_out_of_order_total",
                "Samples refused because the series has newer ones.",
                samples.outOfOrder.sum());
        counter(
                sink,
                "prometheus_target_scrapes_sample_out_of_bounds_total",
                "Samples refused because their time is too far away.",
                samples.outOfBounds.sum());
        counter(
                sink,
                "prometheus_target_scrapes_exemplar_out_of_order_total",
                "Exemplars refused because the series has newer ones.",
                samples.exemplarOutOfOrder.sum());
        counter(
                sink,
                "prometheus_target_scrapes_exceeded_sample_limit_total",
                "Scrapes that failed because of sample_limit.",
                samples.sampleLimit.sum());
        counter(
                sink,
                "prometheus_target_scrapes_exceeded_body_size_limit_total",
                "Scrapes that failed because of body_size_limit.",
                samples.bodySizeLimit.sum());
        counter(
                sink,
                "prometheus_target_scrapes_exceeded_native_histogram_bucket_limit_total",
                "Scrapes that failed because of native_histogram_bucket_limit.",
                samples.bucketLimit.sum());
        counter(
                sink,
                "prometheus_target_scrape_pool_exceeded_label_limits_total",
                "Scrapes that failed because of label_limit and the limits of lengths.",
                samples.labelLimits.sum());
        LoopMetrics loops = pools.metrics();
        counter(
                sink,
                "prometheus_target_scrape_pools_failed_total",
                "Scrape pools that could not open their HTTP client.",
                loops.unusablePools.sum());
        counter(
                sink,
                "prometheus_target_scrape_pool_exceeded_target_limit_total",
                "Syncs that found more targets than target_limit.",
                loops.targetLimit.sum());
        counter(
                sink,
                "prometheus_target_scrape_pool_reloads_total",
                "Scrape pools that went over to another configuration.",
                loops.reloads.sum());
        counter(
                sink,
                "gnomon_scrape_missed_slots_total",
                "Slots that were skipped because the scrape before took too long.",
                loops.missedSlots.sum());
        counter(
                sink,
                "gnomon_scrape_samples_total",
                "Samples handed to the store.",
                samples.samples.sum());
        counter(
                sink,
                "gnomon_scrape_dropped_batches_total",
                "Scrapes lost because the store was away for too long.",
                pools.gate().droppedBatches());
        sink.family(
                "gnomon_scrape_held_bytes",
                MetricType.GAUGE,
                "Memory of scrapes that wait for the store.");
        sink.sample((double) pools.gate().heldBytes());
    }

    private void intervals(MetricSink sink) {
        sink.family(
                "prometheus_target_interval_length_seconds",
                MetricType.SUMMARY,
                "Actual time between two scrapes of a target.");
        pools.metrics()
                .intervals()
                .forEach((millis, lengths) ->
                        lengths.writeTo(sink, "interval", Durations.format(millis)));
    }

    private static void syncs(MetricSink sink, Collection<ScrapePools.JobFigures> jobs) {
        sink.family(
                "prometheus_target_sync_length_seconds",
                MetricType.SUMMARY,
                "Time that a pool took to go over to the targets that were discovered.");
        jobs.forEach(job -> job.syncSeconds().writeTo(sink, "scrape_job", job.job()));
        sink.family(
                "prometheus_target_sync_failed_total",
                MetricType.COUNTER,
                "Targets that cannot be scraped as they were discovered.");
        jobs.forEach(job -> sink.sample((double) job.refusedTargets(), "scrape_job", job.job()));
    }

    private void jobs(MetricSink sink) {
        Collection<ScrapePools.JobFigures> jobs = pools.figures();
        sink.family(
                "prometheus_target_scrape_pools_total",
                MetricType.COUNTER,
                "Scrape pools there are.");
        sink.sample(jobs.size());
        syncs(sink, jobs);
        gauge(sink, "prometheus_target_scrape_pool_targets", "Targets of the scrape pool.");
        jobs.forEach(job -> sink.sample(job.targets(), "scrape_job", job.job()));
        gauge(
                sink,
                "prometheus_target_scrape_pool_target_limit",
                "Most targets that the scrape pool may have, 0 for no limit.");
        jobs.forEach(job -> sink.sample((double) job.targetLimit(), "scrape_job", job.job()));
        gauge(
                sink,
                "prometheus_target_metadata_cache_entries",
                "Metric families whose metadata is known.");
        jobs.forEach(job -> sink.sample(job.metadataEntries(), "scrape_job", job.job()));
        new DiscoveryFigures(sink).report(jobs, pools.metrics().discoveries);
    }

    private static void gauge(MetricSink sink, String name, String help) {
        sink.family(name, MetricType.GAUGE, help);
    }

    private static void counter(MetricSink sink, String name, String help, long value) {
        sink.family(name, MetricType.COUNTER, help);
        sink.sample((double) value);
    }
}
