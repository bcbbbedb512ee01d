package io.gnomon.model.query;

import io.gnomon.model.storage.Storage;

import org.osgi.annotation.versioning.ProviderType;

/**
 * Makes engines over any store, for sub-commands, which run without the framework and find it by
 * {@link java.util.ServiceLoader}. Any thread.
 */
@ProviderType
public interface QueryEngineFactory {
    /**
     * An engine with the features that the system property {@code enable-feature} lists.
     *
     * @param subqueryStepMillis step of subqueries that give none
     */
    QueryEngine over(Storage storage, long subqueryStepMillis);
}
