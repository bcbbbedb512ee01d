package io.gnomon.spi.runtime;

import org.osgi.annotation.versioning.ProviderType;

import java.time.Duration;

/**
 * A plugin instance as the server sees it: always the newest version, called with a deadline on the
 * plugin's own bounded pool. Any thread; calls overlap. Closed by who opened it.
 *
 * @param <I> instance type
 */
@ProviderType
public interface PluginHandle<I extends AutoCloseable> extends AutoCloseable {
    /**
     * Calls the instance and waits. A call that has begun on an instance ends on it, also when a
     * new version arrives meanwhile. At the deadline the plugin's thread is interrupted and the
     * caller goes on.
     *
     * @throws PluginException when there is no such plugin now, its settings do not fit, its pool
     *     is full, time is over, or the plugin threw (then with the plugin's throw as cause)
     */
    <T> T call(Duration timeout, Call<I, T> call) throws PluginException, InterruptedException;

    /** Whether a call could work now. */
    boolean isReady();

    /** Lets running calls finish, then closes the instance; does not wait for that. */
    @Override
    void close();

    /** Something to do with the instance; runs on a thread of the plugin's pool. */
    @FunctionalInterface
    interface Call<I, T> {
        T apply(I instance) throws Exception;
    }
}
