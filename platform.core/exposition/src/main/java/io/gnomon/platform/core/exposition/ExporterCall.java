package io.gnomon.platform.core.exposition;

import io.gnomon.spi.exporter.CollectRequest;
import io.gnomon.spi.exporter.ExporterFactory;
import io.gnomon.spi.exporter.MetricSink;
import io.gnomon.spi.runtime.Plugins;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.List;
import java.util.Map;

/** One call of an exporter, as the scrape loop and HTTP make it. */
public record ExporterCall(Duration timeout, String path, Map<String, List<String>> parameters)
        implements CollectRequest {
    /** Where an exporter tells about its host or server, and its process about itself. */
    public static final String METRICS = "/metrics";

    /**
     * Adds what the program of a peer says about itself, which the exporter does not: {@code
     * process_*} and its build info. Only to {@link #METRICS}, and only for exporters that stand
     * for a program.
     *
     * @param plugin the exporter, null when it is away
     */
    public void addOwnMetrics(Plugins.@Nullable ActivePlugin plugin, MetricSink sink) {
        if (path.equals(METRICS)
                && plugin != null
                && plugin.factory() instanceof ExporterFactory<?> factory
                && !factory.program().isEmpty()) {
            ProcessMetrics.writeBuildInfo(sink, factory.program(), plugin.version());
            ProcessMetrics.writeTo(sink);
        }
    }
}
