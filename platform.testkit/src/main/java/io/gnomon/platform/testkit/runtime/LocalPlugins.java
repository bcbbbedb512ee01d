package io.gnomon.platform.testkit.runtime;

import io.gnomon.spi.common.PluginFactory;
import io.gnomon.spi.panel.PanelCalls;
import io.gnomon.spi.runtime.PluginException;
import io.gnomon.spi.runtime.PluginException.Kind;
import io.gnomon.spi.runtime.PluginHandle;
import io.gnomon.spi.runtime.Plugins;
import io.gnomon.spi.runtime.Registration;
import io.gnomon.spi.settings.SettingsBinder;
import io.gnomon.spi.settings.SettingsException;
import io.gnomon.spi.settings.SettingsNode;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Plugins of a test: factories come and go by {@link #add} and {@link #remove}. Calls run on the
 * caller's thread, each on an instance of its own; timeouts are not kept.
 */
public final class LocalPlugins implements Plugins {
    private final SettingsBinder binder;
    private final List<PluginFactory<?, ?>> factories = new CopyOnWriteArrayList<>();
    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
    private final AtomicInteger open = new AtomicInteger();

    public LocalPlugins(SettingsBinder binder, PluginFactory<?, ?>... factories) {
        this.binder = binder;
        this.factories.addAll(List.of(factories));
    }

    public void add(PluginFactory<?, ?> factory) {
        factories.add(factory);
        listeners.forEach(Runnable::run);
    }

    public void remove(PluginFactory<?, ?> factory) {
        factories.remove(factory);
        listeners.forEach(Runnable::run);
    }

    /** Handles that have not been closed. */
    public int openHandles() {
        return open.get();
    }

    @Override
    public <I extends AutoCloseable> PluginHandle<I> open(
            Class<?> kind, String name, SettingsNode settings) {
        open.incrementAndGet();
        return new Handle<>(kind, name, settings);
    }

    private final class Handle<I extends AutoCloseable> implements PluginHandle<I> {
        private final Class<?> kind;
        private final String name;
        private final SettingsNode settings;

        Handle(Class<?> kind, String name, SettingsNode settings) {
            this.kind = kind;
            this.name = name;
            this.settings = settings;
        }

        @Override
        public <T> T call(Duration timeout, Call<I, T> call)
                throws PluginException, InterruptedException {
            PluginFactory<?, ?> factory = factory(kind, name);
            if (factory == null) {
                throw new PluginException(Kind.ABSENT, "no plugin offers \"" + name + "\" now");
            }
            try {
                I instance = create(factory);
                T result = call.apply(instance);
                instance.close();
                return result;
            } catch (SettingsException e) {
                throw new PluginException(Kind.SETTINGS, String.valueOf(e.getMessage()), e);
            } catch (InterruptedException e) {
                throw e;
            } catch (Exception e) {
                throw new PluginException(Kind.FAILED, String.valueOf(e.getMessage()), e);
            }
        }

        @SuppressWarnings("unchecked") // kind and name chose the factory
        private I create(PluginFactory<?, ?> factory) throws Exception {
            Record record = binder.bind(settings, factory.settings());
            return ((PluginFactory<Record, I>) factory).create(record);
        }

        @Override
        public boolean isReady() {
            return factory(kind, name) != null;
        }

        @Override
        public void close() {
            open.decrementAndGet();
        }
    }

    private @Nullable PluginFactory<?, ?> factory(Class<?> kind, String name) {
        for (PluginFactory<?, ?> factory : factories) {
            if (kind.isInstance(factory) && factory.name().equals(name)) {
                return factory;
            }
        }
        return null;
    }

    @Override
    public List<ActivePlugin> active(Class<?> kind) {
        List<ActivePlugin> active = new ArrayList<>();
        for (PluginFactory<?, ?> factory : factories) {
            if (kind.isInstance(factory)) {
                active.add(
                        new ActivePlugin(
                                factory.name(), "test", "1.0.0", factory.settings(), factory));
            }
        }
        active.sort(Comparator.comparing(ActivePlugin::name));
        return active;
    }

    @Override
    public @Nullable ActivePlugin find(Class<?> kind, String name) {
        return active(kind).stream()
                .filter(plugin -> plugin.name().equals(name))
                .findFirst()
                .orElse(null);
    }

    @Override
    public PanelCalls.Role panelRole(String id, String method) throws PluginException {
        throw new PluginException(Kind.ABSENT, "no panel \"" + id + "\" has a method " + method);
    }

    @Override
    public String callPanel(String id, String method, String jsonBody) throws PluginException {
        throw new PluginException(Kind.ABSENT, "no panel \"" + id + "\" has a method " + method);
    }

    @Override
    public Registration onChange(Runnable listener) {
        listeners.add(listener);
        return () -> listeners.remove(listener);
    }
}
