package io.gnomon.platform.core.scrape.internal.loop;

import io.gnomon.platform.core.exposition.ExporterCall;
import io.gnomon.platform.core.scrape.internal.append.Answer;
import io.gnomon.platform.core.scrape.internal.append.ReportedSamples;
import io.gnomon.platform.core.scrape.internal.append.ScrapeFailure;
import io.gnomon.spi.exporter.Exporter;
import io.gnomon.spi.exporter.ExporterFactory;
import io.gnomon.spi.runtime.PluginException;
import io.gnomon.spi.runtime.PluginHandle;
import io.gnomon.spi.runtime.Plugins;

import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Asks an exporter in this server; the call runs on the pool of its plugin. */
final class ExporterFetch implements Fetch {
    private final Plugins plugins;
    private final PluginHandle<Exporter> exporter;
    private final Asked asked;

    /**
     * What a target asks for.
     *
     * @param name of the exporter
     * @param ownMetrics whether its process tells about itself too
     */
    record Asked(
            String name, String path, Map<String, List<String>> parameters, boolean ownMetrics) {}

    /** Asks the exporter and closes the handle in the end. */
    ExporterFetch(Plugins plugins, PluginHandle<Exporter> exporter, Asked asked) {
        this.plugins = plugins;
        this.exporter = exporter;
        this.asked = asked;
    }

    @Override
    public Answer fetch(Duration timeout) throws ScrapeFailure, InterruptedException {
        ExporterCall call = new ExporterCall(timeout, asked.path(), asked.parameters());
        try {
            ReportedSamples samples = collect(exporter, call);
            if (asked.ownMetrics()) {
                call.addOwnMetrics(plugins.find(ExporterFactory.class, asked.name()), samples);
            }
            return new Answer.Reported(samples, 0);
        } catch (PluginException e) {
            throw new ScrapeFailure(String.valueOf(e.getMessage()), e);
        }
    }

    /** One call of an exporter. */
    static ReportedSamples collect(PluginHandle<Exporter> exporter, ExporterCall call)
            throws PluginException, InterruptedException {
        return exporter.call(
                call.timeout(),
                instance -> {
                    ReportedSamples samples = new ReportedSamples();
                    instance.collect(call, samples);
                    return samples;
                });
    }

    @Override
    public void release(Answer answer) {}

    @Override
    public void close() {
        exporter.close();
    }
}
