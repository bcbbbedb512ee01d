package io.gnomon.itests;

import com.fasterxml.jackson.databind.JsonNode;

import java.util.Map;
import java.util.TreeMap;

/** Answers of range selectors in a form that can be compared. */
final class Samples {
    private Samples() {}

    /**
     * Times and values as they were written, by the labels but for {@code message} and {@code
     * site}, which samples get on their way.
     */
    static Map<String, String> of(JsonNode matrix) {
        Map<String, String> samples = new TreeMap<>();
        for (JsonNode series : matrix) {
            Map<String, String> labels = new TreeMap<>();
            series.get("metric")
                    .properties()
                    .forEach(label -> labels.put(label.getKey(), label.getValue().asText()));
            labels.remove("message");
            labels.remove("site");
            samples.put(
                    labels.toString(),
                    series.path("values").toString() + series.path("histograms"));
        }
        return samples;
    }
}
