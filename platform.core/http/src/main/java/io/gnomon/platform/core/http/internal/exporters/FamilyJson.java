package io.gnomon.platform.core.http.internal.exporters;

import com.fasterxml.jackson.core.JsonGenerator;

import io.gnomon.model.labels.Regex;
import io.gnomon.model.sample.Exemplar;
import io.gnomon.model.sample.Histogram;
import io.gnomon.model.sample.MetricType;
import io.gnomon.spi.exporter.MetricSink;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Gathers families and writes them as JSON as protobuf's own mapping makes it of {@code
 * io.prometheus.client.MetricFamily}: whole numbers of 64 bits are texts. For one thread.
 */
final class FamilyJson implements MetricSink {
    private final Regex names;
    private final List<Family> families = new ArrayList<>();
    private @Nullable Family current;

    /**
     * @param names only families whose whole name matches
     */
    FamilyJson(Regex names) {
        this.names = names;
    }

    private record Family(
            String name, MetricType type, String help, Map<List<String>, Metric> metrics) {}

    /** One series, or all of one histogram or summary. */
    private static final class Metric {
        double value;
        double sum;
        double count;

        /** Bounds or ranks, and what is counted or seen there. */
        final List<double[]> parts = new ArrayList<>();
    }

    @Override
    public void family(String name, MetricType type, String help) {
        current = null;
        if (names.matches(name)) {
            current = new Family(name, type, help, new LinkedHashMap<>());
            families.add(current);
        }
    }

    @Override
    public void family(String name, MetricType type, String help, String unit) {
        family(name, type, help);
    }

    private @Nullable Metric metric(String part, double value, String... labels) {
        Family family = current;
        if (family == null) {
            return null;
        }
        List<String> others = new ArrayList<>();
        String bound = "";
        for (int i = 0; i < labels.length; i += 2) {
            if (labels[i].equals(part)) {
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
        sample(value, labels);
    }

    /** This server has none about itself. */
    @Override
    public void histogram(Histogram histogram, String... labels) {
        throw new UnsupportedOperationException("a native histogram of this server itself");
    }

    @Override
    public void exemplar(Exemplar exemplar) {}

    @Override
    public void startTime(long startTimeMillis) {}

    /** The list of families. */
    void write(JsonGenerator json) throws IOException {
        json.writeStartArray();
        for (Family family : families) {
            json.writeStartObject();
            json.writeStringField("name", family.name);
            json.writeStringField("help", family.help);
            json.writeStringField("type", kind(family.type).toUpperCase(Locale.ROOT));
            json.writeArrayFieldStart("metric");
            for (Map.Entry<List<String>, Metric> one : family.metrics.entrySet()) {
                json.writeStartObject();
                labels(json, one.getKey());
                metric(json, family.type, one.getValue());
                json.writeEndObject();
            }
            json.writeEndArray();
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private static String kind(MetricType type) {
        return switch (type) {
            case COUNTER, GAUGE, HISTOGRAM, SUMMARY -> type.text();
            default -> "untyped";
        };
    }

    private static void labels(JsonGenerator json, List<String> labels) throws IOException {
        if (labels.isEmpty()) {
            return;
        }
        String[][] sorted = new String[labels.size() / 2][];
        for (int i = 0; i < sorted.length; i++) {
            sorted[i] = new String[] {labels.get(2 * i), labels.get(2 * i + 1)};
        }
        Arrays.sort(sorted, (a, b) -> a[0].compareTo(b[0]));
        json.writeArrayFieldStart("label");
        for (String[] label : sorted) {
            json.writeStartObject();
            json.writeStringField("name", label[0]);
            json.writeStringField("value", label[1]);
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private static void metric(JsonGenerator json, MetricType type, Metric metric)
            throws IOException {
        json.writeObjectFieldStart(kind(type));
        if (type == MetricType.HISTOGRAM || type == MetricType.SUMMARY) {
            boolean histogram = type == MetricType.HISTOGRAM;
            json.writeStringField("sampleCount", Long.toString((long) metric.count));
            json.writeNumberField("sampleSum", metric.sum);
            json.writeArrayFieldStart(histogram ? "bucket" : "quantile");
            for (double[] part : metric.parts) {
                json.writeStartObject();
                if (histogram) {
                    json.writeStringField("cumulativeCount", Long.toString((long) part[1]));
                    json.writeNumberField("upperBound", part[0]);
                } else {
                    json.writeNumberField("quantile", part[0]);
                    json.writeNumberField("value", part[1]);
                }
                json.writeEndObject();
            }
            json.writeEndArray();
        } else {
            json.writeNumberField("value", metric.value);
        }
        json.writeEndObject();
    }
}
