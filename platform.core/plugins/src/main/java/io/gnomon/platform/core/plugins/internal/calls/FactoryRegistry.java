package io.gnomon.platform.core.plugins.internal.calls;

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
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ScheduledExecutorService;

/**
 * Which plugins there are to call. Of several versions of one name the best is in the snapshot, an
 * array that is read without a lock; a bundle that is hidden is not in it. Handles follow the
 * snapshot. Any thread may call any method.
 */
public final class FactoryRegistry implements Plugins, AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(FactoryRegistry.class);
    private static final Offer[] NOTHING = {};
    private static final Calls NO_CALLS = new Calls(0, 0, 0, 0, 0, 0);

    private final SettingsBinder binder;
    private final ScheduledExecutorService events;
    private final Intake intake;
    private final PanelMethods panels = new PanelMethods(() -> snapshot());
    private final Set<Handle<?>> handles = ConcurrentHashMap.newKeySet();
    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();

    /** Best offers, sorted by kind and name. */
    private volatile Offer[] snapshot = NOTHING;

    /** Bundles that no call goes to; guarded by this. */
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
        this.binder = binder;
        this.events = events;
        this.intake = new Intake(context, events, limits, drainPatience, new Follow());
    }

    private final class Follow implements Intake.Listener {
        @Override
        public void offersChanged() {
            publish();
        }

        @Override
        public void stopped(Bundle bundle) {
            synchronized (FactoryRegistry.this) {
                hidden.remove(bundle);
            }
        }
    }

    /** Takes in what is registered and listens from now on. */
    public void open() {
        intake.open();
    }

    private Offer[] snapshot() {
        return snapshot;
    }

    /** Computes the snapshot anew, sends the handles after it and tells the listeners. */
    private synchronized void publish() {
        List<Offer> offers = new ArrayList<>(intake.offers());
        offers.removeIf(offer -> hidden.contains(offer.bundle().bundle()));
        Map<List<Object>, Offer> best = new HashMap<>();
        for (Offer offer : offers) {
            best.merge(List.of(offer.kind(), offer.name()), offer, (a, b) -> a.beats(b) ? a : b);
        }
        Offer[] now = best.values().toArray(NOTHING);
        Arrays.sort(now, Comparator.comparing(Offer::kind).thenComparing(Offer::name));
        boolean same = Arrays.equals(now, snapshot);
        snapshot = now;
        for (Handle<?> handle : handles) {
            handle.follow(bestFor(handle), offers::contains);
        }
        if (!same) {
            listeners.forEach(this::tell);
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
                        Kind.of(kind), name, settings, binder, intake::allTakenIn, handles::remove);
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
        return panels.role(id, method);
    }

    @Override
    public String callPanel(String id, String method, String jsonBody)
            throws PluginException, InterruptedException {
        return panels.call(id, method, jsonBody);
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
            for (Offer offer : intake.offersOf(fresh)) {
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

    /** See {@link Intake#takenIn}. */
    public CompletableFuture<Void> takenIn(Bundle bundle) {
        return intake.takenIn(bundle);
    }

    /** See {@link Intake#componentsOf}. */
    public List<String> componentsOf(Bundle bundle) {
        return intake.componentsOf(bundle);
    }

    /** Lets the calls of a hidden bundle finish; ends when nothing of it runs. */
    public CompletableFuture<Void> drain(Bundle bundle) {
        return intake.drain(bundle);
    }

    /** What the bundle's pool did since it was started. */
    public Calls calls(Bundle bundle) {
        PluginBundle plugin = intake.started(bundle);
        return plugin == null ? NO_CALLS : plugin.pool().calls();
    }

    /** Why no call reaches the bundle although it is started, empty when one does. */
    public String whyOff(Bundle bundle) {
        PluginBundle plugin = intake.started(bundle);
        return plugin == null ? "" : plugin.pool().whyOff();
    }

    /** The last failure of a call, empty when there was none. */
    public String lastError(Bundle bundle) {
        PluginBundle plugin = intake.started(bundle);
        return plugin == null ? "" : plugin.pool().lastError();
    }

    /** The kinds and names that a bundle offers. */
    public Map<Kind, List<String>> offered(Bundle bundle) {
        Map<Kind, List<String>> names = new EnumMap<>(Kind.class);
        for (Offer offer : intake.offersOf(bundle)) {
            names.computeIfAbsent(offer.kind(), k -> new ArrayList<>()).add(offer.name());
        }
        names.values().forEach(list -> list.sort(null));
        return names;
    }

    @Override
    public void close() {
        List.copyOf(handles).forEach(Handle::close);
        intake.close();
        snapshot = NOTHING;
    }
}
