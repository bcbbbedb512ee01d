package io.gnomon.platform.core.remote.internal.send;

import io.gnomon.model.labels.Labels;
import io.gnomon.model.sample.Exemplar;
import io.gnomon.model.sample.Histogram;
import io.gnomon.model.sample.MetricMetadata;
import io.gnomon.model.sample.MetricType;
import io.gnomon.model.storage.Tail;
import io.gnomon.platform.core.config.RelabelConfig;
import io.gnomon.platform.core.config.Relabeling;
import io.gnomon.platform.core.config.RemoteWriteConfig;
import io.gnomon.platform.core.config.ValidationScheme;
import io.gnomon.platform.core.remote.internal.read.ExternalLabels;
import io.gnomon.platform.core.remote.internal.send.SendMetrics.Counts;

import org.jspecify.annotations.Nullable;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Collects a batch of the store's feed with the labels that the receiver is to see. For one thread.
 */
final class Staging implements Tail.Visitor {
    private static final SentSeries DROPPED = new SentSeries.Plain(Labels.EMPTY);
    private static final MetricMetadata NOTHING = new MetricMetadata(MetricType.UNKNOWN, "", "");
    private static final String[] SUFFIXES = {
        "_total", "_bucket", "_sum", "_count", "_gsum", "_gcount", "_info"
    };

    private final RemoteWriteConfig config;
    private final Labels external;
    private final ValidationScheme scheme;
    private final SendMetrics metrics;
    private final KnownNumbers known = new KnownNumbers();
    private final Map<String, MetricMetadata> families = new HashMap<>();

    final Rows rows = new Rows(1024);
    private @Nullable Tail tail;

    // Of this batch.
    private long newest;
    private long samples;
    private long histograms;
    private long exemplars;
    private long droppedSamples;
    private long droppedHistograms;

    Staging(
            RemoteWriteConfig config,
            Labels external,
            ValidationScheme scheme,
            SendMetrics metrics) {
        this.config = config;
        this.external = external;
        this.scheme = scheme;
        this.metrics = metrics;
    }

    /** Begins the next batch. */
    void clear() {
        rows.clear();
        newest = 0;
        samples = 0;
        histograms = 0;
        exemplars = 0;
        droppedSamples = 0;
        droppedHistograms = 0;
    }

    /** Counts the batch; gives its newest time, 0 when it has no sample. */
    long end() {
        metrics.in.add(new Counts(samples, histograms, exemplars));
        metrics.droppedSeries.add(new Counts(droppedSamples, droppedHistograms, 0));
        SendMetrics.raise(metrics.highestIn, newest);
        if (tail != null) {
            metrics.segment.set(tail.segment());
        }
        return newest;
    }

    /** The feed that the next batches come from, whose numbers mean other series. */
    void follow(Tail feed) {
        tail = feed;
        known.clear();
    }

    @Override
    public void sample(long number, long timeMillis, double value) {
        SentSeries series = series(number);
        if (series != null) {
            add(series, timeMillis, value);
        }
    }

    void add(SentSeries series, long timeMillis, double value) {
        samples++;
        newest = Math.max(newest, timeMillis);
        if (series == DROPPED) {
            droppedSamples++;
        } else {
            series.row = rows.size;
            rows.add(series, timeMillis, value, null);
        }
    }

    @Override
    public void histogram(long number, long timeMillis, Histogram histogram) {
        SentSeries series = series(number);
        if (series != null) {
            add(series, timeMillis, histogram);
        }
    }

    void add(SentSeries series, long timeMillis, Histogram histogram) {
        if (!config.version2() && !config.sendNativeHistograms()) {
            return;
        }
        histograms++;
        newest = Math.max(newest, timeMillis);
        if (!config.version2() && histogram.schema() == Histogram.CUSTOM_BUCKETS_SCHEMA) {
            metrics.customBuckets.increment();
        } else if (series == DROPPED) {
            droppedHistograms++;
        } else {
            series.row = rows.size;
            rows.add(series, timeMillis, 0, histogram);
        }
    }

    /** An exemplar leaves with the sample that its series has in the same batch. */
    @Override
    public void exemplar(long number, Exemplar exemplar) {
        SentSeries series = config.sendExemplars() ? series(number) : null;
        if (series == null) {
            return;
        }
        exemplars++;
        int row = series.row;
        if (row >= 0 && row < rows.size && rows.series[row] == series) {
            rows.exemplar(row, exemplar);
        }
    }

    @Override
    public void metadata(String family, MetricMetadata metadata) {
        if (config.version2() && !metadata.equals(families.put(family, metadata))) {
            known.clear();
        }
    }

    /** A series of the feed, null when the store has forgotten it. */
    private @Nullable SentSeries series(long number) {
        SentSeries found = known.get(number);
        if (found == null && tail != null) {
            Labels labels = tail.labels(number);
            if (labels != null) {
                found = make(labels);
                known.put(number, found);
            }
        }
        return found;
    }

    /** A series as it is sent. */
    SentSeries make(Labels stored) {
        Labels labels = ExternalLabels.added(stored, external);
        List<RelabelConfig> rules = config.writeRelabelConfigs();
        if (!rules.isEmpty()) {
            Labels.Builder builder = labels.toBuilder();
            if (!Relabeling.apply(rules, scheme, builder)) {
                return DROPPED;
            }
            labels = builder.build();
            if (labels.isEmpty()) {
                return DROPPED;
            }
        }
        return config.version2()
                ? new SentSeries.Symbolic(labels, metadata(stored))
                : new SentSeries.Plain(labels);
    }

    /** What is known of a series; its own labels of type and unit count more than its family. */
    private @Nullable MetricMetadata metadata(Labels stored) {
        MetricMetadata family = family(stored.metricName());
        if (stored.get(Labels.METRIC_TYPE).isEmpty() && stored.get(Labels.METRIC_UNIT).isEmpty()) {
            return family;
        }
        return (family == null ? NOTHING : family).withLabels(stored);
    }

    private @Nullable MetricMetadata family(String name) {
        MetricMetadata whole = families.get(name);
        if (whole != null) {
            return whole;
        }
        for (String suffix : SUFFIXES) {
            if (name.endsWith(suffix)) {
                MetricMetadata family =
                        families.get(name.substring(0, name.length() - suffix.length()));
                if (family != null && family.type() != MetricType.GAUGE) {
                    return family;
                }
            }
        }
        return null;
    }
}
