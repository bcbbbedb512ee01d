package io.gnomon.model.storage;

import org.osgi.annotation.versioning.ProviderType;

import java.util.function.BooleanSupplier;

/**
 * Other servers that are asked for samples beside the store; an OSGi service that is there only
 * while there are such servers. Who answers users reads through it: the query engine, lists of
 * series and labels. Who writes, sends, or serves other servers does not. Any thread.
 */
@ProviderType
public interface RemoteReads {
    /**
     * The store together with the other servers, for one unit of work; as cheap as it can be. What
     * only the store has (writing, the feed, exemplars, metadata, figures) is the store's.
     *
     * <p>Its snapshots ask the servers when something is selected, and wait for them. A server that
     * fails is a warning of the selection, which is then partial, and is not asked again through
     * that snapshot. Where the store and a server have a sample at the same time the store's
     * counts.
     *
     * @param ended true when nobody waits for the answer any more: asked often while a server is
     *     waited for, which then ends with a {@link StorageException} of kind {@code CANCELLED}
     */
    Storage over(Storage store, BooleanSupplier ended);
}
