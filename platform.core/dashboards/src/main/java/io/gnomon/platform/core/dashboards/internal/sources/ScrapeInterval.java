package io.gnomon.platform.core.dashboards.internal.sources;

import io.gnomon.spi.datasource.DataSource;
import io.gnomon.spi.runtime.PluginException;
import io.gnomon.spi.runtime.PluginHandle;

import java.time.Duration;

/** The usual distance of a data source's samples. Any thread. */
@FunctionalInterface
public interface ScrapeInterval {
    /** In milliseconds, 1 at least. */
    long millis() throws PluginException, InterruptedException;

    /** As the plugin says when it is asked for the first time. */
    static ScrapeInterval of(PluginHandle<DataSource<?>> handle) {
        return new OfPlugin(handle);
    }

    /** Asks once. */
    final class OfPlugin implements ScrapeInterval {
        private static final Duration TIMEOUT = Duration.ofSeconds(30);

        private final PluginHandle<DataSource<?>> handle;
        private volatile long known; // 0 until it was asked

        private OfPlugin(PluginHandle<DataSource<?>> handle) {
            this.handle = handle;
        }

        @Override
        public long millis() throws PluginException, InterruptedException {
            if (known == 0) {
                Duration said = handle.call(TIMEOUT, source -> source.scrapeInterval());
                known = Math.max(1, said.toMillis());
            }
            return known;
        }
    }
}
