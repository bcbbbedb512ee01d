package io.gnomon.platform.core.dashboards.internal.panel;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.gnomon.platform.core.dashboards.RequestRefused;
import io.gnomon.platform.core.dashboards.internal.Json;
import io.gnomon.spi.settings.SettingsBinder;
import io.gnomon.spi.settings.SettingsException;
import io.gnomon.spi.settings.SettingsNode;

import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Binds parts of a dashboard to a plugin's record. Dashboards carry keys that only Grafana's editor
 * needs; those that the record does not have, and nulls, are left out before the strict binder sees
 * them.
 */
final class KnownKeys {
    private final SettingsBinder binder;

    /** Schemas are derived by reflection, so each record's keys are kept as long as its class. */
    private final ClassValue<Set<String>> keys =
            new ClassValue<>() {
                @Override
                protected Set<String> computeValue(Class<?> type) {
                    return keysOf(type.asSubclass(Record.class));
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
            return binder.bind(node(object, keys.get(type)), type);
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
        return node(object, keys.get(type));
    }

    private SettingsNode node(JsonNode object, Set<String> known) throws SettingsException {
        ObjectNode kept = Json.newObject();
        object.properties()
                .forEach(member -> {
                    if (known.contains(member.getKey()) && !member.getValue().isNull()) {
                        kept.set(member.getKey(), member.getValue());
                    }
                });
        return binder.parseJson(Json.text(kept));
    }

    private Set<String> keysOf(Class<? extends Record> type) {
        try {
            Set<String> names = new TreeSet<>();
            Json.object(binder.schema(type))
                    .path("properties")
                    .fieldNames()
                    .forEachRemaining(names::add);
            return Set.copyOf(names);
        } catch (RequestRefused e) {
            throw new IllegalStateException("the schema of " + type + " is not JSON", e);
        }
    }
}
