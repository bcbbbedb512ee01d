package io.gnomon.platform.core.plugins.internal.calls;

import io.gnomon.spi.runtime.PluginException;

import org.jspecify.annotations.Nullable;

import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;

/** One call on its way through a pool: it waits, runs and ends, or is given up on the way. */
final class PooledCall<T> implements Runnable {
    private final CallPool pool;
    private final Callable<T> work;
    private final Runnable onEnd;
    private final CompletableFuture<T> result = new CompletableFuture<>();

    // Guarded by this.
    private @Nullable Thread thread;
    private boolean over;
    private boolean abandoned;

    PooledCall(CallPool pool, Callable<T> work, Runnable onEnd) {
        this.pool = pool;
        this.work = work;
        this.onEnd = onEnd;
    }

    /** Ends with what the work gave or threw. */
    CompletableFuture<T> result() {
        return result;
    }

    @Override
    public void run() {
        synchronized (this) {
            if (over) {
                return;
            }
            thread = Thread.currentThread();
        }
        pool.began();
        T value = null;
        Throwable thrown = null;
        try {
            value = work.call();
        } catch (Throwable t) {
            // Errors too: whatever a plugin throws is its own failure and nobody else's.
            thrown = t;
        }
        boolean wasAbandoned;
        synchronized (this) {
            over = true;
            thread = null;
            wasAbandoned = abandoned;
            // An interrupt meant for this call must not reach the next one.
            Thread.interrupted();
        }
        pool.ended(true, thrown != null, wasAbandoned);
        onEnd.run();
        if (thrown == null) {
            result.complete(value);
        } else {
            result.completeExceptionally(thrown);
        }
    }

    /**
     * Interrupts the call, or drops it when it still waits.
     *
     * @return whether it runs, and so may or may not answer the interrupt
     */
    boolean giveUp() {
        synchronized (this) {
            if (thread != null) {
                thread.interrupt();
                return true;
            }
            if (over) {
                return false;
            }
            over = true;
        }
        pool.ended(false, false, false);
        dropped();
        return false;
    }

    /** Marks a call that still runs. */
    synchronized boolean abandon() {
        abandoned = !over;
        return abandoned;
    }

    /** The call never runs. */
    void dropped() {
        onEnd.run();
        result.completeExceptionally(
                new PluginException(PluginException.Kind.BUSY, "the plugin was stopped"));
    }
}
