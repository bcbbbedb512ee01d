package io.gnomon.spi.channel;

import io.gnomon.spi.common.PluginFactory;

import org.osgi.annotation.versioning.ConsumerType;

/**
 * Makes {@link Channel}s. {@link #name} is the section of a receiver without its ending: a factory
 * named "webhook" reads {@code webhook_configs}.
 *
 * @param <S> settings record, one entry of the section
 */
@ConsumerType
public interface ChannelFactory<S extends Record> extends PluginFactory<S, Channel> {}
