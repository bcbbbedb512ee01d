package io.gnomon.platform.core.config;

import io.gnomon.platform.core.config.internal.load.ConfigReader;
import io.gnomon.platform.core.config.internal.settings.RecordBinder;
import io.gnomon.platform.core.config.internal.text.YamlReader;
import io.gnomon.spi.common.HttpSettings;
import io.gnomon.spi.settings.SettingsException;

/** The configuration files for sub-commands, which run without the framework. */
public final class OfflineConfig {
    private OfflineConfig() {}

    /**
     * Reads a Prometheus configuration file and the scrape configs that it includes, as the server
     * does; sections of plugins are not bound.
     *
     * @param gnomonFile gnomon.yml, which says how it is read; empty for none
     * @param agent whether it must be one that a server with {@code --agent} takes
     * @throws SettingsException as the server says it
     */
    public static LoadedConfig read(String file, String gnomonFile, boolean agent)
            throws SettingsException {
        return ConfigReader.ofEnvironment(file, gnomonFile, agent).read();
    }

    /**
     * Reads a file of the field's {@code http_config}.
     *
     * @param file empty for none, which gives the defaults
     * @throws SettingsException with what is wrong
     */
    public static HttpSettings http(String file) throws SettingsException {
        return file.isEmpty()
                ? HttpSettings.PLAIN
                : new RecordBinder()
                        .bind(YamlReader.read(file, ConfigReader.text(file)), HttpSettings.class);
    }
}
