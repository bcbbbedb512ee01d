package io.gnomon.platform.core.alerting.internal.measure;

import io.gnomon.spi.exporter.MetricSink;

import java.util.concurrent.atomic.LongAdder;

/**
 * How often something was done and how long that took, as a summary without quantiles. Any thread.
 */
public final class Spent {
    private final LongAdder times = new LongAdder();
    private final LongAdder nanos = new LongAdder();

    /** Does something and adds how long that took. */
    public void time(Runnable task) {
        long start = System.nanoTime();
        try {
            task.run();
        } finally {
            nanos.add(System.nanoTime() - start);
            times.increment();
        }
    }

    long count() {
        return times.sum();
    }

    /** Sum and count; the family is there already. */
    public void writeTo(MetricSink sink) {
        sink.suffixed("_sum", (double) nanos.sum() / 1e9);
        sink.suffixed("_count", (double) times.sum());
    }
}
