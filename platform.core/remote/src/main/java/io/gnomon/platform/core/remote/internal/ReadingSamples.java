package io.gnomon.platform.core.remote.internal;

import io.gnomon.model.sample.MetricType;
import io.gnomon.platform.core.remote.internal.ask.ReadSource;
import io.gnomon.spi.exporter.MetricSink;

import java.util.List;

/**
 * The metrics of servers that are read from, with Prometheus's names (storage/remote/client.go).
 */
final class ReadingSamples {
    private static final String PREFIX = "prometheus_remote_storage_";

    private final List<ReadSource> sources;
    private final MetricSink sink;

    ReadingSamples(List<ReadSource> sources, MetricSink sink) {
        this.sources = sources;
        this.sink = sink;
    }

    void write() {
        sink.family(
                PREFIX + "read_queries_total",
                MetricType.COUNTER,
                "Remote reads by the status of their answer.");
        for (ReadSource source : sources) {
            source.metrics()
                    .answers
                    .forEach((code, count) ->
                            sink.sample(
                                    (double) count.sum(),
                                    "remote_name",
                                    source.name(),
                                    "url",
                                    source.config().shownUrl(),
                                    "code",
                                    code));
        }
        sink.family(
                PREFIX + "remote_read_queries",
                MetricType.GAUGE,
                "Remote reads that are underway.");
        for (ReadSource source : sources) {
            sink.sample(source.metrics().underway.get(), labels(source));
        }
        sink.family(
                PREFIX + "read_request_duration_seconds",
                MetricType.SUMMARY,
                "Time until the end of the answer.");
        for (ReadSource source : sources) {
            sink.suffixed("_sum", source.metrics().nanos.sum() / 1e9, labels(source));
            sink.suffixed("_count", (double) source.metrics().finished.sum(), labels(source));
        }
    }

    private static String[] labels(ReadSource source) {
        return new String[] {"remote_name", source.name(), "url", source.config().shownUrl()};
    }
}
