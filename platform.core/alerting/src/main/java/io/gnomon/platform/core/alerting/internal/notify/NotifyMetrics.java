package io.gnomon.platform.core.alerting.internal.notify;

import io.gnomon.model.sample.MetricType;
import io.gnomon.platform.core.alerting.internal.measure.Latencies;
import io.gnomon.spi.exporter.MetricSink;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.LongAdder;

/** What notifications take, with Alertmanager's names (notify/metrics.go). Any thread. */
public final class NotifyMetrics {
    private final Map<String, OfChannel> channels = new ConcurrentSkipListMap<>();
    private final Map<String, LongAdder> suppressed = new ConcurrentSkipListMap<>();

    private static final class OfChannel {
        final LongAdder notifications = new LongAdder();
        final LongAdder expired = new LongAdder();
        final LongAdder refused = new LongAdder();
        final LongAdder requestsFailed = new LongAdder();
        final Latencies latencies = new Latencies(1, 5, 10, 15, 20);
    }

    private OfChannel channel(String type) {
        return channels.computeIfAbsent(type, name -> new OfChannel());
    }

    void attempted(String type, Duration took, boolean delivered) {
        OfChannel channel = channel(type);
        channel.latencies.add(took.toNanos());
        if (!delivered) {
            channel.requestsFailed.increment();
        }
    }

    /** A receiver has such a channel: it is counted from zero. */
    void known(String type) {
        var _ = channel(type);
    }

    void notified(String type) {
        channel(type).notifications.increment();
    }

    /**
     * @param expired whether its time was over, else the receiver refused it
     */
    void failed(String type, boolean expired) {
        OfChannel channel = channel(type);
        channel.notifications.increment();
        (expired ? channel.expired : channel.refused).increment();
    }

    void suppressed(String reason, int alerts) {
        suppressed.computeIfAbsent(reason, name -> new LongAdder()).add(alerts);
    }

    public void writeTo(MetricSink sink) {
        sink.family(
                "alertmanager_notifications_total",
                MetricType.COUNTER,
                "The total number of attempted notifications.");
        channels.forEach(
                (type, c) -> sink.sample((double) c.notifications.sum(), "integration", type));
        sink.family(
                "alertmanager_notifications_failed_total",
                MetricType.COUNTER,
                "The total number of failed notifications.");
        channels.forEach((type, c) -> {
            sink.sample(
                    (double) c.expired.sum(),
                    "integration",
                    type,
                    "reason",
                    "contextDeadlineExceeded");
            sink.sample((double) c.refused.sum(), "integration", type, "reason", "other");
        });
        sink.family(
                "alertmanager_notification_requests_total",
                MetricType.COUNTER,
                "The total number of attempted notification requests.");
        channels.forEach(
                (type, c) -> sink.sample((double) c.latencies.count(), "integration", type));
        sink.family(
                "alertmanager_notification_requests_failed_total",
                MetricType.COUNTER,
                "The total number of failed notification requests.");
        channels.forEach(
                (type, c) -> sink.sample((double) c.requestsFailed.sum(), "integration", type));
        sink.family(
                "alertmanager_notification_latency_seconds",
                MetricType.HISTOGRAM,
                "The latency of notifications in seconds.");
        channels.forEach((type, c) -> c.latencies.writeTo(sink, "integration", type));
        sink.family(
                "alertmanager_notifications_suppressed_total",
                MetricType.COUNTER,
                "The total number of notifications suppressed for being silenced, inhibited,"
                        + " outside of active time intervals or within muted time intervals.");
        suppressed.forEach((reason, count) -> sink.sample((double) count.sum(), "reason", reason));
    }
}
