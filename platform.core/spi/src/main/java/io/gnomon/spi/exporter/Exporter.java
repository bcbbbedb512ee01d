package io.gnomon.spi.exporter;

import org.osgi.annotation.versioning.ConsumerType;

/**
 * Collects metrics when asked. Immutable as far as its users can see; it may cache. It may
 * implement {@link ExporterPages} too.
 */
@ConsumerType
public interface Exporter extends AutoCloseable {
    /**
     * Collects now. Called on a thread of the plugin's pool, never two at a time for one target,
     * but calls for different targets and from /metrics overlap. Must be done by the request's
     * deadline; then the thread is interrupted and the scrape has failed. Metrics reported before a
     * throw are dropped; the throw's message becomes the target's last error and {@code up} is 0.
     * Over HTTP a {@link RequestRefused} answers 400, another throw 500, each with the message.
     *
     * <p>{@code process_*}, the build info and what {@code promhttp_*} counts are not its business:
     * the server adds them for a factory with a {@link ExporterFactory#program}.
     */
    void collect(CollectRequest request, MetricSink sink) throws Exception;

    /**
     * Reads the files again that its settings name; when they are not valid it throws a sentence
     * and goes on with what it had. Called as {@link #collect} is, at the server's reload, at
     * {@code POST /-/reload} and SIGHUP, for factories that say {@link ExporterFactory#reloads}.
     */
    default void reload() throws Exception {}

    /**
     * Which of its collectors are switched on, and how each did when it was asked last, with the
     * reason of a failure that {@link #collect} does not throw. The web page and the landing page
     * show it. Called as {@link #collect} is.
     */
    default CollectorReport collectorReport() {
        return CollectorReport.NONE;
    }

    /** Releases what the exporter holds. Called once, after the last collect has returned. */
    @Override
    default void close() {}
}
