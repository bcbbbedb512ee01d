package io.gnomon.platform.core.http.internal.exporters;

import io.gnomon.model.sample.MetricType;
import io.gnomon.platform.core.http.internal.routing.HttpError;
import io.gnomon.spi.exporter.MetricSink;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;

/**
 * Scrapes of one exporter over HTTP: counts them under the names of the peers' client library and
 * keeps their number below a limit. Any thread.
 */
final class HandlerMetrics {
    private final AtomicInteger running = new AtomicInteger();
    private final Map<Integer, LongAdder> byCode =
            new ConcurrentHashMap<>(
                    Map.of(200, new LongAdder(), 500, new LongAdder(), 503, new LongAdder()));

    /**
     * Begins a scrape; then {@link #end} must follow.
     *
     * @param most scrapes that may run at a time, 0 for any number
     * @throws HttpError when there are so many, in the peers' words
     */
    void begin(int most) throws HttpError {
        if (running.incrementAndGet() > most && most > 0) {
            end(503);
            throw new HttpError(
                    503, "Limit of concurrent requests reached (" + most + "), try again later.");
        }
    }

    /** Ends a scrape that was answered with this status. */
    void end(int code) {
        running.decrementAndGet();
        byCode.computeIfAbsent(code, c -> new LongAdder()).increment();
    }

    void writeTo(MetricSink sink) {
        sink.family(
                "promhttp_metric_handler_requests_in_flight",
                MetricType.GAUGE,
                "Current number of scrapes being served.");
        sink.sample(running.get());
        sink.family(
                "promhttp_metric_handler_requests_total",
                MetricType.COUNTER,
                "Total number of scrapes by HTTP status code.");
        new TreeMap<>(byCode)
                .forEach((code, count) ->
                        sink.sample((double) count.sum(), "code", Integer.toString(code)));
    }
}
