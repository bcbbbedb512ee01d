package io.gnomon.platform.core.http.internal.exporters;

import io.gnomon.model.labels.Regex;
import io.gnomon.model.sample.Exemplar;
import io.gnomon.model.sample.Histogram;
import io.gnomon.model.sample.MetricType;
import io.gnomon.spi.exporter.MetricSink;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Families with the parts of a histogram or summary put together, as {@code
 * io.prometheus.client.MetricFamily} has them. Exemplars and start times are left out. For one
 * thread.
 */
final class GatheredFamilies implements MetricSink {
    private final Regex names;
    private final List<Family> families = new ArrayList<>();
    private @Nullable Family current;

    /**
     * @param names only families whose whole name matches
     */
    GatheredFamilies(Regex names) {
        this.names = names;
    }

    /**
     * A family.
     *
     * @param metrics by label names and values in turn
     */
    record Family(
            String name,
            MetricType type,
            String help,
            String unit,
            Map<List<String>, Metric> metrics) {
        /** Whether its metrics have parts. */
        boolean hasParts() {
            return switch (type) {
                case HISTOGRAM, GAUGE_HISTOGRAM, SUMMARY -> true;
                default -> false;
            };
        }
    }

    /** One series, or all of one histogram or summary. */
    static final class Metric {
        /** Milliseconds UTC, null for the time of the scrape. */
        @Nullable Long timeMillis;

        double value;
        double sum;
        double count;
        @Nullable Histogram histogram;

        /** Bounds or ranks, and what is counted or seen there. */
        final List<double[]> parts = new ArrayList<>();

        /** A column of the parts: 0 the bounds or ranks, 1 what is there. */
        double[] column(int index) {
            return parts.stream().mapToDouble(part -> part[index]).toArray();
        }
    }

    /** All that were taken, in their order. */
    List<Family> all() {
        return families;
    }

    @Override
    public void family(String name, MetricType type, String help) {
        family(name, type, help, "");
    }

    @Override
    public void family(String name, MetricType type, String help, String unit) {
        current = null;
        if (names.matches(name)) {
            current = new Family(name, type, help, unit, new LinkedHashMap<>());
            families.add(current);
        }
    }

    private @Nullable Metric metric(String part, double value, String... labels) {
        Family family = current;
        if (family == null) {
            return null;
        }
        List<String> others = new ArrayList<>();
        String bound = "";
        for (int i = 0; i < labels.length; i += 2) {
            if (family.hasParts() && labels[i].equals(part)) {
                bound = labels[i + 1];
            } else {
                others.add(labels[i]);
                others.add(labels[i + 1]);
            }
        }
        Metric metric = family.metrics.computeIfAbsent(others, l -> new Metric());
        if (!bound.isEmpty() && !bound.equals("+Inf")) {
            metric.parts.add(new double[] {Double.parseDouble(bound), value});
        }
        return metric;
    }

    @Override
    public void sample(double value, String... labels) {
        Metric metric = metric("quantile", value, labels);
        if (metric != null) {
            metric.value = value;
        }
    }

    @Override
    public void suffixed(String suffix, double value, String... labels) {
        Metric metric = metric("le", value, labels);
        if (metric != null && suffix.equals("_sum")) {
            metric.sum = value;
        } else if (metric != null && suffix.equals("_count")) {
            metric.count = value;
        }
    }

    @Override
    public void timed(long timeMillis, double value, String... labels) {
        Metric metric = metric("quantile", value, labels);
        if (metric != null) {
            metric.value = value;
            metric.timeMillis = timeMillis;
        }
    }

    @Override
    public void histogram(Histogram histogram, String... labels) {
        Metric metric = metric("le", 0, labels);
        if (metric != null) {
            metric.histogram = histogram;
        }
    }

    @Override
    public void exemplar(Exemplar exemplar) {}

    @Override
    public void startTime(long startTimeMillis) {}
}
