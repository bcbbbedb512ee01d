package io.gnomon.spi.exporter;

import io.gnomon.spi.common.PluginFactory;

import org.osgi.annotation.versioning.ConsumerType;

/**
 * Makes {@link Exporter}s. Register it as an OSGi service of this type; a scrape config with {@code
 * scheme: exporter} and {@code targets: ['NAME']} scrapes it.
 *
 * @param <S> settings record
 */
@ConsumerType
public interface ExporterFactory<S extends Record> extends PluginFactory<S, Exporter> {
    /**
     * The port on which the peer of this exporter listens, 0 for none; used for {@code instance}.
     */
    default int usualPort() {
        return 0;
    }
}
