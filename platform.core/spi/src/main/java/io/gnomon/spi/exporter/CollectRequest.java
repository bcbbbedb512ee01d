package io.gnomon.spi.exporter;

import org.osgi.annotation.versioning.ProviderType;

import java.time.Duration;
import java.util.List;
import java.util.Map;

/** What is asked of an exporter in one scrape. */
@ProviderType
public interface CollectRequest {
    /** Time left when the call began. */
    Duration timeout();

    /**
     * URL parameters of the scrape: {@code target} and {@code module} of multi-target exporters,
     * {@code collect[]} of the node exporter. Empty when there are none.
     */
    Map<String, List<String>> parameters();
}
