package io.gnomon.platform.core.http.internal.metrics;

import io.gnomon.model.query.QueryEngine;
import io.gnomon.model.query.QueryException;
import io.gnomon.model.query.QueryObserver;
import io.gnomon.model.query.QueryRequest;
import io.gnomon.model.query.QueryStatistics;
import io.gnomon.model.sample.MetricType;
import io.gnomon.platform.core.exposition.Summary;
import io.gnomon.spi.exporter.MetricSink;

import org.jspecify.annotations.Nullable;

import java.util.concurrent.atomic.LongAdder;

/** What queries take, with Prometheus's names (promql/engine.go). Any thread. */
public final class EngineMetrics implements QueryObserver {
    private static final double[] RANKS = {0.5, 0.9, 0.99};

    private final Summary queue = new Summary(RANKS);
    private final Summary prepare = new Summary(RANKS);
    private final Summary evaluate = new Summary(RANKS);
    private final Summary sort = new Summary(RANKS);
    private final LongAdder samples = new LongAdder();

    @Override
    public void ended(
            QueryRequest request, QueryStatistics statistics, @Nullable QueryException error) {
        queue.add(statistics.queueNanos() / 1e9);
        prepare.add(statistics.prepareNanos() / 1e9);
        evaluate.add((statistics.evaluateNanos() - statistics.sortNanos()) / 1e9);
        sort.add(statistics.sortNanos() / 1e9);
        samples.add(statistics.queryableSamples());
    }

    /**
     * @param engine null while there is none
     */
    void writeTo(MetricSink sink, @Nullable QueryEngine engine) {
        sink.family(
                "prometheus_engine_query_duration_seconds",
                MetricType.SUMMARY,
                "Time that the parts of queries took.");
        evaluate.writeTo(sink, "slice", "inner_eval");
        prepare.writeTo(sink, "slice", "prepare_time");
        queue.writeTo(sink, "slice", "queue_time");
        sort.writeTo(sink, "slice", "result_sort");
        sink.family(
                "prometheus_engine_query_samples_total",
                MetricType.COUNTER,
                "Samples that queries selected.");
        sink.sample((double) samples.sum());
        if (engine != null) {
            QueryEngine.Load load = engine.load();
            sink.family(
                    "prometheus_engine_queries",
                    MetricType.GAUGE,
                    "Queries that run or wait for a place.");
            sink.sample(load.queries());
            sink.family(
                    "prometheus_engine_queries_concurrent_max",
                    MetricType.GAUGE,
                    "Queries that may run at the same time.");
            sink.sample(load.runningMax());
        }
    }
}
