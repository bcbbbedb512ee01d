package io.gnomon.platform.core.http.internal.tools;

import static java.util.stream.Collectors.joining;

import com.fasterxml.jackson.databind.JsonNode;

import io.gnomon.model.labels.LabelNames;
import io.gnomon.model.labels.Labels;
import io.gnomon.model.text.GoNumbers;
import io.gnomon.model.text.Utf8Order;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * Prints answers as lines, in the forms of the types of prometheus/common (model/value.go,
 * model/metric.go).
 */
final class TextPrinter implements AnswerPrinter {
    private final PrintWriter out;

    TextPrinter(PrintWriter out) {
        this.out = out;
    }

    @Override
    public void value(JsonNode data) {
        JsonNode result = data.path("result");
        switch (data.path("resultType").asText()) {
            case "scalar" -> out.println("scalar: " + point(result));
            case "string" -> out.println(result.path(1).asText());
            case "matrix" -> matrix(result);
            default -> vector(result);
        }
    }

    private void vector(JsonNode result) {
        if (result.isEmpty()) {
            out.println();
        }
        for (JsonNode sample : result) {
            JsonNode histogram = sample.path("histogram");
            out.println(
                    metric(sample.path("metric"))
                            + " => "
                            + (histogram.isMissingNode()
                                    ? point(sample.path("value"))
                                    : histogram(histogram)));
        }
    }

    private void matrix(JsonNode result) {
        List<JsonNode> streams = new ArrayList<>();
        result.forEach(streams::add);
        streams.sort((a, b) -> compare(labels(a.path("metric")), labels(b.path("metric"))));
        if (streams.isEmpty()) {
            out.println();
        }
        for (JsonNode stream : streams) {
            out.println(metric(stream.path("metric")) + " =>");
            List<String> points = new ArrayList<>();
            stream.path("values").forEach(value -> points.add(point(value)));
            stream.path("histograms").forEach(value -> points.add(histogram(value)));
            out.println(String.join("\n", points));
        }
    }

    @Override
    public void series(JsonNode series) {
        for (JsonNode each : series) {
            out.println(labelSet(each, List.of()));
        }
    }

    @Override
    public void texts(JsonNode texts) {
        texts.forEach(text -> out.println(text.asText()));
    }

    /** Labels in braces, without some. */
    static String labelSet(JsonNode object, List<String> without) {
        NavigableMap<String, String> labels = labels(object);
        without.forEach(labels::remove);
        return "{" + list(labels) + "}";
    }

    /** A metric with its labels in braces, where it has some. */
    static String metric(JsonNode object) {
        NavigableMap<String, String> labels = labels(object);
        String name = labels.remove(Labels.METRIC_NAME);
        if (labels.isEmpty()) {
            return name == null ? "{}" : name;
        }
        return (name == null ? "" : name) + "{" + list(labels) + "}";
    }

    private static String list(Map<String, String> labels) {
        return labels.entrySet().stream()
                .map(label -> label.getKey() + "=" + LabelNames.quoted(label.getValue()))
                .collect(joining(", "));
    }

    private static NavigableMap<String, String> labels(JsonNode object) {
        NavigableMap<String, String> labels = new TreeMap<>(Utf8Order.INSTANCE);
        object.properties().forEach(e -> labels.put(e.getKey(), e.getValue().asText()));
        return labels;
    }

    /** Fewer labels first, then the first label that differs decides. */
    private static int compare(NavigableMap<String, String> a, NavigableMap<String, String> b) {
        if (a.size() != b.size()) {
            return Integer.compare(a.size(), b.size());
        }
        var all = new TreeMap<>(a);
        b.forEach(all::putIfAbsent);
        for (String name : all.keySet()) {
            String left = a.get(name);
            String right = b.get(name);
            if (left == null || right == null) {
                return left == null ? -1 : 1;
            }
            int order = Utf8Order.INSTANCE.compare(left, right);
            if (order != 0) {
                return order;
            }
        }
        return 0;
    }

    private static String point(JsonNode pair) {
        return GoNumbers.plain(number(pair.path(1))) + time(pair);
    }

    private static String time(JsonNode pair) {
        return " @[" + GoNumbers.plain(pair.path(0).asDouble()) + "]";
    }

    private static String histogram(JsonNode pair) {
        JsonNode histogram = pair.path(1);
        List<String> buckets = new ArrayList<>();
        for (JsonNode bucket : histogram.path("buckets")) {
            int borders = bucket.path(0).asInt();
            buckets.add(
                    (borders == 1 || borders == 3 ? "[" : "(")
                            + GoNumbers.shortest(number(bucket.path(1)))
                            + ","
                            + GoNumbers.shortest(number(bucket.path(2)))
                            + (borders == 0 || borders == 3 ? "]" : ")")
                            + ":"
                            + GoNumbers.plain(number(bucket.path(3))));
        }
        return "Count: %.6f, Sum: %.6f, Buckets: [%s]"
                        .formatted(
                                number(histogram.path("count")),
                                number(histogram.path("sum")),
                                String.join(" ", buckets))
                + time(pair);
    }

    /** A value, which the API writes as a text. */
    static double number(JsonNode text) {
        return switch (text.asText()) {
            case "+Inf" -> Double.POSITIVE_INFINITY;
            case "-Inf" -> Double.NEGATIVE_INFINITY;
            default -> Double.parseDouble(text.asText());
        };
    }
}
