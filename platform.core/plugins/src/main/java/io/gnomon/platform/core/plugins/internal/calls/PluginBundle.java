package io.gnomon.platform.core.plugins.internal.calls;

import org.osgi.framework.Bundle;
import org.osgi.framework.Version;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/** A started version of a plugin: its pool and the instances that it has made. */
final class PluginBundle {
    private final Bundle bundle;
    private final String name;
    private final Version version;
    private final CallPool pool;
    private final Set<Instance<?>> instances = ConcurrentHashMap.newKeySet();

    PluginBundle(Bundle bundle, CallPool pool) {
        this.bundle = bundle;
        this.name = bundle.getSymbolicName();
        this.version = bundle.getVersion();
        this.pool = pool;
    }

    Bundle bundle() {
        return bundle;
    }

    String name() {
        return name;
    }

    Version version() {
        return version;
    }

    CallPool pool() {
        return pool;
    }

    void made(Instance<?> instance) {
        instances.add(instance);
    }

    /** Before the instance tells others that it is closed. */
    void closed(Instance<?> instance) {
        instances.remove(instance);
    }

    /**
     * Waits for the calls that run and for instances that are still being made; what is not done in
     * time is interrupted. Then closes the pool. All instances have been retired before.
     *
     * @return ends when nothing of the plugin runs or is going to run
     */
    CompletableFuture<Void> drain(Duration patience) {
        return quiet().completeOnTimeout(null, patience.toMillis(), TimeUnit.MILLISECONDS)
                .thenCompose(nothing -> {
                    instances.forEach(Instance::closeNow);
                    return allClosed();
                })
                .handle((nothing, thrown) -> {
                    pool.close();
                    return null;
                });
    }

    /** The end of a call may begin another one, the close of its instance: so look again. */
    private CompletableFuture<Void> quiet() {
        return pool.idle()
                .thenCompose(nothing ->
                        instances.isEmpty()
                                ? CompletableFuture.completedFuture(null)
                                : allClosed().thenCompose(closed -> quiet()));
    }

    private CompletableFuture<Void> allClosed() {
        return CompletableFuture.allOf(
                instances.stream().map(Instance::closed).toArray(CompletableFuture<?>[]::new));
    }
}
