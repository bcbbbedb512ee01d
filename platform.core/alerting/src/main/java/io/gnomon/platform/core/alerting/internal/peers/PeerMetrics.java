package io.gnomon.platform.core.alerting.internal.peers;

import io.gnomon.model.sample.MetricType;
import io.gnomon.spi.exporter.MetricSink;

import java.util.List;
import java.util.concurrent.atomic.LongAdder;

/** Counters with Alertmanager's names (cluster/delegate.go, cluster/cluster.go). Any thread. */
final class PeerMetrics {
    private static final List<String> TYPES = List.of("full_state", "update");

    final LongAdder joined = new LongAdder();
    final LongAdder left = new LongAdder();
    final LongAdder pruned = new LongAdder();
    private final LongAdder[] sent = adders();
    private final LongAdder[] sentBytes = adders();
    private final LongAdder[] received = adders();
    private final LongAdder[] receivedBytes = adders();

    private static LongAdder[] adders() {
        return new LongAdder[] {new LongAdder(), new LongAdder()};
    }

    void sent(boolean full, int bytes) {
        sent[full ? 0 : 1].increment();
        sentBytes[full ? 0 : 1].add(bytes);
    }

    void received(boolean full, int bytes) {
        received[full ? 0 : 1].increment();
        receivedBytes[full ? 0 : 1].add(bytes);
    }

    void writeTo(MetricSink sink, String name, int members, int position, int queued) {
        gauge(sink, "alertmanager_cluster_members", "Members of the cluster.", members);
        gauge(
                sink,
                "alertmanager_peer_position",
                "Position of this server, which decides how long it waits for others.",
                position);
        gauge(
                sink,
                "alertmanager_cluster_messages_queued",
                "Messages that wait to be sent.",
                queued);
        sink.family(
                "alertmanager_cluster_peer_info",
                MetricType.GAUGE,
                "A constant 1 with the name of this server.");
        sink.sample(1, "peer", name);
        counter(
                sink,
                "alertmanager_cluster_messages_pruned_total",
                "Messages that were dropped because too many waited.",
                pruned);
        counter(
                sink,
                "alertmanager_cluster_peers_joined_total",
                "How often another server came.",
                joined);
        counter(
                sink,
                "alertmanager_cluster_peers_left_total",
                "How often another server went.",
                left);
        typed(sink, "alertmanager_cluster_messages_sent_total", "Messages sent.", sent);
        typed(sink, "alertmanager_cluster_messages_sent_size_total", "Bytes sent.", sentBytes);
        typed(sink, "alertmanager_cluster_messages_received_total", "Messages received.", received);
        typed(
                sink,
                "alertmanager_cluster_messages_received_size_total",
                "Bytes received.",
                receivedBytes);
    }

    private static void gauge(MetricSink sink, String name, String help, int value) {
        sink.family(name, MetricType.GAUGE, help);
        sink.sample(value);
    }

    private static void counter(MetricSink sink, String name, String help, LongAdder value) {
        sink.family(name, MetricType.COUNTER, help);
        sink.sample((double) value.sum());
    }

    private static void typed(MetricSink sink, String name, String help, LongAdder[] values) {
        sink.family(name, MetricType.COUNTER, help);
        for (int i = 0; i < values.length; i++) {
            sink.sample((double) values[i].sum(), "msg_type", TYPES.get(i));
        }
    }
}
