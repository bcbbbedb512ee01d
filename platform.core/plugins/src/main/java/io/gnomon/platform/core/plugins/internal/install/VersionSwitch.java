package io.gnomon.platform.core.plugins.internal.install;

import io.gnomon.platform.core.plugins.internal.calls.FactoryRegistry;
import io.gnomon.platform.core.plugins.internal.calls.Words;
import io.gnomon.spi.runtime.PluginException;
import io.gnomon.spi.runtime.PluginRefused;

import org.jspecify.annotations.Nullable;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.startlevel.BundleStartLevel;
import org.osgi.framework.wiring.FrameworkWiring;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Starts a version of a plugin beside the one that runs, or where that cannot be in its turn, moves
 * the calls over and disposes of the old one; what does not work is undone. For one thread; old
 * versions end on threads of their own.
 */
final class VersionSwitch {
    private static final Logger log = LoggerFactory.getLogger(VersionSwitch.class);
    private static final Duration START_TIMEOUT = Duration.ofSeconds(10);

    /**
     * A version that had to wait for its turn is not available meanwhile; it may read data first.
     */
    private static final Duration TURN_TIMEOUT = Duration.ofMinutes(2);

    /** More than the drain takes. */
    private static final Duration LEAVE_PATIENCE = Duration.ofSeconds(45);

    private static final CompletableFuture<Void> GONE = CompletableFuture.completedFuture(null);

    private final BundleContext context;
    private final FactoryRegistry registry;
    private final Readiness readiness;
    private final Duration readyPatience;
    private final int startLevel;
    private final FrameworkWiring wiring;
    private final Map<Bundle, CompletableFuture<Void>> leaving = new ConcurrentHashMap<>();

    /**
     * @param readyPatience how long components may take to be satisfied
     * @param startLevel of plugins
     */
    VersionSwitch(
            BundleContext context,
            FactoryRegistry registry,
            Readiness readiness,
            Duration readyPatience,
            int startLevel) {
        this.context = context;
        this.registry = registry;
        this.readiness = readiness;
        this.readyPatience = readyPatience;
        this.startLevel = startLevel;
        this.wiring =
                context.getBundle(Constants.SYSTEM_BUNDLE_LOCATION).adapt(FrameworkWiring.class);
    }

    /** What becomes of a version that no call goes to any more. */
    enum Disposal {
        /** Stopped, and not started by the framework's next start. */
        STOP,
        /** Stopped until something starts it or the framework starts again. */
        STAND_BY,
        UNINSTALL
    }

    /**
     * Installs a jar; it is neither resolved nor started.
     *
     * @param old in whose place it comes, null when there is none
     */
    Bundle install(PluginJar jar, @Nullable Bundle old)
            throws PluginRefused, IOException, InterruptedException {
        String location = PluginBundles.location(jar);
        Bundle sameBefore = context.getBundle(location);
        if (sameBefore != null) {
            awaitGone(sameBefore);
        }
        try (var in = Files.newInputStream(jar.file())) {
            Bundle bundle = context.installBundle(location, in);
            bundle.adapt(BundleStartLevel.class)
                    .setStartLevel(
                            old == null
                                    ? startLevel
                                    : old.adapt(BundleStartLevel.class).getStartLevel());
            return bundle;
        } catch (BundleException e) {
            throw new PluginRefused(
                    "%s %s cannot be installed: %s".formatted(jar.id(), jar.version(), Words.of(e)),
                    e);
        }
    }

    /**
     * Starts a version and moves the calls to it.
     *
     * @param old where calls went, null for nowhere; stopped here only when both cannot run at once
     * @param onFailure what becomes of the new version when it does not work
     * @throws PluginRefused when it does not work; calls go where they went
     */
    void start(Bundle fresh, @Nullable Bundle old, Disposal onFailure)
            throws PluginRefused, InterruptedException {
        awaitGone(fresh);
        registry.hide(fresh);
        try {
            resolve(fresh);
            if (old == null || old.getState() != Bundle.ACTIVE) {
                run(fresh, START_TIMEOUT, null, Set.of());
            } else if (Handover.between(old, fresh) == Handover.BESIDE) {
                run(fresh, START_TIMEOUT, old, ContractServices.of(old));
            } else {
                runInTurn(fresh, old);
            }
        } catch (PluginRefused e) {
            var _ = leave(fresh, onFailure);
            throw new PluginRefused(
                    "%s %s does not start: %s"
                            .formatted(fresh.getSymbolicName(), fresh.getVersion(), Words.of(e)),
                    e);
        }
    }

    private void runInTurn(Bundle fresh, Bundle old) throws PluginRefused, InterruptedException {
        Set<String> services = ContractServices.of(old);
        long began = System.nanoTime();
        var _ = leave(old, Disposal.STAND_BY);
        awaitGone(old);
        try {
            run(fresh, TURN_TIMEOUT, null, services);
            log.info(
                    "{} was away for {} ms",
                    fresh.getSymbolicName(),
                    TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - began));
        } catch (PluginRefused e) {
            var _ = leave(fresh, Disposal.STOP);
            awaitGone(fresh);
            throw comeBack(old, e);
        }
    }

    /** Starts again what was stopped for another version; gives the reason for it all. */
    private PluginRefused comeBack(Bundle old, PluginRefused why) throws InterruptedException {
        registry.hide(old);
        try {
            run(old, TURN_TIMEOUT, null, Set.of());
            return why;
        } catch (PluginRefused e) {
            log.error("{} does not come back: {}", old, Words.of(e));
            return new PluginRefused(
                    "%s; and %s does not come back: %s"
                            .formatted(Words.of(why), old.getVersion(), Words.of(e)),
                    why);
        }
    }

    /**
     * Starts a resolved version, waits until it works and moves the calls to it.
     *
     * @param services that it has to offer
     */
    private void run(
            Bundle fresh, Duration startTimeout, @Nullable Bundle old, Set<String> services)
            throws PluginRefused, InterruptedException {
        startBundle(fresh, startTimeout);
        check(fresh);
        ContractServices.require(fresh, services);
        try {
            registry.switchTo(fresh, old);
        } catch (PluginException e) {
            throw new PluginRefused(Words.of(e), e);
        }
    }

    /**
     * Whether a started version works.
     *
     * @throws PluginRefused when it does not
     */
    void check(Bundle bundle) throws PluginRefused, InterruptedException {
        if (bundle.getState() != Bundle.ACTIVE) {
            resolve(bundle);
            throw new PluginRefused("it is not started");
        }
        readiness.await(bundle, readyPatience);
    }

    /** Its activator, if it has one, may hang: that must not be this thread. */
    private static void startBundle(Bundle fresh, Duration timeout)
            throws PluginRefused, InterruptedException {
        FutureTask<Void> start =
                new FutureTask<>(() -> {
                    fresh.start();
                    return null;
                });
        ownThread(start);
        try {
            start.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            Throwable cause = Words.causeOf(e);
            Throwable root = cause.getCause();
            throw new PluginRefused(Words.of(root == null ? cause : root), e);
        } catch (TimeoutException e) {
            start.cancel(true);
            throw new PluginRefused("its activator did not return in time", e);
        }
    }

    private void resolve(Bundle fresh) throws PluginRefused {
        if (wiring.resolveBundles(List.of(fresh))) {
            return;
        }
        List<String> missing = new MissingRequirements(context).of(fresh);
        if (!missing.isEmpty()) {
            throw new PluginRefused("it " + String.join("; it ", missing));
        }
    }

    private void awaitGone(Bundle bundle) throws PluginRefused, InterruptedException {
        CompletableFuture<Void> end = leaving.getOrDefault(bundle, GONE);
        try {
            end.get(LEAVE_PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new PluginRefused(
                    bundle.getSymbolicName() + " still runs, although it was told to stop", e);
        }
    }

    /**
     * Lets calls on a version finish, then disposes of it.
     *
     * @return ends when that is done
     */
    CompletableFuture<Void> leave(Bundle old, Disposal disposal) {
        CompletableFuture<Void> end = new CompletableFuture<>();
        leaving.put(old, end);
        registry.hide(old);
        var _ =
                registry.drain(old)
                        .thenRunAsync(() -> dispose(old, disposal), VersionSwitch::ownThread)
                        .whenComplete((nothing, thrown) -> {
                            leaving.remove(old);
                            end.complete(null);
                        });
        return end;
    }

    /** Whether a version has been told to end and has not yet. */
    boolean isLeaving(Bundle bundle) {
        return leaving.containsKey(bundle);
    }

    /**
     * Runs framework calls that reach code of the plugin: if it hangs, it hangs this thread only.
     * The thread inherits nothing: threads that the framework starts from it inherit in turn and
     * would keep a plugin's class loader.
     */
    private static void ownThread(Runnable work) {
        Thread thread =
                Thread.ofPlatform()
                        .daemon()
                        .name("plugin start and stop")
                        .inheritInheritableThreadLocals(false)
                        .unstarted(work);
        thread.setContextClassLoader(VersionSwitch.class.getClassLoader());
        thread.start();
    }

    private void dispose(Bundle old, Disposal disposal) {
        try {
            old.stop(disposal == Disposal.STAND_BY ? Bundle.STOP_TRANSIENT : 0);
            if (disposal == Disposal.UNINSTALL) {
                old.uninstall();
                wiring.refreshBundles(List.of(old));
                // Felix's thread keeps the last request in a local variable: make it an empty one.
                wiring.refreshBundles(List.of());
            }
        } catch (BundleException | IllegalStateException e) {
            log.warn(
                    "{} {} did not stop: {}", old.getSymbolicName(), old.getVersion(), Words.of(e));
        }
    }
}
