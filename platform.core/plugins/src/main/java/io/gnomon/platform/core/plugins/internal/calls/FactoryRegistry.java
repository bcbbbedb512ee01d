package io.gnomon.platform.core.plugins.internal.calls;

import io.gnomon.spi.common.PluginFactory;
import io.gnomon.spi.panel.PanelCalls;
import io.gnomon.spi.runtime.PluginAdmin.Calls;
import io.gnomon.spi.runtime.PluginException;
import io.gnomon.spi.runtime.PluginHandle;
import io.gnomon.spi.runtime.Plugins;
import io.gnomon.spi.runtime.Registration;
import io.gnomon.spi.settings.SettingsBinder;
import io.gnomon.spi.settings.SettingsNode;

import org.jspecify.annotations.Nullable;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleEvent;
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
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ScheduledExecutorService;

/**
 * The factory services that are registered now. Services come and go on the framework's threads;
 * what plugins have to say about them (their name, their settings record) is asked on their own
 * pool. Of several versions of one name the best is in the snapshot, an array that is read without
 * a lock.
 */
public final class FactoryRegistry implements Plugins, AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(FactoryRegistry.class);
    private static final Duration INTAKE_TIMEOUT = Duration.ofSeconds(10);
    private static final Duration PANEL_CALL_TIMEOUT = Duration.ofSeconds(30);
    private static final Offer[] NOTHING = {};

    private final BundleContext context;
    private final SettingsBinder binder;
    private final ScheduledExecutorService events;
    private final CallPool.Limits limits;
    private final Duration drainPatience;
    private final ServiceListener serviceListener = this::serviceChanged;
    private final SynchronousBundleListener bundleListener = this::bundleChanged;
    private final Set<Handle<?>> handles = ConcurrentHashMap.newKeySet();
    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();

    /** Factories that are being asked their names. */
    private final Map<ServiceReference<?>, CompletableFuture<Void>> underWay =
            new ConcurrentHashMap<>();

    /** Best offers, sorted by kind and name. */
    private volatile Offer[] snapshot = NOTHING;

    // Guarded by this.
    private final Map<ServiceReference<?>, CompletableFuture<Offer>> intakes = new HashMap<>();
    private final Map<Bundle, PluginBundle> bundles = new HashMap<>();
    private final Set<Bundle> hidden = new HashSet<>();

    /**
     * A registry that hears of nothing yet.
     *
     * @param events runs listeners and watches deadlines; one thread
     * @param drainPatience what calls on a version that goes are given
     */
    public FactoryRegistry(
            BundleContext context,
            SettingsBinder binder,
            ScheduledExecutorService events,
            CallPool.Limits limits,
            Duration drainPatience) {
        this.context = context;
        this.binder = binder;
        this.events = events;
        this.limits = limits;
        this.drainPatience = drainPatience;
    }

    /** Takes in what is registered and listens from now on. */
    public void open() {
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
                hidden.remove(event.getBundle());
            }
            if (gone != null) {
                var _ = gone.drain(drainPatience);
            }
        }
    }

    private static @Nullable Kind kindOf(ServiceReference<?> reference) {
        for (String name : (String[]) reference.getProperty("objectClass")) {
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
            intake = plugin.pool().submit(INTAKE_TIMEOUT, () -> read(kind, reference, plugin));
            intakes.put(reference, intake);
        }
        CompletableFuture<Void> published =
                intake.handle((offer, thrown) -> {
                    if (thrown != null) {
                        logNotTaken(kind, bundle, thrown);
                    }
                    publish();
                    return null;
                });
        underWay.put(reference, published);
        var _ = published.whenComplete((nothing, thrown) -> underWay.remove(reference));
    }

    private static void logNotTaken(Kind kind, Bundle bundle, Throwable why) {
        log.warn(
                "a {} of {} {} is not taken: {}",
                kind.word(),
                bundle.getSymbolicName(),
                bundle.getVersion(),
                Words.of(why));
    }

    /** Ends when the factories that are registered now have said their names. */
    private CompletableFuture<Void> allTakenIn() {
        return CompletableFuture.allOf(underWay.values().toArray(CompletableFuture<?>[]::new));
    }

    private PluginBundle begin(Bundle bundle) {
        BundleWiring wiring = bundle.adapt(BundleWiring.class);
        return new PluginBundle(
                bundle,
                new CallPool(
                        bundle.getSymbolicName(),
                        wiring == null ? null : wiring.getClassLoader(),
                        limits,
                        events));
    }

    private Offer read(Kind kind, ServiceReference<?> reference, PluginBundle plugin) {
        Object service = context.getService(reference);
        if (service == null) {
            throw new IllegalStateException("its component could not be activated");
        }
        long rank = (Long) reference.getProperty("service.id");
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
        publish();
        context.ungetService(reference);
    }

    /** Computes the snapshot anew, sends the handles after it and tells the listeners. */
    private synchronized void publish() {
        List<Offer> offers = new ArrayList<>();
        Map<List<Object>, Offer> best = new LinkedHashMap<>();
        for (CompletableFuture<Offer> intake : intakes.values()) {
            if (intake.isDone() && !intake.isCompletedExceptionally()) {
                Offer offer = intake.join();
                if (!hidden.contains(offer.bundle().bundle())) {
                    offers.add(offer);
                    best.merge(
                            List.of(offer.kind(), offer.name()),
                            offer,
                            (a, b) -> a.beats(b) ? a : b);
                }
            }
        }
        Offer[] now = best.values().toArray(NOTHING);
        Arrays.sort(now, Comparator.comparing(Offer::kind).thenComparing(Offer::name));
        boolean same = Arrays.equals(now, snapshot);
        snapshot = now;
        for (Handle<?> handle : handles) {
            handle.follow(bestFor(handle), offers::contains);
        }
        if (!same) {
            for (Runnable listener : listeners) {
                tell(listener);
            }
        }
    }

    private void tell(Runnable listener) {
        events.execute(() -> {
            try {
                listener.run();
            } catch (RuntimeException e) {
                log.warn("a listener of plugin changes failed", e);
            }
        });
    }

    private @Nullable Offer bestFor(Handle<?> handle) {
        for (Offer offer : snapshot) {
            if (handle.wants(offer)) {
                return offer;
            }
        }
        return null;
    }

    @Override
    public <I extends AutoCloseable> PluginHandle<I> open(
            Class<?> kind, String name, SettingsNode settings) {
        Handle<I> handle =
                new Handle<>(
                        Kind.of(kind), name, settings, binder, this::allTakenIn, handles::remove);
        synchronized (this) {
            handles.add(handle);
            handle.follow(bestFor(handle), offer -> true);
        }
        return handle;
    }

    @Override
    public List<ActivePlugin> active(Class<?> factory) {
        Kind kind = Kind.of(factory);
        List<ActivePlugin> found = new ArrayList<>();
        for (Offer offer : snapshot) {
            if (offer.kind() == kind) {
                found.add(offer.active());
            }
        }
        return List.copyOf(found);
    }

    @Override
    public @Nullable ActivePlugin find(Class<?> factory, String name) {
        Kind kind = Kind.of(factory);
        for (Offer offer : snapshot) {
            if (offer.kind() == kind && offer.name().equals(name)) {
                return offer.active();
            }
        }
        return null;
    }

    @Override
    public PanelCalls.Role panelRole(String id, String method)
            throws PluginException, InterruptedException {
        return panel(id, method).role();
    }

    @Override
    public String callPanel(String id, String method, String jsonBody)
            throws PluginException, InterruptedException {
        PanelMethod found = panel(id, method);
        return found.offer()
                .pool()
                .call(PANEL_CALL_TIMEOUT, () -> found.calls().call(method, jsonBody), () -> {});
    }

    private record PanelMethod(Offer offer, PanelCalls calls, PanelCalls.Role role) {}

    private PanelMethod panel(String id, String method)
            throws PluginException, InterruptedException {
        for (Offer offer : snapshot) {
            if (offer.service() instanceof PanelCalls calls && offer.bundle().name().equals(id)) {
                try {
                    PanelCalls.Role role =
                            offer.pool()
                                    .call(PANEL_CALL_TIMEOUT, () -> calls.role(method), () -> {});
                    return new PanelMethod(offer, calls, role);
                } catch (PluginException e) {
                    if (!(e.getCause() instanceof IllegalArgumentException)) {
                        throw e;
                    }
                }
            }
        }
        throw new PluginException(
                PluginException.Kind.ABSENT,
                "the plugin %s has no method \"%s\"".formatted(id, method));
    }

    @Override
    public Registration onChange(Runnable listener) {
        listeners.add(listener);
        return () -> listeners.remove(listener);
    }

    /** From now on the bundle's factories are taken in, but no call goes to them. */
    public synchronized void hide(Bundle bundle) {
        hidden.add(bundle);
        publish();
    }

    private synchronized PluginBundle begun(Bundle bundle) {
        return bundles.computeIfAbsent(bundle, this::begin);
    }

    /**
     * The state of the factories that a bundle has registered.
     *
     * @return ends when all are taken in, or with the reason why one was not
     */
    public synchronized CompletableFuture<Void> takenIn(Bundle bundle) {
        return CompletableFuture.allOf(
                intakes.entrySet().stream()
                        .filter(e -> bundle.equals(e.getKey().getBundle()))
                        .map(Map.Entry::getValue)
                        .toArray(CompletableFuture<?>[]::new));
    }

    /** Names of the bundle's Declarative Services components whose factories have been seen. */
    public synchronized List<String> componentsOf(Bundle bundle) {
        List<String> names = new ArrayList<>();
        for (ServiceReference<?> reference : intakes.keySet()) {
            if (bundle.equals(reference.getBundle())
                    && reference.getProperty("component.name") instanceof String name) {
                names.add(name);
            }
        }
        return names;
    }

    /**
     * Moves all calls from one version to another, or none. Instances for all open handles are made
     * first; if one that worked does not work with the new version, nothing changes.
     *
     * @param old null when there is none
     */
    public void switchTo(Bundle fresh, @Nullable Bundle old)
            throws PluginException, InterruptedException {
        List<Move<?>> moves = new ArrayList<>();
        synchronized (this) {
            for (Offer offer : offersOf(fresh)) {
                for (Handle<?> handle : handles) {
                    if (handle.wants(offer)) {
                        moves.add(Move.prepare(handle, offer));
                    }
                }
            }
        }
        try {
            for (Move<?> move : moves) {
                move.await();
            }
        } catch (PluginException | InterruptedException e) {
            moves.forEach(Move::undo);
            throw e;
        }
        synchronized (this) {
            moves.forEach(Move::commit);
            hidden.remove(fresh);
            if (old != null) {
                hidden.add(old);
            }
            publish();
        }
    }

    private List<Offer> offersOf(Bundle bundle) {
        return intakes.entrySet().stream()
                .filter(e -> bundle.equals(e.getKey().getBundle()))
                .map(e -> e.getValue().join())
                .toList();
    }

    /** Lets the calls of a hidden bundle finish; ends when nothing of it runs. */
    public CompletableFuture<Void> drain(Bundle bundle) {
        return begun(bundle).drain(drainPatience);
    }

    /** What the bundle's pool did since it was started. */
    public synchronized Calls calls(Bundle bundle) {
        PluginBundle plugin = bundles.get(bundle);
        return plugin == null ? new Calls(0, 0, 0, 0, 0, 0) : plugin.pool().calls();
    }

    /** Why no call reaches the bundle although it is started, empty when one does. */
    public synchronized String whyOff(Bundle bundle) {
        PluginBundle plugin = bundles.get(bundle);
        return plugin == null ? "" : plugin.pool().whyOff();
    }

    /** The last failure of a call, empty when there was none. */
    public synchronized String lastError(Bundle bundle) {
        PluginBundle plugin = bundles.get(bundle);
        return plugin == null ? "" : plugin.pool().lastError();
    }

    /** The kinds and names that a bundle offers. */
    public synchronized Map<Kind, List<String>> offered(Bundle bundle) {
        Map<Kind, List<String>> names = new EnumMap<>(Kind.class);
        for (var entry : intakes.entrySet()) {
            CompletableFuture<Offer> intake = entry.getValue();
            if (bundle.equals(entry.getKey().getBundle())
                    && intake.isDone()
                    && !intake.isCompletedExceptionally()) {
                Offer offer = intake.join();
                names.computeIfAbsent(offer.kind(), k -> new ArrayList<>()).add(offer.name());
            }
        }
        names.values().forEach(list -> list.sort(null));
        return names;
    }

    @Override
    public void close() {
        context.removeServiceListener(serviceListener);
        context.removeBundleListener(bundleListener);
        List.copyOf(handles).forEach(Handle::close);
        synchronized (this) {
            bundles.values().forEach(plugin -> plugin.pool().close());
            bundles.clear();
            intakes.clear();
            snapshot = NOTHING;
        }
    }
}
