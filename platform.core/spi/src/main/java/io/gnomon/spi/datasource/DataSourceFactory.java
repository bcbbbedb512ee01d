package io.gnomon.spi.datasource;

import io.gnomon.spi.common.PluginFactory;

import org.osgi.annotation.versioning.ConsumerType;

/**
 * Makes {@link DataSource}s.
 *
 * @param <S> connection settings
 * @param <Q> query, the form of a panel's target
 */
@ConsumerType
public interface DataSourceFactory<S extends Record, Q extends Record>
        extends PluginFactory<S, DataSource<Q>> {
    /** The query record: annotated like settings; its form is derived in the same way. */
    Class<Q> query();
}
