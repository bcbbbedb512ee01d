package io.gnomon.spi.runtime;

import io.gnomon.spi.common.PluginFactory;
import io.gnomon.spi.panel.PanelCalls;
import io.gnomon.spi.settings.SettingsNode;

import org.jspecify.annotations.Nullable;
import org.osgi.annotation.versioning.ProviderType;

import java.util.List;

/**
 * The plugins that are active now; an OSGi service. Rooms of the server never hold a factory or an
 * instance: they hold a {@link PluginHandle}, behind which versions come and go. Any thread.
 */
@ProviderType
public interface Plugins {
    /**
     * A handle on an instance of the named plugin with these settings. The plugin need not be there
     * yet: the handle works as soon as it comes, and again when it comes back. Does not wait for
     * the instance to be made.
     *
     * @param kind the SPI's factory interface, such as {@code ExporterFactory.class}
     * @param <I> instance type of the kind
     * @throws IllegalArgumentException when it is no factory interface of the SPI
     */
    <I extends AutoCloseable> PluginHandle<I> open(
            Class<?> kind, String name, SettingsNode settings);

    /** The active plugins of a kind, sorted by name; a snapshot. */
    List<ActivePlugin> active(Class<?> kind);

    /** The active plugin of this name, null when there is none. */
    @Nullable ActivePlugin find(Class<?> kind, String name);

    /**
     * The role that a method of a panel's Java half ({@link PanelCalls}) asks for.
     *
     * @param id of the panel's plugin
     * @throws PluginException ABSENT when the plugin has no such method
     */
    PanelCalls.Role panelRole(String id, String method)
            throws PluginException, InterruptedException;

    /**
     * Calls the Java half of a panel, at most 30 s.
     *
     * @param id of the panel's plugin
     * @return JSON text
     */
    String callPanel(String id, String method, String jsonBody)
            throws PluginException, InterruptedException;

    /**
     * Calls the listener after plugins of any kind came, went or were replaced, on a thread of the
     * plugin runtime, one call at a time; it must return fast.
     *
     * @return ends the calls
     */
    Registration onChange(Runnable listener);

    /**
     * A plugin that can be called.
     *
     * @param settings its settings record; of another class loader after each update, so not to be
     *     kept
     * @param factory the factory itself, for what only its kind knows (a usual port, a query
     *     record); not to be kept and not to be called where it could block
     * @param version of the bundle
     */
    record ActivePlugin(
            String name,
            String bundle,
            String version,
            Class<? extends Record> settings,
            PluginFactory<?, ?> factory) {}
}
