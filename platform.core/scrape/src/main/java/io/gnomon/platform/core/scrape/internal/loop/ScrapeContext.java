package io.gnomon.platform.core.scrape.internal.loop;

import io.gnomon.platform.core.scrape.internal.append.AppendCounters;
import io.gnomon.platform.core.scrape.internal.append.StoreGate;
import io.gnomon.spi.common.HttpClients;
import io.gnomon.spi.runtime.Plugins;

/**
 * What all pools share.
 *
 * @param seed spreads the slots of servers that scrape the same targets
 */
record ScrapeContext(
        Plugins plugins,
        HttpClients httpClients,
        StoreGate gate,
        AppendCounters counters,
        BodyBuffers buffers,
        Gunzip gunzip,
        ExporterInstances instances,
        SharedExporters exporters,
        FailureLogs failureLogs,
        ScrapeLoop.Tools tools,
        long seed) {}
