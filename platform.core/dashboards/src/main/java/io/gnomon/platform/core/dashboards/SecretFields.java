package io.gnomon.platform.core.dashboards;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * Settings that come back from a form: what is given as it was shown is what was stored, so that a
 * secret survives although nobody has seen it.
 */
public final class SecretFields {
    private static final String HIDDEN = "<secret>";

    private SecretFields() {}

    /**
     * The settings to save.
     *
     * @param given what the form sends
     * @param shown what the form was filled with: the stored settings without secrets
     * @param stored what is stored
     */
    public static ObjectNode keep(ObjectNode given, JsonNode shown, JsonNode stored) {
        ObjectNode kept = JsonNodeFactory.instance.objectNode();
        given.properties()
                .forEach(member -> {
                    String name = member.getKey();
                    JsonNode value = value(member.getValue(), shown.path(name), stored.path(name));
                    if (!value.isMissingNode()) {
                        kept.set(name, value);
                    }
                });
        return kept;
    }

    private static JsonNode value(JsonNode given, JsonNode shown, JsonNode stored) {
        if (given instanceof ObjectNode object) {
            return keep(object, shown, stored);
        }
        if (given instanceof ArrayNode array) {
            ArrayNode kept = JsonNodeFactory.instance.arrayNode(array.size());
            for (int i = 0; i < array.size(); i++) {
                JsonNode value = value(array.get(i), shown.path(i), stored.path(i));
                if (!value.isMissingNode()) {
                    kept.add(value);
                }
            }
            return kept;
        }
        if (given.equals(shown)) {
            return stored;
        }
        return given.asText().equals(HIDDEN) ? MissingNode.getInstance() : given;
    }
}
