package io.gnomon.platform.core.config;

import io.gnomon.spi.settings.SettingsException;

import org.osgi.annotation.versioning.ConsumerType;

/**
 * Knows what the text of a configuration alone does not tell, such as what plugins accept. All
 * services of this type are asked before a reload comes into force.
 */
@ConsumerType
public interface ConfigCheck {
    /**
     * Looks at a configuration. Called on the thread of the reload, which waits.
     *
     * @throws SettingsException with every problem; then what was in force stays so
     */
    void check(LoadedConfig next) throws SettingsException;
}
