package io.gnomon.platform.core.dashboards.internal.sources;

import io.gnomon.spi.datasource.DataSource;
import io.gnomon.spi.runtime.PluginHandle;

/**
 * A data source that can be asked.
 *
 * @param scrapeInterval distance of its samples
 */
public record Source(
        String uid,
        String name,
        String type,
        boolean builtIn,
        PluginHandle<DataSource<?>> handle,
        ScrapeInterval scrapeInterval) {}
