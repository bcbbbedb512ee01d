package io.gnomon.spi.exporter;

import org.osgi.annotation.versioning.ProviderType;

import java.time.Duration;
import java.util.List;
import java.util.Map;

/** What is asked of an exporter in one scrape, or for one page. */
@ProviderType
public interface CollectRequest {
    /** Time left when the call began. */
    Duration timeout();

    /**
     * URL parameters of the scrape: {@code target} and {@code module} of multi-target exporters,
     * {@code collect[]} of the node exporter. Empty when there are none.
     */
    Map<String, List<String>> parameters();

    /**
     * Path of the request below the exporter's place: of {@link ExporterFactory#metricPaths} or
     * {@link ExporterFactory#pagePaths}. In a scrape inside the server it is the scrape config's
     * {@code metrics_path}.
     */
    default String path() {
        return "/metrics";
    }

    /** The first value of a parameter, empty when it was not given. */
    default String parameter(String name) {
        List<String> values = parameters().getOrDefault(name, List.of());
        return values.isEmpty() ? "" : values.getFirst();
    }
}
