package io.gnomon.platform.core.scrape;

import io.gnomon.platform.core.config.DiscoveryConfig;
import io.gnomon.spi.discovery.TargetGroup;

import org.osgi.annotation.versioning.ProviderType;

import java.util.List;

/**
 * Finds targets for other rooms in the way scraping finds its own; an OSGi service. Any thread;
 * nothing blocks.
 */
@ProviderType
public interface TargetDiscovery {
    /**
     * Begins to ask a discovery again and again, also while its plugin is not there yet.
     *
     * @param purpose what the targets are for, for the log
     * @param onChange called after other groups were found, on any thread
     */
    Search search(DiscoveryConfig discovery, String purpose, Runnable onChange);

    /** A discovery that is asked; ended by closing. */
    interface Search extends AutoCloseable {
        /** What was found last; it stays while the discovery fails. */
        List<TargetGroup> groups();

        @Override
        void close();
    }
}
