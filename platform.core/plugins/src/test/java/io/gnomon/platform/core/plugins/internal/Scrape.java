package io.gnomon.platform.core.plugins.internal;

import io.gnomon.model.labels.Labels;
import io.gnomon.platform.testkit.exporter.RecordedMetrics;
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
                    String version = "";
                    for (Labels sample : RecordedMetrics.of(exporter).samples().keySet()) {
                        version = sample.get("version");
                    }
                    return version;
                });
    }
}
