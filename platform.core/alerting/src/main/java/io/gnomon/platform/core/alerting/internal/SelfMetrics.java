package io.gnomon.platform.core.alerting.internal;

import io.gnomon.model.sample.MetricType;
import io.gnomon.platform.core.alerting.internal.peers.Peers;
import io.gnomon.spi.common.NoSettings;
import io.gnomon.spi.exporter.Exporter;
import io.gnomon.spi.exporter.ExporterFactory;

import org.jspecify.annotations.Nullable;

/** The exporter {@code self-alerting}. */
final class SelfMetrics implements ExporterFactory<NoSettings> {
    private final InsideAlertmanager alertmanager;
    private final @Nullable Peers peers;

    /**
     * @param peers null without a cluster
     */
    SelfMetrics(InsideAlertmanager alertmanager, @Nullable Peers peers) {
        this.alertmanager = alertmanager;
        this.peers = peers;
    }

    @Override
    public String name() {
        return "self-alerting";
    }

    @Override
    public Class<NoSettings> settings() {
        return NoSettings.class;
    }

    @Override
    public Exporter create(NoSettings settings) {
        return (request, sink) -> {
            alertmanager.writeTo(sink);
            sink.family(
                    "alertmanager_cluster_enabled",
                    MetricType.GAUGE,
                    "Whether this server belongs to a cluster.");
            sink.sample(peers == null ? 0 : 1);
            if (peers != null) {
                peers.writeTo(sink);
            }
        };
    }
}
