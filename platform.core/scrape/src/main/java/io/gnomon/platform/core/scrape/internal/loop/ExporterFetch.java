package io.gnomon.platform.core.scrape.internal.loop;

import io.gnomon.platform.core.scrape.internal.append.Answer;
import io.gnomon.platform.core.scrape.internal.append.ReportedSamples;
import io.gnomon.platform.core.scrape.internal.append.ScrapeFailure;
import io.gnomon.spi.exporter.CollectRequest;
import io.gnomon.spi.exporter.Exporter;
import io.gnomon.spi.runtime.PluginException;
import io.gnomon.spi.runtime.PluginHandle;

import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Asks an exporter in this server; the call runs on the pool of its plugin. */
final class ExporterFetch implements Fetch {
    private final PluginHandle<Exporter> exporter;
    private final Map<String, List<String>> parameters;

    /** Asks the exporter and closes the handle in the end. */
    ExporterFetch(PluginHandle<Exporter> exporter, Map<String, List<String>> parameters) {
        this.exporter = exporter;
        this.parameters = parameters;
    }

    private record Request(Duration timeout, Map<String, List<String>> parameters)
            implements CollectRequest {}

    @Override
    public Answer fetch(Duration timeout) throws ScrapeFailure, InterruptedException {
        try {
            return new Answer.Reported(collect(exporter, new Request(timeout, parameters)));
        } catch (PluginException e) {
            throw new ScrapeFailure(String.valueOf(e.getMessage()), e);
        }
    }

    /** One call of an exporter. */
    private static ReportedSamples collect(PluginHandle<Exporter> exporter, CollectRequest request)
            throws PluginException, InterruptedException {
        return exporter.call(
                request.timeout(),
                instance -> {
                    ReportedSamples samples = new ReportedSamples();
                    instance.collect(request, samples);
                    return samples;
                });
    }

    /** As a fetch, for several exporters that make up one target. */
    static ReportedSamples collect(PluginHandle<Exporter> exporter, Duration timeout)
            throws PluginException, InterruptedException {
        return collect(exporter, new Request(timeout, Map.of()));
    }

    @Override
    public void release(Answer answer) {}

    @Override
    public void close() {
        exporter.close();
    }
}
