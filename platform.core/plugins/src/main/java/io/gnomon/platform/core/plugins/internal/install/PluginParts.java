package io.gnomon.platform.core.plugins.internal.install;

import io.gnomon.platform.core.plugins.internal.calls.FactoryRegistry;

import org.osgi.framework.BundleContext;
import org.osgi.service.component.runtime.ServiceComponentRuntime;

import java.time.Duration;

/**
 * What the installer works with.
 *
 * @param readyPatience how long the components of a new version may take to be satisfied
 * @param startLevel of plugins
 */
public record PluginParts(
        BundleContext context,
        FactoryRegistry registry,
        ServiceComponentRuntime components,
        Duration readyPatience,
        int startLevel) {

    VersionSwitch versions() {
        return new VersionSwitch(
                context,
                registry,
                new Readiness(context, components, registry),
                readyPatience,
                startLevel);
    }
}
