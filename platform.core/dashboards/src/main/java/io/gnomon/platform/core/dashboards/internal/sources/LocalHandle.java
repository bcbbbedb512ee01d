package io.gnomon.platform.core.dashboards.internal.sources;

import io.gnomon.spi.runtime.PluginException;
import io.gnomon.spi.runtime.PluginHandle;

import java.time.Duration;

/**
 * A handle on an instance that is part of the server: calls run on the caller's thread, whose
 * interrupt ends them.
 */
final class LocalHandle<I extends AutoCloseable> implements PluginHandle<I> {
    private final I instance;

    LocalHandle(I instance) {
        this.instance = instance;
    }

    @Override
    public <T> T call(Duration timeout, Call<I, T> call)
            throws PluginException, InterruptedException {
        try {
            return call.apply(instance);
        } catch (InterruptedException | PluginException e) {
            throw e;
        } catch (Exception e) {
            throw new PluginException(
                    PluginException.Kind.FAILED, String.valueOf(e.getMessage()), e);
        }
    }

    @Override
    public boolean isReady() {
        return true;
    }

    @Override
    public void close() {}
}
