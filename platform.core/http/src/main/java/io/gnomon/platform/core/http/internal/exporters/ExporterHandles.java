package io.gnomon.platform.core.http.internal.exporters;

import io.gnomon.platform.core.config.GnomonConfig.ExporterSection;
import io.gnomon.platform.core.exposition.CollectedFamilies;
import io.gnomon.platform.core.exposition.ExporterCall;
import io.gnomon.platform.core.scrape.TargetsView;
import io.gnomon.spi.exporter.CollectorReport;
import io.gnomon.spi.exporter.CollectorReport.Run;
import io.gnomon.spi.exporter.Exporter;
import io.gnomon.spi.exporter.ExporterFactory;
import io.gnomon.spi.exporter.ExporterPages;
import io.gnomon.spi.runtime.PluginException;
import io.gnomon.spi.runtime.PluginHandle;
import io.gnomon.spi.runtime.Plugins;
import io.gnomon.spi.settings.SettingsNode;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Handles on the exporters that were asked for, one for each name; a new one when its settings
 * change. Any thread.
 */
public final class ExporterHandles implements AutoCloseable {
    private static final Duration RELOAD_TIMEOUT = Duration.ofSeconds(30);

    private final Plugins plugins;
    private final Function<String, ExporterSection> sections;
    private final Supplier<@Nullable TargetsView> targets;
    private final Map<String, Opened> opened = new ConcurrentHashMap<>();

    private record Opened(SettingsNode settings, PluginHandle<Exporter> handle) {}

    /**
     * @param sections what gnomon.yml says about an exporter by its name, as it is now
     * @param targets those of this server, which have instances of their own; null for none
     */
    public ExporterHandles(
            Plugins plugins,
            Function<String, ExporterSection> sections,
            Supplier<@Nullable TargetsView> targets) {
        this.plugins = plugins;
        this.sections = sections;
        this.targets = targets;
    }

    /** Names of the active exporters, sorted. */
    List<String> names() {
        return plugins.active(ExporterFactory.class).stream()
                .map(Plugins.ActivePlugin::name)
                .toList();
    }

    /** The active exporter of this name, null when there is none. */
    Plugins.@Nullable ActivePlugin find(String name) {
        return plugins.find(ExporterFactory.class, name);
    }

    /** What gnomon.yml says about an exporter. */
    ExporterSection section(String name) {
        return sections.apply(name);
    }

    /** What an exporter reports now. */
    public CollectedFamilies collect(String name, ExporterCall call)
            throws PluginException, InterruptedException {
        return handle(name)
                .call(
                        call.timeout(),
                        exporter -> {
                            CollectedFamilies families = new CollectedFamilies();
                            exporter.collect(call, families);
                            return families;
                        });
    }

    /** A page of an exporter, status 0 when it has none there. */
    ExporterPages.Page page(String name, ExporterCall call)
            throws PluginException, InterruptedException {
        return handle(name)
                .call(
                        call.timeout(),
                        exporter -> {
                            ExporterPages.Page page =
                                    exporter instanceof ExporterPages pages
                                            ? pages.page(call)
                                            : null;
                            return page == null ? new ExporterPages.Page(0, "", "") : page;
                        });
    }

    /** Whether a target of this server asks the exporter, and how its collectors did. */
    record Collectors(boolean scraped, CollectorReport report) {}

    /**
     * What an exporter tells about its collectors: in scrapes inside the server and over HTTP, of
     * each collector and target the later run.
     */
    Collectors collectors(String name, Duration timeout)
            throws PluginException, InterruptedException {
        TargetsView view = targets.get();
        CollectorReport inside = view == null ? null : view.collectors(name, timeout);
        if (inside == null) {
            return new Collectors(false, handle(name).call(timeout, Exporter::collectorReport));
        }
        List<Run> runs = inside.runs();
        if (opened.containsKey(name)) {
            CollectorReport own = handle(name).call(timeout, Exporter::collectorReport);
            runs = later(runs, own.runs());
        }
        return new Collectors(true, new CollectorReport(inside.on(), runs));
    }

    private static List<Run> later(List<Run> some, List<Run> others) {
        Map<List<String>, Run> last = new LinkedHashMap<>();
        for (Run run : some) {
            last.put(List.of(run.target(), run.collector()), run);
        }
        for (Run run : others) {
            last.merge(
                    List.of(run.target(), run.collector()),
                    run,
                    (a, b) -> a.at().isAfter(b.at()) ? a : b);
        }
        return List.copyOf(last.values());
    }

    /**
     * Tries settings: makes an instance with them and closes it again.
     *
     * @throws PluginException with the reason when the exporter does not take them
     */
    void check(String name, SettingsNode settings) throws PluginException, InterruptedException {
        try (PluginHandle<Exporter> trial = plugins.open(ExporterFactory.class, name, settings)) {
            CollectorReport _ = trial.call(RELOAD_TIMEOUT, Exporter::collectorReport);
        }
    }

    /** Has an exporter read its files again; one that could not be made is made anew. */
    public void reload(String name) throws PluginException, InterruptedException {
        Opened failed = opened.get(name);
        if (failed != null && !failed.handle().isReady() && opened.remove(name, failed)) {
            failed.handle().close();
        }
        handle(name)
                .call(
                        RELOAD_TIMEOUT,
                        exporter -> {
                            exporter.reload();
                            return true;
                        });
    }

    /**
     * Has all that were asked for read their files again.
     *
     * @throws IllegalStateException with a sentence for each that goes on with what it had
     */
    public void reloadAll() {
        List<String> problems = new ArrayList<>();
        for (String name : opened.keySet()) {
            Plugins.ActivePlugin plugin = find(name);
            if (plugin != null
                    && plugin.factory() instanceof ExporterFactory<?> factory
                    && factory.reloads()) {
                try {
                    reload(name);
                } catch (PluginException e) {
                    problems.add("exporter " + name + ": " + e.getMessage());
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                    return;
                }
            }
        }
        if (!problems.isEmpty()) {
            throw new IllegalStateException(String.join("\n", problems));
        }
    }

    private PluginHandle<Exporter> handle(String name) {
        SettingsNode given = section(name).settings();
        SettingsNode settings = given == null ? SettingsNode.empty() : given;
        return opened.compute(
                        name,
                        (n, known) -> {
                            if (known != null && known.settings().saysTheSame(settings)) {
                                return known;
                            }
                            if (known != null) {
                                known.handle().close();
                            }
                            return new Opened(
                                    settings, plugins.open(ExporterFactory.class, name, settings));
                        })
                .handle();
    }

    @Override
    public void close() {
        opened.values().forEach(o -> o.handle().close());
        opened.clear();
    }
}
