package io.gnomon.platform.core.dashboards.internal.panel;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.gnomon.platform.core.dashboards.RequestRefused;
import io.gnomon.platform.core.dashboards.internal.Json;
import io.gnomon.spi.settings.SettingsBinder;
import io.gnomon.spi.settings.SettingsException;
import io.gnomon.spi.settings.SettingsNode;

import java.util.Map;
import java.util.stream.Collectors;

/**
 * Binds parts of a dashboard to a plugin's record. Dashboards carry keys that only Grafana's editor
 * needs; those that the record, or a record in it, does not have, and nulls, are left out before
 * the strict binder sees them.
 */
final class KnownKeys {
    private final SettingsBinder binder;

    /** Schemas are derived by reflection, so each record's is kept as long as its class. */
    private final ClassValue<ObjectNode> schemas =
            new ClassValue<>() {
                @Override
                protected ObjectNode computeValue(Class<?> type) {
                    return schemaOf(type.asSubclass(Record.class));
                }
            };

    KnownKeys(SettingsBinder binder) {
        this.binder = binder;
    }

    /**
     * Binds an object.
     *
     * @throws IllegalArgumentException with a sentence that names the keys that are wrong
     */
    <T extends Record> T bind(JsonNode object, Class<T> type) {
        try {
            return binder.bind(node(object, type), type);
        } catch (SettingsException e) {
            String sentence =
                    e.problems().stream()
                            .map(SettingsException.Problem::message)
                            .collect(Collectors.joining("; "));
            throw new IllegalArgumentException(sentence, e);
        }
    }

    /** The node of an object, with only the keys of a record. */
    SettingsNode node(JsonNode object, Class<? extends Record> type) throws SettingsException {
        JsonNode kept = object.isObject() ? known(object, schemas.get(type)) : Json.newObject();
        return binder.parseJson(Json.text(kept));
    }

    private static JsonNode known(JsonNode value, JsonNode schema) {
        JsonNode properties = schema.path("properties");
        if (value.isObject() && properties.isObject()) {
            ObjectNode kept = Json.newObject();
            for (Map.Entry<String, JsonNode> member : value.properties()) {
                JsonNode of = properties.path(member.getKey());
                if (!of.isMissingNode() && !member.getValue().isNull()) {
                    kept.set(member.getKey(), known(member.getValue(), of));
                }
            }
            return kept;
        }
        if (value.isObject() && schema.path("additionalProperties").isObject()) {
            ObjectNode kept = Json.newObject();
            for (Map.Entry<String, JsonNode> member : value.properties()) {
                kept.set(
                        member.getKey(),
                        known(member.getValue(), schema.path("additionalProperties")));
            }
            return kept;
        }
        if (value.isArray() && schema.path("items").isObject()) {
            ArrayNode kept = JsonNodeFactory.instance.arrayNode(value.size());
            value.forEach(item -> kept.add(known(item, schema.path("items"))));
            return kept;
        }
        return value;
    }

    private ObjectNode schemaOf(Class<? extends Record> type) {
        try {
            return Json.object(binder.schema(type));
        } catch (RequestRefused e) {
            throw new IllegalStateException("the schema of " + type + " is not JSON", e);
        }
    }
}
