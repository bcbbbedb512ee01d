package io.gnomon.platform.core.plugins.internal.calls;

import io.gnomon.spi.common.PluginFactory;
import io.gnomon.spi.panel.PanelCalls;

import org.jspecify.annotations.Nullable;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleEvent;
import org.osgi.framework.Constants;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceEvent;
import org.osgi.framework.ServiceListener;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.SynchronousBundleListener;
import org.osgi.framework.wiring.BundleWiring;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Takes in the factory services that bundles register, all versions of them. Services come and go
 * on the framework's threads; what plugins have to say about them (their name, their settings
 * record) is asked on their own pool. Any thread may call any method.
 */
final class Intake implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Intake.class);

    /** How many calls of its plugins a bundle lets run at a time; they die when idle. */
    private static final String THREADS_HEADER = "Gnomon-Call-Threads";

    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    private final BundleContext context;
    private final ScheduledExecutorService watch;
    private final CallPool.Limits limits;
    private final Duration drainPatience;
    private final Listener listener;
    private final ServiceListener serviceListener = this::serviceChanged;
    private final SynchronousBundleListener bundleListener = this::bundleChanged;

    /** Factories that are being asked their names. */
    private final Map<ServiceReference<?>, CompletableFuture<Void>> underWay =
            new ConcurrentHashMap<>();

    // Guarded by this.
    private final Map<ServiceReference<?>, CompletableFuture<Offer>> intakes = new HashMap<>();
    private final Map<Bundle, PluginBundle> bundles = new HashMap<>();

    /** Hears of changes, on the thread that made them, without a lock. */
    interface Listener {
        /** Something is offered that was not, or is not any more. */
        void offersChanged();

        /** The bundle has stopped. */
        void stopped(Bundle bundle);
    }

    /**
     * Hears of nothing yet.
     *
     * @param watch watches deadlines
     * @param drainPatience what calls on a version that goes are given
     */
    Intake(
            BundleContext context,
            ScheduledExecutorService watch,
            CallPool.Limits limits,
            Duration drainPatience,
            Listener listener) {
        this.context = context;
        this.watch = watch;
        this.limits = limits;
        this.drainPatience = drainPatience;
        this.listener = listener;
    }

    /** Takes in what is registered and listens from now on. */
    void open() {
        context.addBundleListener(bundleListener);
        context.addServiceListener(serviceListener);
        for (Kind kind : Kind.values()) {
            for (ServiceReference<?> reference : references(kind)) {
                takeIn(reference);
            }
        }
    }

    private List<ServiceReference<?>> references(Kind kind) {
        try {
            ServiceReference<?>[] found =
                    context.getServiceReferences(kind.service().getName(), null);
            return found == null ? List.of() : List.of(found);
        } catch (InvalidSyntaxException e) {
            throw new AssertionError("there is no filter", e);
        }
    }

    private void serviceChanged(ServiceEvent event) {
        switch (event.getType()) {
            case ServiceEvent.REGISTERED -> takeIn(event.getServiceReference());
            case ServiceEvent.UNREGISTERING -> remove(event.getServiceReference());
            default -> {}
        }
    }

    private void bundleChanged(BundleEvent event) {
        if (event.getType() == BundleEvent.STOPPED || event.getType() == BundleEvent.UNINSTALLED) {
            PluginBundle gone;
            synchronized (this) {
                gone = bundles.remove(event.getBundle());
            }
            listener.stopped(event.getBundle());
            if (gone != null) {
                var _ = gone.drain(drainPatience);
            }
        }
    }

    private static @Nullable Kind kindOf(ServiceReference<?> reference) {
        for (String name : (String[]) reference.getProperty(Constants.OBJECTCLASS)) {
            Kind kind = Kind.ofService(name);
            if (kind != null) {
                return kind;
            }
        }
        return null;
    }

    private void takeIn(ServiceReference<?> reference) {
        Kind kind = kindOf(reference);
        Bundle bundle = reference.getBundle();
        if (kind == null || bundle == null) {
            return;
        }
        CompletableFuture<Offer> intake;
        synchronized (this) {
            if (intakes.containsKey(reference)) {
                return;
            }
            PluginBundle plugin = bundles.computeIfAbsent(bundle, this::begin);
            intake = plugin.pool().submit(TIMEOUT, () -> read(kind, reference, plugin));
            intakes.put(reference, intake);
        }
        CompletableFuture<Void> told =
                intake.handle((offer, thrown) -> {
                    if (thrown != null) {
                        log.warn(
                                "a {} of {} {} is not taken: {}",
                                kind.word(),
                                bundle.getSymbolicName(),
                                bundle.getVersion(),
                                Words.of(thrown));
                    }
                    listener.offersChanged();
                    return null;
                });
        underWay.put(reference, told);
        var _ = told.whenComplete((nothing, thrown) -> underWay.remove(reference));
    }

    private PluginBundle begin(Bundle bundle) {
        BundleWiring wiring = bundle.adapt(BundleWiring.class);
        return new PluginBundle(
                bundle,
                new CallPool(
                        bundle.getSymbolicName(),
                        wiring == null ? null : wiring.getClassLoader(),
                        limits(bundle),
                        watch));
    }

    /** Those of the runtime, with as many threads as the bundle's manifest asks for. */
    private CallPool.Limits limits(Bundle bundle) {
        String threads = bundle.getHeaders("").get(THREADS_HEADER);
        if (threads == null) {
            return limits;
        }
        if (!threads.matches("[1-9][0-9]{0,2}")) {
            log.warn(
                    "{}: {} must be a number from 1 to 999, not \"{}\"",
                    bundle.getSymbolicName(),
                    THREADS_HEADER,
                    threads);
            return limits;
        }
        return new CallPool.Limits(Integer.parseInt(threads), limits.queue(), limits.grace());
    }

    private Offer read(Kind kind, ServiceReference<?> reference, PluginBundle plugin) {
        Object service = context.getService(reference);
        if (service == null) {
            throw new IllegalStateException("its component could not be activated");
        }
        long rank = (Long) reference.getProperty(Constants.SERVICE_ID);
        if (service instanceof PanelCalls panel) {
            return new Offer(kind, panel.panel(), panel, Record.class, plugin, rank);
        }
        PluginFactory<?, ?> factory = (PluginFactory<?, ?>) service;
        String name = factory.name();
        if (name == null || !name.matches("[a-zA-Z0-9_-]+")) {
            throw new IllegalArgumentException(
                    "its name \"%s\" is not made of letters, digits and hyphens".formatted(name));
        }
        return new Offer(kind, name, factory, factory.settings(), plugin, rank);
    }

    private void remove(ServiceReference<?> reference) {
        synchronized (this) {
            if (intakes.remove(reference) == null) {
                return;
            }
        }
        listener.offersChanged();
        context.ungetService(reference);
    }

    /** What is offered now by whatever version. */
    List<Offer> offers() {
        return offers(reference -> true);
    }

    /** What one bundle offers now. */
    List<Offer> offersOf(Bundle bundle) {
        return offers(reference -> bundle.equals(reference.getBundle()));
    }

    private synchronized List<Offer> offers(Predicate<ServiceReference<?>> which) {
        return intakes(which)
                .filter(intake -> intake.isDone() && !intake.isCompletedExceptionally())
                .map(CompletableFuture::join)
                .toList();
    }

    private Stream<CompletableFuture<Offer>> intakes(Predicate<ServiceReference<?>> which) {
        return intakes.entrySet().stream()
                .filter(entry -> which.test(entry.getKey()))
                .map(Map.Entry::getValue);
    }

    /** Ends when the factories that are registered now have said their names or failed to. */
    CompletableFuture<Void> allTakenIn() {
        return CompletableFuture.allOf(underWay.values().toArray(CompletableFuture<?>[]::new));
    }

    /**
     * The state of the factories that a bundle has registered.
     *
     * @return ends when all are taken in, or with the reason why one was not
     */
    synchronized CompletableFuture<Void> takenIn(Bundle bundle) {
        return CompletableFuture.allOf(
                intakes(reference -> bundle.equals(reference.getBundle()))
                        .toArray(CompletableFuture<?>[]::new));
    }

    /** Names of the bundle's Declarative Services components whose factories have been seen. */
    synchronized List<String> componentsOf(Bundle bundle) {
        List<String> names = new ArrayList<>();
        for (ServiceReference<?> reference : intakes.keySet()) {
            if (bundle.equals(reference.getBundle())
                    && reference.getProperty("component.name") instanceof String name) {
                names.add(name);
            }
        }
        return names;
    }

    /** Null for a bundle that has registered no factory since it was started. */
    synchronized @Nullable PluginBundle started(Bundle bundle) {
        return bundles.get(bundle);
    }

    /** Lets the calls of a bundle finish to which no new ones go; ends when nothing of it runs. */
    CompletableFuture<Void> drain(Bundle bundle) {
        PluginBundle plugin = started(bundle);
        return plugin == null
                ? CompletableFuture.completedFuture(null)
                : plugin.drain(drainPatience);
    }

    @Override
    public void close() {
        context.removeServiceListener(serviceListener);
        context.removeBundleListener(bundleListener);
        Map<Bundle, PluginBundle> ending;
        synchronized (this) {
            ending = Map.copyOf(bundles);
            bundles.clear();
            intakes.clear();
        }
        ending.values().forEach(plugin -> plugin.pool().close());
        // A call that ends after this bundle is gone would find none of its classes.
        try {
            for (var plugin : ending.entrySet()) {
                if (!plugin.getValue().pool().awaitEnd()) {
                    log.warn("a call of {} goes on after the stop", plugin.getKey());
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
