package io.gnomon.platform.testkit.storage;

import io.gnomon.model.labels.Labels;
import io.gnomon.model.sample.Exemplar;
import io.gnomon.model.sample.Histogram;
import io.gnomon.model.sample.MetricMetadata;
import io.gnomon.model.storage.Tail;

import java.util.ArrayList;
import java.util.List;

/** Writes down what a tail delivers. */
final class TailRows implements Tail.Visitor {
    final List<String> seen = new ArrayList<>();

    @Override
    public void sample(Labels labels, long timeMillis, double value) {
        seen.add(labels.metricName() + " " + (timeMillis - StorageUnderTest.START) + " " + value);
    }

    @Override
    public void histogram(Labels labels, long timeMillis, Histogram histogram) {
        seen.add(
                labels.metricName()
                        + " "
                        + (timeMillis - StorageUnderTest.START)
                        + " "
                        + histogram);
    }

    @Override
    public void exemplar(Labels labels, Exemplar exemplar) {
        seen.add(labels.metricName() + " " + exemplar);
    }

    @Override
    public void metadata(String family, MetricMetadata metadata) {
        seen.add(family + " " + metadata);
    }
}
