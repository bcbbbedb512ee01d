package io.gnomon.spi.exporter;

import org.jspecify.annotations.Nullable;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * What an {@link Exporter} shows over HTTP besides metrics: its configuration, what it did last,
 * how it came to a result. An exporter that has such pages implements this interface too, and its
 * factory names their paths in {@link ExporterFactory#pagePaths}.
 */
@ConsumerType
public interface ExporterPages {
    /**
     * The page that is asked for. Called as {@link Exporter#collect} is, for
     *
     * <ul>
     *   <li>a path of {@link ExporterFactory#pagePaths}; null answers 404;
     *   <li>{@code /}, the exporter's landing page; null shows one that links to all paths;
     *   <li>a path of metrics with the parameter {@code debug=true}; null answers with metrics.
     * </ul>
     *
     * Links must be relative ({@code probe?target=...}), since the exporter is served below other
     * paths too; scripts and styles do not run.
     *
     * @throws RequestRefused for 400 with its message; any other throw answers 500
     */
    @Nullable Page page(CollectRequest request) throws Exception;

    /**
     * An answer.
     *
     * @param contentType such as {@code text/plain; charset=utf-8}
     */
    record Page(int status, String contentType, String body) {
        /** A page that was found. */
        public Page(String contentType, String body) {
            this(200, contentType, body);
        }
    }
}
