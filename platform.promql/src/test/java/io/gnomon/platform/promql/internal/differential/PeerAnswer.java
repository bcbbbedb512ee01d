package io.gnomon.platform.promql.internal.differential;

import com.fasterxml.jackson.databind.JsonNode;

import io.gnomon.model.labels.Labels;
import io.gnomon.model.query.QueryException;
import io.gnomon.model.query.QueryResult;
import io.gnomon.model.query.QueryResult.Series;
import io.gnomon.model.sample.Histogram;
import io.gnomon.model.sample.SampleColumn;
import io.gnomon.platform.promql.internal.histogram.BucketList;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * An answer, ours or the peer's, in a form that can be compared. The numbers of a point are its
 * value, or the count, the sum and the buckets (lower, upper, count) of a histogram.
 */
record PeerAnswer(
        String errorType,
        String error,
        Map<Labels, Map<Long, double[]>> series,
        TreeSet<String> warnings,
        TreeSet<String> infos) {
    private static PeerAnswer failed(String type, String message) {
        return new PeerAnswer(type, message, Map.of(), new TreeSet<>(), new TreeSet<>());
    }

    boolean isError() {
        return !errorType.isEmpty();
    }

    static PeerAnswer of(QueryException e) {
        return failed(e.type().text(), String.valueOf(e.getMessage()));
    }

    static PeerAnswer of(QueryResult result) {
        Map<Labels, Map<Long, double[]>> series = new LinkedHashMap<>();
        switch (result) {
            case QueryResult.Vector v -> v.series().forEach(s -> put(s, series));
            case QueryResult.Matrix m -> m.series().forEach(s -> put(s, series));
            case QueryResult.Scalar s ->
                    series.put(Labels.EMPTY, Map.of(s.timeMillis(), new double[] {s.value()}));
            case QueryResult.Text t -> throw new IllegalArgumentException("a text");
        }
        return new PeerAnswer(
                "", "", series, texts(result.notes().warnings()), texts(result.notes().infos()));
    }

    private static void put(Series one, Map<Labels, Map<Long, double[]>> into) {
        Map<Long, double[]> points = new TreeMap<>();
        SampleColumn column = one.samples();
        for (int row = 0; row < column.size; row++) {
            Histogram histogram = column.histogram(row);
            points.put(
                    column.times[row],
                    histogram == null
                            ? new double[] {column.values[row]}
                            : BucketList.numbers(histogram));
        }
        into.put(one.labels(), points);
    }

    static PeerAnswer of(JsonNode json) {
        if (!json.path("status").asText().equals("success")) {
            return failed(json.path("errorType").asText(), json.path("error").asText());
        }
        Map<Labels, Map<Long, double[]>> series = new LinkedHashMap<>();
        JsonNode result = json.path("data").path("result");
        if (json.path("data").path("resultType").asText().equals("scalar")) {
            Map<Long, double[]> points = new TreeMap<>();
            point(result, points);
            series.put(Labels.EMPTY, points);
        } else {
            for (JsonNode one : result) {
                Map<Long, double[]> points = new TreeMap<>();
                for (String field : List.of("value", "histogram")) {
                    if (one.has(field)) {
                        point(one.get(field), points);
                    }
                    one.path(field + "s").forEach(pair -> point(pair, points));
                }
                series.put(labels(one.get("metric")), points);
            }
        }
        return new PeerAnswer(
                "", "", series, texts(json.path("warnings")), texts(json.path("infos")));
    }

    private static TreeSet<String> texts(JsonNode list) {
        TreeSet<String> texts = new TreeSet<>();
        list.forEach(text -> texts.add(KnownDifferences.remark(text.asText())));
        return texts;
    }

    private static TreeSet<String> texts(List<String> remarks) {
        TreeSet<String> texts = new TreeSet<>();
        remarks.forEach(text -> texts.add(KnownDifferences.remark(text)));
        return texts;
    }

    private static Labels labels(JsonNode metric) {
        Labels.Builder labels = Labels.builder();
        metric.properties().forEach(e -> labels.set(e.getKey(), e.getValue().asText()));
        return labels.build();
    }

    private static void point(JsonNode pair, Map<Long, double[]> into) {
        long time = Math.round(pair.get(0).asDouble() * 1000);
        into.put(
                time,
                pair.get(1).isTextual()
                        ? new double[] {number(pair.get(1))}
                        : histogram(pair.get(1)));
    }

    private static double[] histogram(JsonNode json) {
        List<Double> numbers = new ArrayList<>();
        numbers.add(number(json.get("count")));
        numbers.add(number(json.get("sum")));
        for (JsonNode bucket : json.path("buckets")) {
            for (int i = 1; i < 4; i++) {
                numbers.add(number(bucket.get(i)));
            }
        }
        return numbers.stream().mapToDouble(Double::doubleValue).toArray();
    }

    private static double number(@Nullable JsonNode text) {
        return switch (text == null ? "" : text.asText()) {
            case "+Inf" -> Double.POSITIVE_INFINITY;
            case "-Inf" -> Double.NEGATIVE_INFINITY;
            case "" -> throw new IllegalArgumentException("no number");
            default -> Double.parseDouble(text == null ? "" : text.asText());
        };
    }
}
