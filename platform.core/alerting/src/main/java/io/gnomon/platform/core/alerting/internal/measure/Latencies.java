package io.gnomon.platform.core.alerting.internal.measure;

import io.gnomon.spi.exporter.MetricSink;

import java.util.Arrays;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** How long something takes, as a classic histogram. Any thread. */
public final class Latencies {
    private static final double NANOS = 1e9;

    /** As Go's client_golang has them when nothing else is said. */
    private static final double[] USUAL_SECONDS = {
        0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10
    };

    private final double[] boundSeconds;
    private final LongAdder[] counts;
    private final LongAdder nanos = new LongAdder();

    /** With bounds for quick answers. */
    public Latencies() {
        this(USUAL_SECONDS);
    }

    /**
     * @param boundSeconds upper bounds, ascending
     */
    public Latencies(double... boundSeconds) {
        this.boundSeconds = boundSeconds.clone();
        counts =
                Stream.generate(LongAdder::new)
                        .limit(boundSeconds.length + 1L)
                        .toArray(LongAdder[]::new);
    }

    public void add(long tookNanos) {
        int bucket = 0;
        while (bucket < boundSeconds.length && (double) tookNanos > boundSeconds[bucket] * NANOS) {
            bucket++;
        }
        counts[bucket].increment();
        nanos.add(tookNanos);
    }

    /** Does something and adds how long that took. */
    public <T> T time(Supplier<T> task) {
        long start = System.nanoTime();
        try {
            return task.get();
        } finally {
            add(System.nanoTime() - start);
        }
    }

    public long count() {
        return Arrays.stream(counts).mapToLong(LongAdder::sum).sum();
    }

    /**
     * Buckets, sum and count; the family is there already.
     *
     * @param labels names and values
     */
    public void writeTo(MetricSink sink, String... labels) {
        String[] withBound = Arrays.copyOf(labels, labels.length + 2);
        withBound[labels.length] = "le";
        long total = 0;
        for (int i = 0; i < counts.length; i++) {
            total += counts[i].sum();
            withBound[labels.length + 1] =
                    i < boundSeconds.length ? Double.toString(boundSeconds[i]) : "+Inf";
            sink.suffixed("_bucket", (double) total, withBound);
        }
        sink.suffixed("_sum", (double) nanos.sum() / NANOS, labels);
        sink.suffixed("_count", (double) total, labels);
    }
}
