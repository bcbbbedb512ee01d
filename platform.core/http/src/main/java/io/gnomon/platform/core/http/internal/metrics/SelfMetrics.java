package io.gnomon.platform.core.http.internal.metrics;

import io.gnomon.model.sample.MetricType;
import io.gnomon.platform.core.http.internal.Rooms;
import io.gnomon.platform.core.http.internal.gnomon.EventStream;
import io.gnomon.spi.common.NoSettings;
import io.gnomon.spi.exporter.CollectRequest;
import io.gnomon.spi.exporter.Exporter;
import io.gnomon.spi.exporter.ExporterFactory;
import io.gnomon.spi.exporter.MetricSink;

/** The exporter {@code self-http}. */
public final class SelfMetrics implements ExporterFactory<NoSettings> {
    private final String version;
    private final Rooms rooms;
    private final EventStream events;
    private final RequestMetrics requests;

    public SelfMetrics(String version, Rooms rooms, EventStream events, RequestMetrics requests) {
        this.version = version;
        this.rooms = rooms;
        this.events = events;
        this.requests = requests;
    }

    @Override
    public String name() {
        return "self-http";
    }

    @Override
    public Class<NoSettings> settings() {
        return NoSettings.class;
    }

    @Override
    public Exporter create(NoSettings settings) {
        return this::collect;
    }

    private void collect(CollectRequest request, MetricSink sink) {
        sink.family(
                "prometheus_build_info",
                MetricType.GAUGE,
                "A metric with a constant '1' value labeled by version and the Java run time.");
        sink.sample(1, "version", version, "goversion", "java" + Runtime.version());
        sink.family("prometheus_ready", MetricType.GAUGE, "Whether the server is ready, 0 or 1.");
        sink.sample(rooms.ready() ? 1 : 0);
        sink.family(
                "gnomon_http_event_followers",
                MetricType.GAUGE,
                "Browsers that follow the server's events.");
        sink.sample(events.followers());
        requests.writeTo(sink);
        ProcessMetrics.writeTo(sink);
    }
}
