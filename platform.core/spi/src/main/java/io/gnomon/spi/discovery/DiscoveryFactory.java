package io.gnomon.spi.discovery;

import io.gnomon.spi.common.PluginFactory;

import org.osgi.annotation.versioning.ConsumerType;

/**
 * Makes {@link Discovery}s. {@link #name} is the section of a scrape config without its ending: a
 * factory named "file" reads {@code file_sd_configs}.
 *
 * @param <S> settings record, one entry of the section
 */
@ConsumerType
public interface DiscoveryFactory<S extends Record> extends PluginFactory<S, Discovery> {}
