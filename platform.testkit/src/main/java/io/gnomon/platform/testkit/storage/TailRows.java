package io.gnomon.platform.testkit.storage;

import io.gnomon.model.labels.Labels;
import io.gnomon.model.sample.Exemplar;
import io.gnomon.model.sample.Histogram;
import io.gnomon.model.sample.MetricMetadata;
import io.gnomon.model.storage.StorageException;
import io.gnomon.model.storage.Tail;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** Writes down what a tail delivers. */
final class TailRows implements Tail.Visitor {
    final List<String> seen = new ArrayList<>();
    private @Nullable Tail tail;

    /** Reads the next batch, at once or within the time. */
    boolean next(Tail from, Duration wait) throws StorageException, InterruptedException {
        tail = from;
        return from.next(wait, this);
    }

    private String name(long series) {
        Labels labels = Objects.requireNonNull(Objects.requireNonNull(tail).labels(series));
        return labels.metricName();
    }

    @Override
    public void sample(long series, long timeMillis, double value) {
        seen.add(name(series) + " " + (timeMillis - StorageUnderTest.START) + " " + value);
    }

    @Override
    public void histogram(long series, long timeMillis, Histogram histogram) {
        seen.add(name(series) + " " + (timeMillis - StorageUnderTest.START) + " " + histogram);
    }

    @Override
    public void exemplar(long series, Exemplar exemplar) {
        seen.add(name(series) + " " + exemplar);
    }

    @Override
    public void metadata(String family, MetricMetadata metadata) {
        seen.add(family + " " + metadata);
    }
}
