package io.gnomon.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Whether two answers of the API say the same: series in any order, values within a tolerance. */
final class SameAnswer {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final double TOLERANCE = 1e-9;

    private SameAnswer() {}

    /**
     * Says how the second differs from the first, empty when it does not.
     *
     * @param choosesSeries the query picks some of the series; which of equal ones is free, so the
     *     values at each time count, not whose they are
     */
    static String difference(byte[] expected, byte[] actual, boolean choosesSeries)
            throws IOException {
        JsonNode a = JSON.readTree(expected).path("data");
        JsonNode b = JSON.readTree(actual).path("data");
        if (a.isArray()) {
            return sorted(a).equals(sorted(b)) ? "" : "other labels or series";
        }
        if (choosesSeries) {
            return atEachTime(a.path("result"), b.path("result"));
        }
        Map<String, JsonNode> left = series(a.path("result"));
        Map<String, JsonNode> right = series(b.path("result"));
        if (!left.keySet().equals(right.keySet())) {
            return left.size() + " series against " + right.size() + ", or other labels";
        }
        for (Map.Entry<String, JsonNode> one : left.entrySet()) {
            JsonNode other = right.get(one.getKey());
            String difference = other == null ? "missing" : points(one.getValue(), other);
            if (!difference.isEmpty()) {
                return one.getKey() + ": " + difference;
            }
        }
        return "";
    }

    private static String atEachTime(JsonNode a, JsonNode b) {
        Map<Double, List<Double>> left = valuesByTime(a);
        Map<Double, List<Double>> right = valuesByTime(b);
        if (!left.keySet().equals(right.keySet())) {
            return left.size() + " steps with values against " + right.size();
        }
        for (Map.Entry<Double, List<Double>> one : left.entrySet()) {
            List<Double> other = right.getOrDefault(one.getKey(), List.of());
            boolean same = one.getValue().size() == other.size();
            for (int i = 0; same && i < other.size(); i++) {
                same = isSame(one.getValue().get(i), other.get(i));
            }
            if (!same) {
                return "at " + one.getKey() + ": " + one.getValue() + " against " + other;
            }
        }
        return "";
    }

    private static Map<Double, List<Double>> valuesByTime(JsonNode result) {
        Map<Double, List<Double>> all = new TreeMap<>();
        for (JsonNode one : result) {
            for (JsonNode point : pointsOf(one)) {
                all.computeIfAbsent(point.path(0).asDouble(), t -> new ArrayList<>())
                        .add(point.path(1).asDouble());
            }
        }
        all.values().forEach(values -> values.sort(null));
        return all;
    }

    private static JsonNode pointsOf(JsonNode one) {
        return one.has("values")
                ? one.path("values")
                : JSON.createArrayNode().add(one.path("value"));
    }

    private static boolean isSame(double x, double y) {
        double largest = Math.max(Math.abs(x), Math.abs(y));
        return Math.abs(x - y) <= TOLERANCE * largest || Double.compare(x, y) == 0;
    }

    private static String points(JsonNode a, JsonNode b) {
        JsonNode left = pointsOf(a);
        JsonNode right = pointsOf(b);
        if (left.size() != right.size()) {
            return left.size() + " points against " + right.size();
        }
        for (int i = 0; i < left.size(); i++) {
            double x = left.get(i).path(1).asDouble();
            double y = right.get(i).path(1).asDouble();
            boolean sameTime = left.get(i).path(0).asDouble() == right.get(i).path(0).asDouble();
            if (!sameTime || !isSame(x, y)) {
                return "point " + i + " is " + x + " against " + y;
            }
        }
        return "";
    }

    private static List<String> sorted(JsonNode array) {
        List<String> texts = new ArrayList<>();
        array.forEach(entry -> texts.add(entry.isObject() ? labels(entry) : entry.asText()));
        texts.sort(null);
        return texts;
    }

    private static Map<String, JsonNode> series(JsonNode result) {
        Map<String, JsonNode> series = new HashMap<>();
        result.forEach(one -> series.put(labels(one.path("metric")), one));
        return series;
    }

    private static String labels(JsonNode metric) {
        Map<String, String> labels = new TreeMap<>();
        metric.properties().forEach(label -> labels.put(label.getKey(), label.getValue().asText()));
        return labels.toString();
    }
}
