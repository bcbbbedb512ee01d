package io.gnomon.platform.core.config;

import io.gnomon.spi.settings.SettingsException;

import org.osgi.annotation.versioning.ConsumerType;

/**
 * Knows what the text of a configuration alone does not tell, such as what plugins accept. Offered
 * as an OSGi service: it is shown the configuration in force when it comes, where a mistake ends
 * the start of the server ({@link StartProblem}), and each later one before it comes into force.
 */
@ConsumerType
public interface ConfigCheck {
    /**
     * Looks at a configuration. Called on the thread of the start or the reload, which waits.
     *
     * @throws SettingsException with every problem; in a reload what was in force stays so
     */
    void check(LoadedConfig next) throws SettingsException;
}
