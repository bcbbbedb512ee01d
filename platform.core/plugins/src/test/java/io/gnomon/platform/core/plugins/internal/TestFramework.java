package io.gnomon.platform.core.plugins.internal;

import io.gnomon.platform.core.plugins.internal.calls.CallPool;
import io.gnomon.platform.core.plugins.internal.calls.FactoryRegistry;
import io.gnomon.platform.core.plugins.internal.install.PluginInstaller;
import io.gnomon.platform.core.plugins.internal.install.PluginParts;

import org.apache.felix.framework.FrameworkFactory;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.launch.Framework;
import org.osgi.framework.wiring.BundleWiring;
import org.osgi.framework.wiring.FrameworkWiring;
import org.osgi.service.component.runtime.ServiceComponentRuntime;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A Felix of its own with Declarative Services, and the plugin runtime in it as the component puts
 * it together. The SPI comes from the test's class path.
 */
public final class TestFramework implements AutoCloseable {
    private final Framework framework;
    private final ScheduledThreadPoolExecutor events = new ScheduledThreadPoolExecutor(1);
    private final FactoryRegistry registry;
    private final PluginInstaller installer;
    private final Path data;

    /** Threads of frameworks before this one; a plugin that hangs on purpose has left one. */
    private final Set<Thread> others = startingAndStopping();

    public TestFramework(Path data) throws Exception {
        this(data, true);
    }

    /** One with the catalogue folder {@link #catalogue}, which need not be there. */
    public TestFramework(Path data, boolean uploads) throws Exception {
        this.data = data;
        Map<String, String> config = new HashMap<>();
        config.put(Constants.FRAMEWORK_STORAGE, data.resolve("osgi").toString());
        config.put(Constants.FRAMEWORK_BSNVERSION, Constants.FRAMEWORK_BSNVERSION_MULTIPLE);
        config.put(Constants.FRAMEWORK_SYSTEMPACKAGES_EXTRA, systemPackages());
        config.put("felix.log.level", "0");
        framework = new FrameworkFactory().newFramework(config);
        framework.init();
        BundleContext context = framework.getBundleContext();
        Bundle scr =
                context.installBundle(
                        "scr", Files.newInputStream(jarOf("org.apache.felix.scr.impl.Activator")));
        framework.start();
        scr.start();
        events.setRemoveOnCancelPolicy(true);
        registry =
                new FactoryRegistry(
                        context,
                        new FakeBinder(),
                        events,
                        new CallPool.Limits(4, 16, Duration.ofMillis(100)),
                        Duration.ofSeconds(5));
        registry.open();
        ServiceComponentRuntime components =
                context.getService(context.getServiceReference(ServiceComponentRuntime.class));
        installer =
                new PluginInstaller(
                        data.resolve("plugins"),
                        uploads,
                        catalogue().toString(),
                        new AlwaysRunning(),
                        events,
                        new PluginParts(context, registry, components, Duration.ofSeconds(2), 1));
        installer.start(Duration.ofMillis(20));
    }

    private static Path jarOf(String className) throws Exception {
        return Path.of(
                Class.forName(className)
                        .getProtectionDomain()
                        .getCodeSource()
                        .getLocation()
                        .toURI());
    }

    private static String systemPackages() throws Exception {
        return String.join(
                ",",
                PluginBuilder.contracts(),
                "org.slf4j;version=2.0.0",
                "org.osgi.service.component;version=1.5.1",
                "org.osgi.service.component.runtime;version=1.5",
                "org.osgi.service.component.runtime.dto;version=1.5",
                "org.osgi.util.promise;version=1.3",
                "org.osgi.util.function;version=1.2");
    }

    public FactoryRegistry plugins() {
        return registry;
    }

    public PluginInstaller admin() {
        return installer;
    }

    public BundleContext context() {
        return framework.getBundleContext();
    }

    public Path folder() {
        return data.resolve("plugins");
    }

    public Path catalogue() {
        return data.resolve("catalogue");
    }

    /** Puts a jar into the plugins folder as a careful user does: by a rename. */
    public void drop(Path jar, String name) throws Exception {
        Path fresh = folder().resolve(name + ".tmp");
        Files.copy(jar, fresh);
        Files.move(
                fresh,
                folder().resolve(name),
                java.nio.file.StandardCopyOption.ATOMIC_MOVE,
                java.nio.file.StandardCopyOption.REPLACE_EXISTING);
    }

    /** Installs a bundle as the launcher does with those of the distribution. */
    public Bundle official(Path jar, String name) throws Exception {
        Bundle bundle = context().installBundle("gnomon:" + name, Files.newInputStream(jar));
        // Before the start, which holds the bundle: Felix interrupts one that then waits for the
        // resolver while another thread has that and wants the bundle.
        framework.adapt(FrameworkWiring.class).resolveBundles(List.of(bundle));
        bundle.start();
        return bundle;
    }

    /** Class loaders of the bundles of this name. */
    public List<ClassLoader> loaders(String id) {
        return Stream.of(context().getBundles())
                .filter(b -> id.equals(b.getSymbolicName()))
                .map(b -> b.adapt(BundleWiring.class))
                .filter(w -> w != null)
                .map(BundleWiring::getClassLoader)
                .toList();
    }

    private static Set<Thread> startingAndStopping() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().equals("plugin start and stop"))
                .collect(Collectors.toSet());
    }

    /** Ends it; a version that is still being removed is waited for, lest it writes once more. */
    @Override
    public void close() throws BundleException {
        installer.close();
        registry.close();
        try {
            for (Thread thread : startingAndStopping()) {
                if (!others.contains(thread)) {
                    thread.join(2_000);
                }
            }
            framework.stop();
            framework.waitForStop(10_000);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        events.shutdownNow();
    }

    private record AlwaysRunning() implements PluginInstaller.Stage {
        @Override
        public boolean pluginsAreStarted() {
            return true;
        }

        @Override
        public boolean isRunning() {
            return true;
        }
    }
}
