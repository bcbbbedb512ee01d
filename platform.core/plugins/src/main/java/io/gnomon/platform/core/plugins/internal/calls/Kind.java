package io.gnomon.platform.core.plugins.internal.calls;

import io.gnomon.spi.channel.ChannelFactory;
import io.gnomon.spi.datasource.DataSourceFactory;
import io.gnomon.spi.discovery.DiscoveryFactory;
import io.gnomon.spi.exporter.ExporterFactory;
import io.gnomon.spi.panel.PanelCalls;
import io.gnomon.spi.transformation.TransformationFactory;

import org.jspecify.annotations.Nullable;

/** The kinds of plugins and the service interface of each. */
public enum Kind {
    EXPORTER("exporter", ExporterFactory.class),
    DISCOVERY("discovery", DiscoveryFactory.class),
    DATASOURCE("datasource", DataSourceFactory.class),
    CHANNEL("channel", ChannelFactory.class),
    TRANSFORMATION("transformation", TransformationFactory.class),
    PANEL("panel", PanelCalls.class);

    private final String word;
    private final Class<?> service;

    Kind(String word, Class<?> service) {
        this.word = word;
        this.service = service;
    }

    /** As users and the API say it. */
    public String word() {
        return word;
    }

    public Class<?> service() {
        return service;
    }

    /**
     * The kind whose factories have this interface.
     *
     * @throws IllegalArgumentException when none has
     */
    static Kind of(Class<?> factory) {
        Kind kind = ofService(factory.getName());
        if (kind == null || kind == PANEL) {
            throw new IllegalArgumentException(factory + " is no factory interface of the SPI");
        }
        return kind;
    }

    /** The kind that is registered under this class name, null for another service. */
    public static @Nullable Kind ofService(String className) {
        for (Kind kind : values()) {
            if (kind.service.getName().equals(className)) {
                return kind;
            }
        }
        return null;
    }
}
