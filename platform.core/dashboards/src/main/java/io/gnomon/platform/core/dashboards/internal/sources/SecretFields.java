package io.gnomon.platform.core.dashboards.internal.sources;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** Puts stored secrets back where a form gives {@code <secret>}. */
final class SecretFields {
    private static final String SHOWN = "<secret>";

    private SecretFields() {}

    /**
     * The settings as they are to be saved: each {@code <secret>} is what the stored settings have
     * at its place, or is left out where they have nothing.
     */
    static ObjectNode keep(ObjectNode given, JsonNode stored) {
        ObjectNode kept = JsonNodeFactory.instance.objectNode();
        given.properties()
                .forEach(member -> {
                    JsonNode value = value(member.getValue(), stored.path(member.getKey()));
                    if (!value.isMissingNode()) {
                        kept.set(member.getKey(), value);
                    }
                });
        return kept;
    }

    private static JsonNode value(JsonNode given, JsonNode stored) {
        if (given.asText().equals(SHOWN)) {
            return stored;
        }
        if (given instanceof ObjectNode object) {
            return keep(object, stored);
        }
        if (given instanceof ArrayNode array) {
            ArrayNode kept = JsonNodeFactory.instance.arrayNode(array.size());
            for (int i = 0; i < array.size(); i++) {
                JsonNode value = value(array.get(i), stored.path(i));
                if (!value.isMissingNode()) {
                    kept.add(value);
                }
            }
            return kept;
        }
        return given;
    }
}
