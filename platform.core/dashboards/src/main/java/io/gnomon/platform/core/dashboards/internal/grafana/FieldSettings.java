package io.gnomon.platform.core.dashboards.internal.grafana;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;

/** Pieces of a panel's fieldConfig, made from older forms. */
final class FieldSettings {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private FieldSettings() {}

    static ObjectNode defaults(ObjectNode panel) {
        return ClassicForm.object(ClassicForm.object(panel, "fieldConfig"), "defaults");
    }

    static ArrayNode overrides(ObjectNode panel) {
        return ClassicForm.array(ClassicForm.object(panel, "fieldConfig"), "overrides");
    }

    /**
     * Properties for the fields of a name, {@code /x/} being a regular expression; nothing when
     * there are none.
     */
    static void override(ObjectNode panel, String name, ObjectNode properties) {
        if (properties.isEmpty()) {
            return;
        }
        boolean regex = name.length() > 1 && name.startsWith("/") && name.lastIndexOf('/') > 0;
        ObjectNode override = overrides(panel).addObject();
        override.putObject("matcher").put("id", regex ? "byRegexp" : "byName").put("options", name);
        ArrayNode list = override.putArray("properties");
        properties
                .properties()
                .forEach(property ->
                        list.addObject()
                                .put("id", property.getKey())
                                .set("value", property.getValue()));
    }

    static ObjectNode newObject() {
        return NODES.objectNode();
    }

    static ObjectNode fixedColor(String color) {
        return NODES.objectNode().put("mode", "fixed").put("fixedColor", color);
    }

    /** A number that may be written as text; null when it is none. */
    static @Nullable JsonNode number(JsonNode value) {
        if (value.isNumber()) {
            return value;
        }
        try {
            String text = value.isTextual() ? value.asText().trim() : "";
            return text.isEmpty() ? null : NODES.numberNode(Double.parseDouble(text));
        } catch (NumberFormatException e) {
            return null;
        }
    }

    /** Puts a number under a name when it is one. */
    static void putNumber(ObjectNode into, String name, JsonNode value) {
        JsonNode number = number(value);
        if (number != null) {
            into.set(name, number);
        }
    }

    /** Steps of the values at which colours change; the first colour holds below them all. */
    static ObjectNode thresholds(List<JsonNode> values, JsonNode colors) {
        ObjectNode thresholds = NODES.objectNode().put("mode", "absolute");
        ArrayNode steps = thresholds.putArray("steps");
        List<JsonNode> bounds = new ArrayList<>(values);
        bounds.add(0, NullNode.getInstance());
        for (int i = 0; i < bounds.size() && i < colors.size(); i++) {
            steps.addObject().put("color", colors.get(i).asText()).set("value", bounds.get(i));
        }
        return thresholds;
    }

    /** Mappings of singlestat and old tables. */
    static ArrayNode mappings(JsonNode settings) {
        ArrayNode mappings = NODES.arrayNode();
        if (settings.path("mappingType").asInt(1) == 2) {
            settings.path("rangeMaps").forEach(map -> addRange(mappings, map));
        } else {
            settings.path("valueMaps").forEach(map -> addValue(mappings, map));
        }
        return mappings;
    }

    private static void addValue(ArrayNode mappings, JsonNode map) {
        String value = map.path("value").asText();
        ObjectNode result = NODES.objectNode();
        result.set("text", TextNode.valueOf(map.path("text").asText("")));
        ObjectNode mapping = mappings.addObject();
        if (value.equals("null")) {
            mapping.put("type", "special")
                    .putObject("options")
                    .put("match", "null")
                    .set("result", result);
        } else {
            mapping.put("type", "value").putObject("options").set(value, result);
        }
    }

    private static void addRange(ArrayNode mappings, JsonNode map) {
        ObjectNode mapping = mappings.addObject();
        if (map.path("from").asText().equals("null")) {
            mapping.put("type", "special");
            mapping.putObject("options").put("match", "null");
        } else {
            mapping.put("type", "range");
            ObjectNode options = mapping.putObject("options");
            putNumber(options, "from", map.path("from"));
            putNumber(options, "to", map.path("to"));
        }
        ClassicForm.object(mapping, "options")
                .putObject("result")
                .put("text", map.path("text").asText(""));
    }

    /** Mends what real files have in forms of their own. */
    static void tidy(ObjectNode panel, Notes notes) {
        if (!(panel.get("fieldConfig") instanceof ObjectNode config)) {
            return;
        }
        if (config.get("defaults") instanceof ObjectNode defaults) {
            tidyThresholds(defaults.path("thresholds"));
            if (defaults.get("mappings") instanceof ArrayNode old) {
                defaults.set("mappings", tidied(old, notes));
            }
        }
        for (JsonNode override : config.path("overrides")) {
            for (JsonNode property : override.path("properties")) {
                if (property instanceof ObjectNode object) {
                    tidyProperty(object, notes);
                }
            }
        }
    }

    private static void tidyProperty(ObjectNode property, Notes notes) {
        JsonNode value = property.path("value");
        switch (property.path("id").asText()) {
            case "color" -> {
                if (value.isTextual()) {
                    property.set("value", fixedColor(value.asText()));
                    notes.converted("colours of overrides that are plain names are fixed colours");
                }
            }
            case "thresholds" -> tidyThresholds(value);
            case "mappings" -> {
                if (value instanceof ArrayNode old) {
                    property.set("value", tidied(old, notes));
                }
            }
            default -> {}
        }
    }

    private static void tidyThresholds(JsonNode thresholds) {
        if (thresholds instanceof ObjectNode object && !object.has("mode")) {
            object.put("mode", "absolute");
        }
    }

    /** Until Grafana 8 a mapping had a number as its type. */
    private static ArrayNode tidied(ArrayNode mappings, Notes notes) {
        ArrayNode now = NODES.arrayNode();
        for (JsonNode mapping : mappings) {
            if (mapping.path("type").isNumber()) {
                notes.converted("value mappings of before Grafana 8 have today's form");
                if (mapping.path("type").asInt() == 2) {
                    addRange(now, mapping);
                } else {
                    addValue(now, mapping);
                }
            } else {
                now.add(mapping);
            }
        }
        return now;
    }
}
