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
import io.gnomon.spi.settings.SettingsNode;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Asks the server about itself: all exporters named self-SOMETHING that are there now, as one
 * target. One that fails is left out and logged, so that a broken part does not hide the others.
 */
final class SelfFetch implements Fetch {
    /** Name of the target. */
    static final String TARGET = "self";

    private static final String PREFIX = "self-";
    private static final Logger LOG = LoggerFactory.getLogger(SelfFetch.class);

    private final Plugins plugins;
    private final Map<String, PluginHandle<Exporter>> handles = new HashMap<>();
    private final Set<String> failing = new HashSet<>();

    SelfFetch(Plugins plugins) {
        this.plugins = plugins;
    }

    @Override
    public Answer fetch(Duration timeout) throws ScrapeFailure, InterruptedException {
        long deadline = System.nanoTime() + timeout.toNanos();
        ReportedSamples all = new ReportedSamples();
        for (Plugins.ActivePlugin plugin : plugins.active(ExporterFactory.class)) {
            if (plugin.name().startsWith(PREFIX)) {
                Duration left = Duration.ofNanos(Math.max(1, deadline - System.nanoTime()));
                collect(plugin.name(), left, all);
            }
        }
        if (all.size() == 0) {
            throw new ScrapeFailure("no part of the server reports about itself");
        }
        return new Answer.Reported(all, 0);
    }

    private void collect(String name, Duration left, ReportedSamples into)
            throws InterruptedException {
        PluginHandle<Exporter> handle =
                handles.computeIfAbsent(
                        name, n -> plugins.open(ExporterFactory.class, n, SettingsNode.empty()));
        try {
            into.addAll(
                    ExporterFetch.collect(
                            handle, new ExporterCall(left, ExporterCall.METRICS, Map.of())));
            failing.remove(name);
        } catch (PluginException e) {
            if (failing.add(name)) {
                LOG.warn("The metrics of {} are missing: {}", name, e.getMessage());
            }
        }
    }

    @Override
    public void release(Answer answer) {}

    @Override
    public void close() {
        handles.values().forEach(PluginHandle::close);
    }
}
