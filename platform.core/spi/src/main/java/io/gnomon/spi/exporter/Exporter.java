package io.gnomon.spi.exporter;

import org.osgi.annotation.versioning.ConsumerType;

/** Collects metrics when asked. Immutable as far as its users can see; it may cache. */
@ConsumerType
public interface Exporter extends AutoCloseable {
    /**
     * Collects now. Called on a thread of the plugin's pool, never two at a time for one target,
     * but calls for different targets and from /metrics overlap. Must be done by the request's
     * deadline; then the thread is interrupted and the scrape has failed. Metrics reported before a
     * throw are dropped; the throw's message becomes the target's last error and {@code up} is 0.
     */
    void collect(CollectRequest request, MetricSink sink) throws Exception;

    /** Releases what the exporter holds. Called once, after the last collect has returned. */
    @Override
    default void close() {}
}
