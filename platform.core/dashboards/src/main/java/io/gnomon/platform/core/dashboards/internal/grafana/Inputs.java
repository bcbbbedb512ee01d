package io.gnomon.platform.core.dashboards.internal.grafana;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;

import java.util.HashMap;
import java.util.Map;

/**
 * Fills what an export for others left open, {@code __inputs}: a data source becomes "any of this
 * type", a constant its value. The list itself stays, so that the file can be given on.
 */
final class Inputs {
    private final Map<String, String> types = new HashMap<>();
    private final Map<String, String> constants = new HashMap<>();

    private Inputs(JsonNode inputs) {
        for (JsonNode input : inputs) {
            String reference = "${" + input.path("name").asText() + "}";
            if (input.path("type").asText().equals("datasource")) {
                types.put(reference, input.path("pluginId").asText("prometheus"));
            } else if (input.has("value")) {
                constants.put(reference, input.path("value").asText());
            }
        }
    }

    static void fill(ObjectNode dashboard, Notes notes) {
        JsonNode list = dashboard.path("__inputs");
        Inputs inputs = new Inputs(list);
        if (inputs.types.isEmpty() && inputs.constants.isEmpty()) {
            return;
        }
        dashboard
                .properties()
                .forEach(field -> {
                    if (!field.getKey().startsWith("__")) {
                        field.setValue(inputs.filled(field.getKey(), field.getValue()));
                    }
                });
        inputs.types.forEach((reference, type) ->
                notes.converted("%s is any data source of type \"%s\"".formatted(reference, type)));
        inputs.constants.forEach(
                (reference, value) -> notes.converted("%s is \"%s\"".formatted(reference, value)));
    }

    private JsonNode filled(String name, JsonNode value) {
        if (value instanceof ObjectNode object) {
            String type = types.get(object.path("uid").asText());
            if (name.equals("datasource") && type != null) {
                object.remove("uid");
                object.put("type", type);
            } else {
                object.properties()
                        .forEach(field -> field.setValue(filled(field.getKey(), field.getValue())));
            }
        } else if (value instanceof ArrayNode array) {
            for (int i = 0; i < array.size(); i++) {
                array.set(i, filled(name, array.get(i)));
            }
        } else if (value.isTextual()) {
            return filledText(name, value);
        }
        return value;
    }

    private JsonNode filledText(String name, JsonNode value) {
        String text = value.asText();
        String type = types.get(text);
        if (type != null && name.equals("datasource")) {
            return JsonNodeFactory.instance.objectNode().put("type", type);
        }
        String result = text;
        for (Map.Entry<String, String> constant : constants.entrySet()) {
            result = result.replace(constant.getKey(), constant.getValue());
        }
        return result.equals(text) ? value : TextNode.valueOf(result);
    }
}
