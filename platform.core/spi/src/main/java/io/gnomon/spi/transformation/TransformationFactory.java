package io.gnomon.spi.transformation;

import io.gnomon.spi.common.PluginFactory;

import org.osgi.annotation.versioning.ConsumerType;

/**
 * Makes {@link Transformation}s. {@link #name} is the id in the dashboard's JSON, such as
 * "organize" or "sortBy", in capitals and small letters as there; the settings are its options.
 *
 * @param <S> options record
 */
@ConsumerType
public interface TransformationFactory<S extends Record> extends PluginFactory<S, Transformation> {}
