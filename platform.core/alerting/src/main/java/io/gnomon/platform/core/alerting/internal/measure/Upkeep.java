package io.gnomon.platform.core.alerting.internal.measure;

import io.gnomon.model.sample.MetricType;
import io.gnomon.spi.exporter.MetricSink;

import java.util.concurrent.atomic.LongAdder;

/** Forgets now and then what is too old, and counts that with Alertmanager's names. Any thread. */
public final class Upkeep {
    private final String prefix;
    private final String of;
    private final Runnable forget;
    private final Spent spent = new Spent();
    private final LongAdder failed = new LongAdder();

    /**
     * @param prefix of the metrics: {@code alertmanager_nflog_}
     * @param of what it is: "notification log"
     */
    public Upkeep(String prefix, String of, Runnable forget) {
        this.prefix = prefix;
        this.of = of;
        this.forget = forget;
    }

    public void run() {
        try {
            spent.time(forget);
        } catch (RuntimeException e) {
            failed.increment();
            throw e;
        }
    }

    public void writeTo(MetricSink sink) {
        sink.family(
                prefix + "gc_duration_seconds",
                MetricType.SUMMARY,
                "Duration of the last " + of + " garbage collection cycle.");
        spent.writeTo(sink);
        sink.family(
                prefix + "maintenance_total",
                MetricType.COUNTER,
                "How many maintenances were executed for the " + of + ".");
        sink.sample((double) spent.count());
        sink.family(
                prefix + "maintenance_errors_total",
                MetricType.COUNTER,
                "How many maintenances were executed for the " + of + " that failed.");
        sink.sample((double) failed.sum());
    }
}
