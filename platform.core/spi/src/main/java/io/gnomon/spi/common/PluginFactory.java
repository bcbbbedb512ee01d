package io.gnomon.spi.common;

import org.osgi.annotation.versioning.ConsumerType;

/**
 * What every kind of plugin registers as an OSGi service (a Declarative Services component): a
 * stateless maker of instances. A configuration reload or a new version of the plugin makes new
 * instances first and then switches to them in one step; the old ones finish their calls and are
 * closed.
 *
 * <p>The server reads {@link #name} and {@link #settings} once after registration. {@link #create}
 * is called on a thread of the plugin's pool, may overlap, and must return within 10 s; it should
 * not wait for remote systems, so that a server starts while they are down. What it throws is shown
 * as the reason why the plugin does not work with these settings.
 *
 * @param <S> settings, a record annotated with {@link Doc} and its neighbours
 * @param <I> instance
 */
@ConsumerType
public interface PluginFactory<S extends Record, I extends AutoCloseable> {
    /**
     * Name by which configurations refer to this plugin, for example "node" or "webhook"; lower
     * case letters, digits and hyphens; unique among the plugins of its kind.
     */
    String name();

    /** The settings record. A plugin without settings uses {@link NoSettings}. */
    Class<S> settings();

    /** Makes an instance. The settings are valid: limits and required fields have been checked. */
    I create(S settings) throws Exception;
}
