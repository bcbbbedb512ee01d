package io.gnomon.platform.core.plugins.internal;

import io.gnomon.platform.core.plugins.internal.calls.CallPool;
import io.gnomon.platform.core.plugins.internal.calls.FactoryRegistry;
import io.gnomon.platform.core.plugins.internal.install.PluginInstaller;
import io.gnomon.platform.core.plugins.internal.install.PluginParts;
import io.gnomon.spi.exporter.ExporterFactory;
import io.gnomon.spi.runtime.PluginAdmin;
import io.gnomon.spi.runtime.Plugins;
import io.gnomon.spi.settings.SettingsBinder;

import org.osgi.annotation.bundle.Capability;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.startlevel.FrameworkStartLevel;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.runtime.ServiceComponentRuntime;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.ScheduledThreadPoolExecutor;

/**
 * Puts the plugin runtime together and offers its services. They are registered here and not by
 * Declarative Services, because one is made from the other.
 */
@Component(service = {})
@Capability(
        namespace = "osgi.service",
        attribute = {
            "objectClass:List<String>=\"io.gnomon.spi.runtime.Plugins,io.gnomon.spi.runtime.PluginAdmin\""
        })
public final class PluginRuntime {
    /** Where the launcher puts plugins: after the platform, before what calls them. */
    private static final int PLUGIN_START_LEVEL = 3;

    private static final Duration LOOK_INTERVAL = Duration.ofMillis(300);
    private static final Duration READY_PATIENCE = Duration.ofSeconds(5);
    private static final Duration DRAIN_PATIENCE = Duration.ofSeconds(30);

    private final ScheduledThreadPoolExecutor events;
    private final FactoryRegistry registry;
    private final PluginInstaller installer;

    @Activate
    public PluginRuntime(
            BundleContext context,
            @Reference SettingsBinder binder,
            @Reference ServiceComponentRuntime components)
            throws IOException {
        events =
                new ScheduledThreadPoolExecutor(
                        1, Thread.ofPlatform().daemon().name("plugin events").factory());
        // A deadline that was met must not keep a plugin's objects alive until it would have come.
        events.setRemoveOnCancelPolicy(true);
        registry =
                new FactoryRegistry(
                        context, binder, events, CallPool.Limits.DEFAULT, DRAIN_PATIENCE);
        registry.open();
        installer =
                new PluginInstaller(
                        Path.of(context.getProperty("gnomon.data"), "plugins"),
                        !"false".equals(context.getProperty("gnomon.plugins.upload")),
                        Objects.requireNonNullElse(
                                context.getProperty("gnomon.plugins.catalogue"), ""),
                        new FrameworkStage(context),
                        events,
                        new PluginParts(
                                context, registry, components, READY_PATIENCE, PLUGIN_START_LEVEL));
        context.registerService(Plugins.class, registry, null);
        context.registerService(PluginAdmin.class, installer, null);
        context.registerService(ExporterFactory.class, new SelfMetrics(installer), null);
        installer.start(LOOK_INTERVAL);
    }

    @Deactivate
    void stop() {
        installer.close();
        registry.close();
        events.shutdownNow();
    }

    /** Plugins are started when a level above theirs is; all is when the framework says so. */
    private static final class FrameworkStage implements PluginInstaller.Stage {
        private final Bundle framework;

        FrameworkStage(BundleContext context) {
            framework = context.getBundle(Constants.SYSTEM_BUNDLE_LOCATION);
        }

        @Override
        public boolean pluginsAreStarted() {
            return framework.adapt(FrameworkStartLevel.class).getStartLevel() > PLUGIN_START_LEVEL;
        }

        @Override
        public boolean isRunning() {
            return framework.getState() == Bundle.ACTIVE;
        }
    }
}
