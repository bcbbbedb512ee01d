package io.gnomon.platform.core.scrape.internal.loop;

import io.gnomon.spi.common.NoSettings;
import io.gnomon.spi.common.PluginFactory;
import io.gnomon.spi.discovery.Discovery;
import io.gnomon.spi.discovery.DiscoveryFactory;
import io.gnomon.spi.exporter.Exporter;
import io.gnomon.spi.exporter.ExporterFactory;
import io.gnomon.spi.panel.PanelCalls;
import io.gnomon.spi.runtime.PluginException;
import io.gnomon.spi.runtime.PluginHandle;
import io.gnomon.spi.runtime.Plugins;
import io.gnomon.spi.runtime.Registration;
import io.gnomon.spi.settings.SettingsNode;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicInteger;

/** Exporters and discoveries that come and go, called on the thread of the caller. */
public final class FakePlugins implements Plugins {
    public final Map<String, Exporter> exporters = new ConcurrentSkipListMap<>();
    public final Map<String, Discovery> discoveries = new ConcurrentSkipListMap<>();

    /** Handles that have not been closed. */
    public final AtomicInteger open = new AtomicInteger();

    @Override
    public <I extends AutoCloseable> PluginHandle<I> open(
            Class<?> kind, String name, SettingsNode settings) {
        open.incrementAndGet();
        return new PluginHandle<>() {
            @Override
            @SuppressWarnings("unchecked") // I is the instance type of the kind
            public <T> T call(Duration timeout, Call<I, T> call) throws PluginException {
                Object instance = instances(kind).get(name);
                if (instance == null) {
                    throw new PluginException(
                            PluginException.Kind.ABSENT, "no plugin \"" + name + "\" is active");
                }
                try {
                    return call.apply((I) instance);
                } catch (Exception e) {
                    throw new PluginException(
                            PluginException.Kind.FAILED, String.valueOf(e.getMessage()), e);
                }
            }

            @Override
            public boolean isReady() {
                return instances(kind).containsKey(name);
            }

            @Override
            public void close() {
                open.decrementAndGet();
            }
        };
    }

    private Map<String, ? extends AutoCloseable> instances(Class<?> kind) {
        return kind == DiscoveryFactory.class ? discoveries : exporters;
    }

    @Override
    public List<ActivePlugin> active(Class<?> kind) {
        return instances(kind).keySet().stream().map(FakePlugins::plugin).toList();
    }

    @Override
    public @Nullable ActivePlugin find(Class<?> kind, String name) {
        return instances(kind).containsKey(name) ? plugin(name) : null;
    }

    private static ActivePlugin plugin(String name) {
        return new ActivePlugin(name, "bundle", "1.0.0", NoSettings.class, factory(name));
    }

    private static PluginFactory<?, ?> factory(String name) {
        return new ExporterFactory<NoSettings>() {
            @Override
            public String name() {
                return name;
            }

            @Override
            public Class<NoSettings> settings() {
                return NoSettings.class;
            }

            @Override
            public Exporter create(NoSettings settings) {
                throw new UnsupportedOperationException("the handle has the instance");
            }

            @Override
            public int usualPort() {
                return 9100;
            }

            @Override
            public String program() {
                return name.equals("node") ? "node_exporter" : "";
            }

            @Override
            public boolean reloads() {
                return true;
            }
        };
    }

    @Override
    public PanelCalls.Role panelRole(String id, String method) {
        throw new UnsupportedOperationException("there are no panels here");
    }

    @Override
    public String callPanel(String id, String method, String jsonBody) {
        throw new UnsupportedOperationException("there are no panels here");
    }

    @Override
    public Registration onChange(Runnable listener) {
        return () -> {};
    }
}
