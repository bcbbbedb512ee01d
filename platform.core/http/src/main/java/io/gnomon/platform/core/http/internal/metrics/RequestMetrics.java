package io.gnomon.platform.core.http.internal.metrics;

import io.gnomon.model.sample.MetricType;
import io.gnomon.model.text.GoNumbers;
import io.gnomon.spi.exporter.MetricSink;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.DoubleAdder;
import java.util.concurrent.atomic.LongAdder;

/** Counts requests by route with Prometheus's names. Any thread. */
public final class RequestMetrics {
    private static final double[] SECONDS = {.1, .2, .4, 1, 3, 8, 20, 60, 120};
    private static final double[] BYTES = {100, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9};

    private final Map<Key, LongAdder> requests = new ConcurrentHashMap<>();
    private final Map<String, Histogram> seconds = new ConcurrentHashMap<>();
    private final Map<String, Histogram> bytes = new ConcurrentHashMap<>();

    private record Key(String handler, int code) {}

    /** Counts a request that was answered. */
    public void answered(String handler, int code, double durationSeconds, long bodyBytes) {
        requests.computeIfAbsent(new Key(handler, code), k -> new LongAdder()).increment();
        seconds.computeIfAbsent(handler, h -> new Histogram(SECONDS)).add(durationSeconds);
        bytes.computeIfAbsent(handler, h -> new Histogram(BYTES)).add((double) bodyBytes);
    }

    void writeTo(MetricSink sink) {
        sink.family(
                "prometheus_http_requests_total", MetricType.COUNTER, "Counter of HTTP requests.");
        requests.forEach((key, count) ->
                sink.sample(
                        (double) count.sum(),
                        "handler",
                        key.handler(),
                        "code",
                        Integer.toString(key.code())));
        sink.family(
                "prometheus_http_request_duration_seconds",
                MetricType.HISTOGRAM,
                "Histogram of latencies for HTTP requests.");
        new TreeMap<>(seconds).forEach((handler, h) -> h.writeTo(sink, handler));
        sink.family(
                "prometheus_http_response_size_bytes",
                MetricType.HISTOGRAM,
                "Histogram of response size for HTTP requests.");
        new TreeMap<>(bytes).forEach((handler, h) -> h.writeTo(sink, handler));
    }

    /** A classic histogram. */
    private static final class Histogram {
        private final double[] bounds;
        private final LongAdder[] counts;
        private final DoubleAdder sum = new DoubleAdder();

        Histogram(double[] bounds) {
            this.bounds = bounds;
            this.counts = new LongAdder[bounds.length + 1];
            for (int i = 0; i < counts.length; i++) {
                counts[i] = new LongAdder();
            }
        }

        void add(double value) {
            int bucket = 0;
            while (bucket < bounds.length && value > bounds[bucket]) {
                bucket++;
            }
            counts[bucket].increment();
            sum.add(value);
        }

        void writeTo(MetricSink sink, String handler) {
            long total = 0;
            for (int i = 0; i < counts.length; i++) {
                total += counts[i].sum();
                String bound = i < bounds.length ? GoNumbers.shortest(bounds[i]) : "+Inf";
                sink.suffixed("_bucket", (double) total, "handler", handler, "le", bound);
            }
            sink.suffixed("_sum", sum.sum(), "handler", handler);
            sink.suffixed("_count", (double) total, "handler", handler);
        }
    }
}
