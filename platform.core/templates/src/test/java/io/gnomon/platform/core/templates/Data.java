package io.gnomon.platform.core.templates;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import io.gnomon.platform.core.templates.internal.functions.KeyValues;
import io.gnomon.platform.core.templates.internal.functions.NotificationValues;
import io.gnomon.platform.core.templates.internal.time.GoTime;
import io.gnomon.platform.core.templates.internal.value.GoList;
import io.gnomon.platform.core.templates.internal.value.GoMap;
import io.gnomon.platform.core.templates.internal.value.GoStruct;
import io.gnomon.platform.core.templates.internal.value.Nothing;
import io.gnomon.platform.testkit.PeerData;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Values of templates from the JSON of the vectors. */
final class Data {
    private static final ObjectMapper JSON = new ObjectMapper();

    private Data() {}

    /** The cases of a file of vectors. */
    static List<JsonNode> cases(String name) throws IOException {
        String text = Files.readString(PeerData.folder("vectors/" + name));
        List<JsonNode> cases = new ArrayList<>();
        JSON.readTree(text).get("cases").forEach(cases::add);
        return cases;
    }

    static JsonNode json(String text) throws IOException {
        return JSON.readTree(text);
    }

    /** A plain value: texts, numbers, lists, maps; "math.MaxInt64" is Go's constant. */
    static Object plain(JsonNode node) {
        if (node.isMissingNode() || node.isNull()) {
            return Nothing.NO_VALUE;
        }
        if (node.isTextual()) {
            return switch (node.asText()) {
                case "math.MaxInt64" -> Long.MAX_VALUE;
                case "math.MinInt64" -> Long.MIN_VALUE;
                case "math.MaxUint64" -> new BigInteger("18446744073709551615");
                default -> node.asText();
            };
        }
        if (node.isIntegralNumber()) {
            return node.asLong();
        }
        if (node.isNumber()) {
            return node.asDouble();
        }
        if (node.isBoolean()) {
            return node.asBoolean();
        }
        if (node.isArray()) {
            List<Object> items = new ArrayList<>();
            node.forEach(item -> items.add(plain(item)));
            boolean texts = items.stream().allMatch(i -> i instanceof String);
            return new GoList(texts ? "[]string" : "[]interface {}", items);
        }
        Map<String, Object> entries = new LinkedHashMap<>();
        node.properties().forEach(e -> entries.put(e.getKey(), plain(e.getValue())));
        return GoMap.ofAny(entries);
    }

    /** Alertmanager's Data under Go's names of fields; what is not given is nil. */
    static Object dot(JsonNode node) {
        if (!node.isObject()
                || node.isEmpty()
                || !Character.isUpperCase(firstKey(node).charAt(0))) {
            return plain(node);
        }
        List<GoStruct.Field> fields = new ArrayList<>();
        fields.add(field("Alerts", alerts(node.path("Alerts"))));
        for (String name :
                List.of("GroupLabels", "CommonLabels", "CommonAnnotations", "RouteLabels")) {
            fields.add(field(name, kv(node.path(name))));
        }
        return new GoStruct("template.Data", fields);
    }

    private static String firstKey(JsonNode node) {
        return node.fieldNames().next();
    }

    private static GoStruct.Field field(String name, Object value) {
        return new GoStruct.Field(name, name, value);
    }

    private static Object kv(JsonNode node) {
        return node.isObject() ? KeyValues.of(texts(node)) : Nothing.NIL;
    }

    static Map<String, String> texts(JsonNode node) {
        Map<String, String> texts = new LinkedHashMap<>();
        node.properties().forEach(e -> texts.put(e.getKey(), e.getValue().asText()));
        return texts;
    }

    private static GoList alerts(JsonNode node) {
        List<Object> alerts = new ArrayList<>();
        node.forEach(a ->
                alerts.add(
                        NotificationValues.alert(
                                a.path("Status").asText(),
                                kv(a.path("Labels")),
                                kv(a.path("Annotations")),
                                GoTime.ZERO,
                                GoTime.ZERO,
                                "",
                                "")));
        return NotificationValues.alerts(alerts);
    }
}
