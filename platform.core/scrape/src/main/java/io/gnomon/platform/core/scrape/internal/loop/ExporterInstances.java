package io.gnomon.platform.core.scrape.internal.loop;

import io.gnomon.spi.exporter.ExporterFactory;
import io.gnomon.spi.runtime.Plugins;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The instance label of exporters in this server: host and the port on which the peer listens, so
 * that dashboards made for the peer work. A port that was seen once is kept while the plugin is
 * away: its series go on under the same labels. Any thread.
 */
final class ExporterInstances {
    private final Plugins plugins;
    private final String hostname;
    private final int ownPort;
    private final Map<String, Integer> ports = new ConcurrentHashMap<>();

    /**
     * Labels of this server.
     *
     * @param ownPort where the server listens, for the target "self"
     */
    ExporterInstances(Plugins plugins, String hostname, int ownPort) {
        this.plugins = plugins;
        this.hostname = hostname;
        this.ownPort = ownPort;
    }

    String instance(String exporter) {
        int port = exporter.equals(SelfFetch.TARGET) ? ownPort : usualPort(exporter);
        return port == 0 ? hostname : hostname + ":" + port;
    }

    String hostname() {
        return hostname;
    }

    private int usualPort(String exporter) {
        Plugins.ActivePlugin plugin = plugins.find(ExporterFactory.class, exporter);
        if (plugin != null && plugin.factory() instanceof ExporterFactory<?> factory) {
            ports.put(exporter, factory.usualPort());
        }
        return ports.getOrDefault(exporter, 0);
    }
}
