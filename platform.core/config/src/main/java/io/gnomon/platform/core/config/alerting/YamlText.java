package io.gnomon.platform.core.config.alerting;

import io.gnomon.platform.core.config.internal.load.ConfigReader;
import io.gnomon.spi.settings.SettingsException;

/**
 * The text of a YAML file.
 *
 * @param file its name, for positions
 */
public record YamlText(String file, String text) {
    static YamlText read(String file) throws SettingsException {
        return new YamlText(file, ConfigReader.text(file));
    }
}
