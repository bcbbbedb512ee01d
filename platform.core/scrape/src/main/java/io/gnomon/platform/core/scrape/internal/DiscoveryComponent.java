package io.gnomon.platform.core.scrape.internal;

import io.gnomon.platform.core.config.DiscoveryConfig;
import io.gnomon.platform.core.scrape.TargetDiscovery;
import io.gnomon.platform.core.scrape.internal.loop.Searches;
import io.gnomon.spi.runtime.Plugins;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;

import java.time.InstantSource;

/** Discovery for other rooms as a service. */
@Component
public final class DiscoveryComponent implements TargetDiscovery {
    private final Searches searches;

    @Activate
    public DiscoveryComponent(@Reference Plugins plugins) {
        searches = new Searches(plugins, InstantSource.system());
    }

    @Override
    public Search search(DiscoveryConfig discovery, String purpose, Runnable onChange) {
        return searches.search(discovery, purpose, onChange);
    }

    @Deactivate
    void stop() {
        searches.close();
    }
}
