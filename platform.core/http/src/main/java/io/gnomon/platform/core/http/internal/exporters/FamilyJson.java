package io.gnomon.platform.core.http.internal.exporters;

import com.fasterxml.jackson.core.JsonGenerator;

import io.gnomon.model.sample.Histogram;
import io.gnomon.model.sample.MetricType;
import io.gnomon.platform.core.http.internal.exporters.GatheredFamilies.Family;
import io.gnomon.platform.core.http.internal.exporters.GatheredFamilies.Metric;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Families as JSON as protobuf's own mapping makes it of {@code io.prometheus.client.MetricFamily}:
 * whole numbers of 64 bits are texts. Of a native histogram sum and count remain.
 */
final class FamilyJson {
    private FamilyJson() {}

    /** Writes the list of families. */
    static void write(GatheredFamilies families, JsonGenerator json) throws IOException {
        json.writeStartArray();
        for (Family family : families.all()) {
            json.writeStartObject();
            json.writeStringField("name", family.name());
            json.writeStringField("help", family.help());
            json.writeStringField("type", kind(family.type()).toUpperCase(Locale.ROOT));
            json.writeArrayFieldStart("metric");
            for (Map.Entry<List<String>, Metric> one : family.metrics().entrySet()) {
                json.writeStartObject();
                labels(json, one.getKey());
                metric(json, family, one.getValue());
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

    private static void metric(JsonGenerator json, Family family, Metric metric)
            throws IOException {
        json.writeObjectFieldStart(kind(family.type()));
        if (family.hasParts()) {
            boolean histogram = family.type() == MetricType.HISTOGRAM;
            Histogram nativeOne = metric.histogram;
            double count = nativeOne == null ? metric.count : nativeOne.count();
            json.writeStringField("sampleCount", Long.toString((long) count));
            json.writeNumberField("sampleSum", nativeOne == null ? metric.sum : nativeOne.sum());
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
