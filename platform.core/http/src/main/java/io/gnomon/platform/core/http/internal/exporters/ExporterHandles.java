package io.gnomon.platform.core.http.internal.exporters;

import io.gnomon.platform.core.exposition.CollectedFamilies;
import io.gnomon.spi.exporter.CollectRequest;
import io.gnomon.spi.exporter.Exporter;
import io.gnomon.spi.exporter.ExporterFactory;
import io.gnomon.spi.runtime.PluginException;
import io.gnomon.spi.runtime.PluginHandle;
import io.gnomon.spi.runtime.Plugins;
import io.gnomon.spi.settings.SettingsNode;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/**
 * Handles on the exporters that were asked for, one for each name; a new one when its settings
 * change. Any thread.
 */
public final class ExporterHandles implements AutoCloseable {
    private final Plugins plugins;
    private final Function<String, SettingsNode> settingsOf;
    private final Map<String, Opened> opened = new ConcurrentHashMap<>();

    private record Opened(SettingsNode settings, PluginHandle<Exporter> handle) {}

    private record Request(Duration timeout, Map<String, List<String>> parameters)
            implements CollectRequest {}

    /**
     * @param settingsOf settings of an exporter by its name, as they are now
     */
    public ExporterHandles(Plugins plugins, Function<String, SettingsNode> settingsOf) {
        this.plugins = plugins;
        this.settingsOf = settingsOf;
    }

    /** Names of the active exporters, sorted. */
    List<String> names() {
        return plugins.active(ExporterFactory.class).stream()
                .map(Plugins.ActivePlugin::name)
                .toList();
    }

    boolean has(String name) {
        return plugins.find(ExporterFactory.class, name) != null;
    }

    /** What an exporter reports now. */
    CollectedFamilies collect(String name, Duration timeout, Map<String, List<String>> parameters)
            throws PluginException, InterruptedException {
        return handle(name)
                .call(
                        timeout,
                        exporter -> {
                            CollectedFamilies families = new CollectedFamilies();
                            exporter.collect(new Request(timeout, parameters), families);
                            return families;
                        });
    }

    private PluginHandle<Exporter> handle(String name) {
        SettingsNode settings = settingsOf.apply(name);
        return opened.compute(
                        name,
                        (n, known) -> {
                            if (known != null && known.settings().equals(settings)) {
                                return known;
                            }
                            if (known != null) {
                                known.handle().close();
                            }
                            return new Opened(
                                    settings, plugins.open(ExporterFactory.class, name, settings));
                        })
                .handle();
    }

    @Override
    public void close() {
        opened.values().forEach(o -> o.handle().close());
        opened.clear();
    }
}
