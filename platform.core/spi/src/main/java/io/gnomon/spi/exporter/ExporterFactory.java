package io.gnomon.spi.exporter;

import io.gnomon.spi.common.PluginFactory;

import org.osgi.annotation.versioning.ConsumerType;

import java.util.List;
import java.util.Map;

/**
 * Makes {@link Exporter}s. Register it as an OSGi service of this type; a scrape config with {@code
 * scheme: exporter} and {@code targets: ['NAME']} scrapes it. The server also serves it over HTTP,
 * below {@code /exporters/NAME} and at an address of its own when gnomon.yml asks for one, and runs
 * it alone with {@code gnomon exporter NAME}; the methods here say how its peer does that. They
 * return the same each time and do not block.
 *
 * @param <S> settings record; how its components become flags says {@link
 *     io.gnomon.spi.common.Flag}
 */
@ConsumerType
public interface ExporterFactory<S extends Record> extends PluginFactory<S, Exporter> {
    /**
     * The port on which the peer of this exporter listens, 0 for none; used for {@code instance}
     * and when it runs alone.
     */
    default int usualPort() {
        return 0;
    }

    /**
     * The peer's program, such as {@code node_exporter}: then its {@code /metrics} and a scrape of
     * it inside the server also have {@code process_*} and {@code node_exporter_build_info}. Empty
     * for none.
     */
    default String program() {
        return "";
    }

    /** Paths that answer with metrics; a multi-target exporter has {@code /probe} besides. */
    default List<String> metricPaths() {
        return List.of("/metrics");
    }

    /**
     * Paths of {@link ExporterPages}, each with the words of its link on the landing page; empty
     * words for one that is not linked there.
     */
    default Map<String, String> pagePaths() {
        return Map.of();
    }

    /** Whether {@link Exporter#reload} reads anything: then there is {@code POST /-/reload}. */
    default boolean reloads() {
        return false;
    }

    /**
     * Collectors that can be switched on and off, in the order of the peer's help, with whether
     * they run by default; see {@link io.gnomon.spi.common.Flag}.
     */
    default Map<String, Boolean> collectors() {
        return Map.of();
    }
}
