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

    /** Says how the second differs from the first, empty when it does not. */
    static String difference(byte[] expected, byte[] actual) throws IOException {
        JsonNode a = JSON.readTree(expected).path("data");
        JsonNode b = JSON.readTree(actual).path("data");
        if (a.isArray()) {
            return sorted(a).equals(sorted(b)) ? "" : "other labels or series";
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

    private static String points(JsonNode a, JsonNode b) {
        JsonNode left =
                a.has("values") ? a.path("values") : JSON.createArrayNode().add(a.path("value"));
        JsonNode right =
                b.has("values") ? b.path("values") : JSON.createArrayNode().add(b.path("value"));
        if (left.size() != right.size()) {
            return left.size() + " points against " + right.size();
        }
        for (int i = 0; i < left.size(); i++) {
            double x = left.get(i).path(1).asDouble();
            double y = right.get(i).path(1).asDouble();
            boolean sameTime = left.get(i).path(0).asDouble() == right.get(i).path(0).asDouble();
            double largest = Math.max(Math.abs(x), Math.abs(y));
            if (!sameTime
                    || !(Math.abs(x - y) <= TOLERANCE * largest || Double.compare(x, y) == 0)) {
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
