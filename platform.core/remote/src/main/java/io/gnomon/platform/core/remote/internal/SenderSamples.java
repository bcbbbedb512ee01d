package io.gnomon.platform.core.remote.internal;

import io.gnomon.model.sample.MetricType;
import io.gnomon.platform.core.remote.internal.send.SendMetrics;
import io.gnomon.platform.core.remote.internal.send.SendMetrics.Kinds;
import io.gnomon.platform.core.remote.internal.send.Sender;
import io.gnomon.spi.exporter.MetricSink;

import java.util.List;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;

/** The metrics of the senders, with Prometheus's names (storage/remote/queue_manager.go). */
final class SenderSamples {
    private static final String PREFIX = "prometheus_remote_storage_";

    private final List<Sender> senders;
    private final MetricSink sink;

    SenderSamples(List<Sender> senders, MetricSink sink) {
        this.senders = senders;
        this.sink = sink;
    }

    void write() {
        in();
        segments();
        kinds("", "that were sent, not counting repetitions", m -> m.sent);
        kinds("failed_", "that the receiver refused", m -> m.failed);
        kinds("retried_", "that were sent again, for each time", m -> m.retried);
        dropped("samples", kinds -> kinds.samples.sum());
        dropped("histograms", kinds -> kinds.histograms.sum());
        counter("metadata_total", "Families that were described", m -> m.metadata.sum());
        counter(
                "metadata_failed_total",
                "Families whose description was not taken",
                m -> m.metadataFailed.sum());
        counter(
                "metadata_retried_total",
                "Families that were described again",
                m -> m.metadataRetried.sum());
        counter("bytes_total", "Bytes of messages, packed", m -> m.bytes.sum());
        counter(
                "metadata_bytes_total",
                "Bytes of messages with metadata, packed",
                m -> m.metadataBytes.sum());
        counter(
                "enqueue_retries_total",
                "How often a full shard made the others wait",
                m -> m.enqueueRetries.sum());
        durations();
        gauge(
                "queue_highest_timestamp_seconds",
                "Newest sample that was read for this receiver",
                s -> s.metrics().highestIn.get() / 1000.0);
        gauge(
                "queue_highest_sent_timestamp_seconds",
                "Newest sample that arrived",
                s -> s.metrics().highestSent.get() / 1000.0);
        gauge("samples_pending", "Samples that wait in shards", Sender::pending);
        gauge("shards", "Shards now", Sender::shardCount);
        gauge("shards_desired", "Shards that would be right now", Sender::desiredShards);
        gauge("shards_min", "Fewest shards", s -> s.config().queueConfig().minShards());
        gauge("shards_max", "Most shards", s -> s.config().queueConfig().maxShards());
        gauge("shard_capacity", "Samples of a shard", s -> s.config().queueConfig().capacity());
        gauge(
                "max_samples_per_send",
                "Samples of a message",
                s -> s.config().queueConfig().maxSamplesPerSend());
    }

    /** What went into the senders, over all: each sees the same, so the highest counts. */
    private void in() {
        whole("samples_in_total", "Samples that came to be sent", k -> k.samples.sum());
        whole("histograms_in_total", "Histograms that came to be sent", k -> k.histograms.sum());
        whole("exemplars_in_total", "Exemplars that came to be sent", k -> k.exemplars.sum());
        sink.family(
                PREFIX + "highest_timestamp_in_seconds",
                MetricType.GAUGE,
                "Newest sample that came to be sent.");
        sink.sample(
                senders.stream().mapToLong(s -> s.metrics().highestIn.get()).max().orElse(0)
                        / 1000.0);
    }

    /** Of Prometheus's watcher of the log this is what dashboards show. */
    private void segments() {
        sink.family(
                "prometheus_wal_watcher_current_segment",
                MetricType.GAUGE,
                "File of the log that is read for the receiver.");
        for (Sender sender : senders) {
            sink.sample((double) sender.metrics().segment.get(), "consumer", sender.name());
        }
    }

    private void whole(String name, String help, ToDoubleFunction<Kinds> number) {
        sink.family(PREFIX + name, MetricType.COUNTER, help + ".");
        sink.sample(
                senders.stream()
                        .mapToDouble(s -> number.applyAsDouble(s.metrics().in))
                        .max()
                        .orElse(0));
    }

    private void kinds(String suffix, String help, Function<SendMetrics, Kinds> of) {
        counter("samples_" + suffix + "total", "Samples " + help, m -> of.apply(m).samples.sum());
        counter(
                "histograms_" + suffix + "total",
                "Histograms " + help,
                m -> of.apply(m).histograms.sum());
        counter(
                "exemplars_" + suffix + "total",
                "Exemplars " + help,
                m -> of.apply(m).exemplars.sum());
    }

    private void dropped(String what, ToDoubleFunction<Kinds> number) {
        sink.family(
                PREFIX + what + "_dropped_total",
                MetricType.COUNTER,
                "Rows that were read and not sent, by reason.");
        for (Sender sender : senders) {
            SendMetrics metrics = sender.metrics();
            reason(sender, "dropped_series", number.applyAsDouble(metrics.droppedSeries));
            reason(sender, "too_old", number.applyAsDouble(metrics.tooOld));
            if (what.equals("histograms")) {
                reason(sender, "nhcb_in_rw1_not_supported", (double) metrics.customBuckets.sum());
            }
        }
    }

    private void reason(Sender sender, String reason, double value) {
        sink.sample(
                value,
                "remote_name",
                sender.name(),
                "url",
                sender.config().shownUrl(),
                "reason",
                reason);
    }

    private void durations() {
        sink.family(
                PREFIX + "sent_batch_duration_seconds",
                MetricType.SUMMARY,
                "Time until a message was answered.");
        for (Sender sender : senders) {
            String[] labels = {"remote_name", sender.name(), "url", sender.config().shownUrl()};
            sink.suffixed("_sum", sender.metrics().requestNanos.sum() / 1e9, labels);
            sink.suffixed("_count", (double) sender.metrics().requests.sum(), labels);
        }
    }

    private void counter(String name, String help, ToDoubleFunction<SendMetrics> number) {
        sink.family(PREFIX + name, MetricType.COUNTER, help + ".");
        each(s -> number.applyAsDouble(s.metrics()));
    }

    private void gauge(String name, String help, ToDoubleFunction<Sender> number) {
        sink.family(PREFIX + name, MetricType.GAUGE, help + ".");
        each(number);
    }

    private void each(ToDoubleFunction<Sender> number) {
        for (Sender sender : senders) {
            sink.sample(
                    number.applyAsDouble(sender),
                    "remote_name",
                    sender.name(),
                    "url",
                    sender.config().shownUrl());
        }
    }
}
