package io.gnomon.platform.core.dashboards.internal.sources;

import io.gnomon.spi.runtime.PluginException;
import io.gnomon.spi.runtime.PluginHandle;

import java.time.Duration;

/** A handle whose settings cannot be read: every call says why. */
record BrokenHandle<I extends AutoCloseable>(String reason) implements PluginHandle<I> {
    @Override
    public <T> T call(Duration timeout, Call<I, T> call) throws PluginException {
        throw new PluginException(PluginException.Kind.SETTINGS, reason);
    }

    @Override
    public boolean isReady() {
        return false;
    }

    @Override
    public void close() {}
}
