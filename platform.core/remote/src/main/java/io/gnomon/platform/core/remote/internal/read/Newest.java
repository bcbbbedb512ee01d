package io.gnomon.platform.core.remote.internal.read;

import io.gnomon.model.labels.Labels;
import io.gnomon.model.sample.Histogram;
import io.gnomon.model.sample.MetricType;
import io.gnomon.model.text.Utf8Order;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;

/**
 * The newest sample of a series.
 *
 * @param value when there is no histogram
 */
record Newest(Labels labels, long timeMillis, double value, @Nullable Histogram histogram)
        implements Comparable<Newest> {
    private static final String INSTANCE = "instance";

    /** Type of the family in which it is federated: what it was is not known any more. */
    MetricType type() {
        if (histogram == null) {
            return MetricType.UNKNOWN;
        }
        return histogram.resetHint() == Histogram.ResetHint.GAUGE
                ? MetricType.GAUGE_HISTOGRAM
                : MetricType.HISTOGRAM;
    }

    boolean isOfFamily(@Nullable Newest other) {
        return other != null
                && type() == other.type()
                && labels.metricName().equals(other.labels.metricName());
    }

    /**
     * Names and values with which it leaves, but for the metric name. An instance is always there,
     * if only an empty one: else the scraping server would put this server in its place.
     */
    String[] pairs(Labels external) {
        Labels all = ExternalLabels.added(labels, external);
        List<String> pairs = new ArrayList<>();
        for (int i = 0; i < all.size(); i++) {
            if (!all.name(i).equals(Labels.METRIC_NAME)) {
                pairs.add(all.name(i));
                pairs.add(all.value(i));
            }
        }
        if (!all.has(INSTANCE)) {
            pairs.add(INSTANCE);
            pairs.add("");
        }
        return pairs.toArray(String[]::new);
    }

    /** Whether only protobuf has a form for it. */
    boolean isExponential() {
        return histogram != null && histogram.schema() != Histogram.CUSTOM_BUCKETS_SCHEMA;
    }

    /** By family. */
    @Override
    public int compareTo(Newest other) {
        int byName = Utf8Order.compareText(labels.metricName(), other.labels.metricName());
        int byType = byName == 0 ? type().compareTo(other.type()) : byName;
        return byType == 0 ? labels.compareTo(other.labels) : byType;
    }

    /**
     * What is below each custom bound of a histogram.
     *
     * @return one number a bound; above the last is the rest of the count
     */
    static double[] cumulative(Histogram h) {
        double[] below = new double[h.customBounds().length];
        int index = 0;
        int at = 0;
        for (int i = 0; i < h.positiveSpans().length; i += 2) {
            index += h.positiveSpans()[i];
            for (int k = 0; k < h.positiveSpans()[i + 1]; k++, index++, at++) {
                if (index >= 0 && index < below.length) {
                    below[index] = h.positiveBuckets()[at];
                }
            }
        }
        for (int i = 1; i < below.length; i++) {
            below[i] += below[i - 1];
        }
        return below;
    }
}
