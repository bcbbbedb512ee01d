package io.gnomon.spi.settings;

import org.osgi.annotation.versioning.ProviderType;

import java.util.function.Function;

/**
 * Binds settings records; an OSGi service, implemented by platform.core/config. The one engine for
 * prometheus.yml, plugin settings and web forms. Any thread.
 */
@ProviderType
public interface SettingsBinder {
    /**
     * A record of the type with the values of the node. Unknown keys, wrong types, missing required
     * values and broken limits are all collected.
     *
     * @throws SettingsException with every problem found
     * @throws IllegalArgumentException when the type is not a settings record: an error of its
     *     author
     */
    <S extends Record> S bind(SettingsNode node, Class<S> type) throws SettingsException;

    /**
     * As {@link #bind}, with values of the node replaced before they are bound: environment
     * variables, secrets by reference.
     */
    <S extends Record> S bind(SettingsNode node, Class<S> type, Function<String, String> replace)
            throws SettingsException;

    /**
     * JSON Schema (2020-12, with the x-gnomon hints of panel-contract.ts) of a record, as JSON
     * text.
     */
    String schema(Class<? extends Record> type);

    /**
     * The node without secrets: each value that the type marks as secret reads {@code <secret>}.
     */
    SettingsNode withoutSecrets(SettingsNode node, Class<? extends Record> type);

    /**
     * The node of a JSON text.
     *
     * @throws SettingsException when it is not JSON
     */
    SettingsNode parseJson(String json) throws SettingsException;

    /**
     * The node of a YAML text: one document, keys unique.
     *
     * @param file its name, for the positions
     * @throws SettingsException when it is not YAML
     */
    SettingsNode parseYaml(String file, String yaml) throws SettingsException;

    /**
     * JSON text of a node. Scalars that are not quoted and read as numbers or booleans stay such.
     */
    String toJson(SettingsNode node);

    /** YAML text of a node in block style; it reads back the same. */
    String toYaml(SettingsNode node);
}
