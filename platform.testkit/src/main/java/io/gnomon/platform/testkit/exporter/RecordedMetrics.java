package io.gnomon.platform.testkit.exporter;

import io.gnomon.model.labels.Labels;
import io.gnomon.model.sample.Exemplar;
import io.gnomon.model.sample.Histogram;
import io.gnomon.model.sample.MetricMetadata;
import io.gnomon.model.sample.MetricType;
import io.gnomon.spi.exporter.CollectRequest;
import io.gnomon.spi.exporter.Exporter;
import io.gnomon.spi.exporter.MetricSink;

import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** A sink that remembers what it was told and refuses what a real one would choke on. */
public final class RecordedMetrics implements MetricSink {
    private final Map<String, MetricMetadata> families = new LinkedHashMap<>();
    private final Map<Labels, Double> samples = new LinkedHashMap<>();
    private final Map<Labels, Histogram> histograms = new HashMap<>();
    private String family = "";

    /** What an exporter reports when it is asked without parameters. */
    public static RecordedMetrics of(Exporter exporter) throws Exception {
        return of(exporter, Map.of());
    }

    /** What an exporter reports when it is asked with these parameters. */
    public static RecordedMetrics of(Exporter exporter, Map<String, List<String>> parameters)
            throws Exception {
        RecordedMetrics metrics = new RecordedMetrics();
        exporter.collect(request(parameters), metrics);
        return metrics;
    }

    /** A request with ten seconds of time. */
    public static CollectRequest request(Map<String, List<String>> parameters) {
        return request("/metrics", parameters);
    }

    /** A request of a path, such as /probe, with ten seconds of time. */
    public static CollectRequest request(String path, Map<String, List<String>> parameters) {
        return new CollectRequest() {
            @Override
            public String path() {
                return path;
            }

            @Override
            public Duration timeout() {
                return Duration.ofSeconds(10);
            }

            @Override
            public Map<String, List<String>> parameters() {
                return parameters;
            }
        };
    }

    /** Metadata by family name, in the order of declaration. */
    public Map<String, MetricMetadata> families() {
        return families;
    }

    /** Values by labels, the metric name among them. */
    public Map<Labels, Double> samples() {
        return samples;
    }

    /** The samples of one metric name. */
    public Map<Labels, Double> samples(String metric) {
        return samples.entrySet().stream()
                .filter(e -> e.getKey().metricName().equals(metric))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    public Map<Labels, Histogram> histograms() {
        return histograms;
    }

    @Override
    public void family(String name, MetricType type, String help) {
        family(name, type, help, "");
    }

    @Override
    public void family(String name, MetricType type, String help, String unit) {
        if (families.put(name, new MetricMetadata(type, help, unit)) != null) {
            throw new IllegalStateException("family " + name + " was declared twice");
        }
        family = name;
    }

    @Override
    public void sample(double value, String... labels) {
        suffixed("", value, labels);
    }

    @Override
    public void suffixed(String suffix, double value, String... labels) {
        Labels key = labels(suffix, labels);
        if (samples.put(key, value) != null) {
            throw new IllegalStateException("sample " + key + " was reported twice");
        }
    }

    @Override
    public void timed(long timeMillis, double value, String... labels) {
        sample(value, labels);
    }

    @Override
    public void histogram(Histogram histogram, String... labels) {
        if (histograms.put(labels("", labels), histogram) != null) {
            throw new IllegalStateException("histogram of " + family + " was reported twice");
        }
    }

    @Override
    public void exemplar(Exemplar exemplar) {
        requireFamily();
    }

    @Override
    public void startTime(long startTimeMillis) {
        requireFamily();
    }

    private Labels labels(String suffix, String... labels) {
        requireFamily();
        return Labels.of(labels).with(Labels.METRIC_NAME, family + suffix);
    }

    private void requireFamily() {
        if (family.isEmpty()) {
            throw new IllegalStateException("a family has to be declared before its samples");
        }
    }
}
