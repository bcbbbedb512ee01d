package io.gnomon.platform.core.launcher;

import org.apache.felix.framework.FrameworkFactory;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleEvent;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.FrameworkEvent;
import org.osgi.framework.FrameworkListener;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.SynchronousBundleListener;
import org.osgi.framework.launch.Framework;
import org.osgi.framework.startlevel.FrameworkStartLevel;
import org.osgi.framework.wiring.BundleWiring;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import java.util.logging.LogRecord;
import java.util.spi.ToolProvider;

/** The framework with the bundles of the distribution. The bundle cache is kept between starts. */
final class FelixServer {
    private static final Logger log = LoggerFactory.getLogger(FelixServer.class);
    private static final String JETTY = "org.apache.felix.http.jetty12";

    /** Parts without which a copy of the running server's data would be worth nothing. */
    private static final List<String> BACKED_UP = List.of("store", "database");

    private final Framework framework;

    private FelixServer(Framework framework) {
        this.framework = framework;
    }

    /**
     * Starts the framework and all bundles; returns when the last start level is reached.
     *
     * @param home folder of the distribution
     * @param flags become framework properties
     * @param lines the last lines of the log, oldest first; for bundles a service with the property
     *     {@code gnomon.log}
     */
    static FelixServer start(
            Path home, Path data, Map<String, String> flags, Supplier<List<LogRecord>> lines)
            throws IOException, BundleException, InterruptedException {
        Map<String, String> config = new HashMap<>();
        Properties file = new Properties();
        try (var in = Files.newInputStream(home.resolve("conf/felix.properties"))) {
            file.load(in);
        }
        file.forEach((key, value) -> config.put((String) key, (String) value));
        config.putAll(flags);
        // Framework properties cannot be listed: /api/v1/status/flags goes by these names.
        config.put("gnomon.flags", String.join(",", flags.keySet()));
        config.put("gnomon.home", home.toString());
        config.put("gnomon.data", data.toString());
        config.put("felix.cm.dir", data.resolve("config").toString());
        config.put(Constants.FRAMEWORK_STORAGE, data.resolve("osgi").toString());
        config.put(
                Constants.FRAMEWORK_BEGINNING_STARTLEVEL, Integer.toString(BundleInstaller.LAST));
        Framework framework = new FrameworkFactory().newFramework(config);
        framework.init();
        var started = new CompletableFuture<Void>();
        BundleContext context = framework.getBundleContext();
        context.registerService(
                Supplier.class, lines, FrameworkUtil.asDictionary(Map.of("gnomon.log", "lines")));
        context.addFrameworkListener(event -> onEvent(event, started));
        context.addBundleListener((SynchronousBundleListener) FelixServer::findJettyEncoders);
        new BundleInstaller(
                        framework,
                        data.resolve("osgi/gnomon-bundles.properties"),
                        new StagedBundles(data.resolve("plugins")))
                .install(home);
        framework.start();
        await(started, "starting");
        return new FelixServer(framework);
    }

    /**
     * Jetty looks once for what encodes header fields for HTTP/2, through the context class loader
     * of the thread that first touches a header field. So that this is Jetty's own loader, whoever
     * uses Jetty first, we touch one.
     */
    private static void findJettyEncoders(BundleEvent event) {
        if (event.getType() != BundleEvent.RESOLVED
                || !JETTY.equals(event.getBundle().getSymbolicName())) {
            return;
        }
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        ClassLoader jetty = event.getBundle().adapt(BundleWiring.class).getClassLoader();
        thread.setContextClassLoader(jetty);
        try {
            Class.forName("org.eclipse.jetty.http.PreEncodedHttpField", true, jetty);
        } catch (ClassNotFoundException e) {
            log.warn("Jetty has changed: HTTP/2 may not work", e);
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    private static void onEvent(FrameworkEvent event, CompletableFuture<Void> started) {
        if (event.getType() == FrameworkEvent.STARTED) {
            started.complete(null);
        } else if (event.getType() == FrameworkEvent.ERROR) {
            log.error("{}: {}", event.getBundle(), String.valueOf(event.getThrowable()));
            log.debug("framework error", event.getThrowable());
        }
    }

    private static void await(CompletableFuture<Void> event, String what)
            throws InterruptedException {
        try {
            event.get(60, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            log.warn("{} takes longer than 60 s; going on", what);
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    /**
     * Why the server cannot run: a service of this class name that a bundle registered, printed as
     * a sentence; empty when there is none.
     */
    String startProblem() {
        return service("io.gnomon.platform.core.config.StartProblem", null, Object.class, "")
                .toString();
    }

    /** Runs the services that bundles registered for a signal. */
    void signal(String name) {
        service(Runnable.class.getName(), "(gnomon.signal=" + name + ")", Runnable.class, () -> {})
                .run();
    }

    /**
     * What bundles copy themselves for a backup: services {@link ToolProvider} with the properties
     * {@code gnomon.backup} (a name) and {@code gnomon.backup.files} (what of the data directory is
     * theirs).
     *
     * @throws IOException when one that must be there is not
     */
    List<Backup.Part> backupParts() throws IOException {
        List<Backup.Part> parts = new ArrayList<>();
        BundleContext context = framework.getBundleContext();
        try {
            var references =
                    context == null
                            ? null
                            : context.getAllServiceReferences(
                                    ToolProvider.class.getName(), "(gnomon.backup=*)");
            for (var reference : references == null ? new ServiceReference<?>[0] : references) {
                if (context.getService(reference) instanceof ToolProvider tool) {
                    parts.add(
                            new Backup.Part(
                                    (String) reference.getProperty("gnomon.backup"),
                                    names(reference.getProperty("gnomon.backup.files")),
                                    tool));
                }
            }
        } catch (InvalidSyntaxException e) {
            throw new IllegalArgumentException(e);
        }
        for (String needed : BACKED_UP) {
            if (parts.stream().noneMatch(part -> part.name().equals(needed))) {
                throw new IOException("the " + needed + " is not ready; try again");
            }
        }
        return parts;
    }

    /** A property of a component is an array only when it has several values. */
    private static List<String> names(Object property) {
        return property instanceof String[] several ? List.of(several) : List.of((String) property);
    }

    private <T> T service(String className, @Nullable String filter, Class<T> type, T absent) {
        BundleContext context = framework.getBundleContext();
        if (context == null) {
            return absent;
        }
        try {
            var references = context.getAllServiceReferences(className, filter);
            Object service = references == null ? null : context.getService(references[0]);
            return service == null ? absent : type.cast(service);
        } catch (InvalidSyntaxException e) {
            throw new IllegalArgumentException(e);
        }
    }

    /** Level by level down, then the framework: sources of work first, the store late. */
    void stop() {
        log.info("stopping");
        try {
            var down = new CompletableFuture<Void>();
            FrameworkListener listener =
                    event -> {
                        if (event.getType() == FrameworkEvent.STARTLEVEL_CHANGED) {
                            down.complete(null);
                        }
                    };
            framework.adapt(FrameworkStartLevel.class).setStartLevel(1, listener);
            await(down, "stopping");
            framework.stop();
            framework.waitForStop(10_000);
            log.info("stopped");
        } catch (BundleException e) {
            log.warn("the framework did not stop cleanly: {}", e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Waits until somebody stops the framework. */
    int awaitStop() throws InterruptedException {
        var event = framework.waitForStop(0);
        return event.getType() == FrameworkEvent.STOPPED ? 0 : 1;
    }
}
