package io.gnomon.platform.core.plugins.internal;

import io.gnomon.spi.exporter.Exporter;
import io.gnomon.spi.runtime.PluginHandle;

import java.time.Duration;

/** Asks an exporter through its handle. */
public final class Scrape {
    private Scrape() {}

    /** The version that the exporters of {@link Sources} report. */
    public static String version(PluginHandle<Exporter> handle) throws Exception {
        return version(handle, Duration.ofSeconds(10));
    }

    public static String version(PluginHandle<Exporter> handle, Duration timeout) throws Exception {
        return handle.call(
                timeout,
                exporter -> {
                    VersionSink sink = new VersionSink();
                    exporter.collect(new Request(), sink);
                    return sink.version();
                });
    }
}
