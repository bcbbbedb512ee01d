package io.gnomon.platform.core.http.internal.metrics;

import io.gnomon.model.query.QueryEngine;
import io.gnomon.model.sample.MetricType;
import io.gnomon.platform.core.exposition.ProcessMetrics;
import io.gnomon.platform.core.http.internal.Rooms;
import io.gnomon.platform.core.http.internal.gnomon.EventStream;
import io.gnomon.platform.core.http.internal.prometheus.QueryLog;
import io.gnomon.spi.common.NoSettings;
import io.gnomon.spi.exporter.CollectRequest;
import io.gnomon.spi.exporter.Exporter;
import io.gnomon.spi.exporter.ExporterFactory;
import io.gnomon.spi.exporter.MetricSink;

import java.util.Locale;

/** The exporter {@code self-http}. */
public final class SelfMetrics implements ExporterFactory<NoSettings> {
    private final String version;
    private final Rooms rooms;
    private final EventStream events;
    private final RequestMetrics requests;
    private final EngineMetrics queries;
    private final QueryLog queryLog;

    public SelfMetrics(
            String version,
            Rooms rooms,
            EventStream events,
            RequestMetrics requests,
            EngineMetrics queries,
            QueryLog queryLog) {
        this.version = version;
        this.rooms = rooms;
        this.events = events;
        this.requests = requests;
        this.queries = queries;
        this.queryLog = queryLog;
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
        sink.sample(
                1,
                "version",
                version,
                "goversion",
                "java" + Runtime.version(),
                "goos",
                System.getProperty("os.name", "").toLowerCase(Locale.ROOT),
                "goarch",
                System.getProperty("os.arch", ""));
        sink.family("prometheus_ready", MetricType.GAUGE, "Whether the server is ready, 0 or 1.");
        sink.sample(rooms.ready() ? 1 : 0);
        sink.family(
                "gnomon_http_event_followers",
                MetricType.GAUGE,
                "Browsers that follow the server's events.");
        sink.sample(events.followers());
        requests.writeTo(sink);
        queries.writeTo(sink, rooms.find(QueryEngine.class));
        sink.family(
                "prometheus_engine_query_log_enabled",
                MetricType.GAUGE,
                "Whether queries are written to query_log_file, 0 or 1.");
        sink.sample(queryLog.isOn() ? 1 : 0);
        sink.family(
                "prometheus_engine_query_log_failures_total",
                MetricType.COUNTER,
                "Queries that could not be written to query_log_file.");
        sink.sample((double) queryLog.failures());
        ProcessMetrics.writeTo(sink);
    }
}
