package io.gnomon.platform.core.http.internal.exporters;

import io.gnomon.platform.core.config.GnomonConfig.ExporterSection;
import io.gnomon.platform.core.exposition.CollectedFamilies;
import io.gnomon.platform.core.exposition.ExporterCall;
import io.gnomon.platform.core.http.internal.Rooms;
import io.gnomon.platform.core.http.internal.routing.Access;
import io.gnomon.platform.core.http.internal.routing.Exchange;
import io.gnomon.platform.core.http.internal.routing.HttpError;
import io.gnomon.platform.core.http.internal.routing.Role;
import io.gnomon.platform.core.http.internal.routing.Routes;
import io.gnomon.platform.core.http.internal.routing.Routes.ErrorStyle;
import io.gnomon.spi.exporter.CollectorReport.Run;
import io.gnomon.spi.exporter.ExporterFactory;
import io.gnomon.spi.exporter.ExporterPages.Page;
import io.gnomon.spi.exporter.RequestRefused;
import io.gnomon.spi.runtime.PluginException;
import io.gnomon.spi.runtime.Plugins;

import org.eclipse.jetty.util.Fields;
import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/**
 * Each exporter over HTTP, with the paths of its peer: below {@code /exporters/NAME} of the server,
 * or at the root of a listener of its own.
 */
public final class ExporterSite {
    /** Our own page, a person's own doing, and browsers that do not say. */
    private static final Set<String> OWN_SITES = Set.of("same-origin", "none", "");

    /** As the blackbox exporter waits for a client that does not say how long it waits. */
    private static final Duration TIMEOUT = Duration.ofMinutes(2);

    private static final String TEXT = "text/plain; charset=utf-8";
    private static final String HTML = "text/html; charset=utf-8";

    private final Supplier<@Nullable ExporterHandles> handles;
    private final Access reloading;
    private final Map<String, HandlerMetrics> metrics = new ConcurrentHashMap<>();

    /**
     * @param reloading who may have an exporter read its files again
     */
    public ExporterSite(Supplier<@Nullable ExporterHandles> handles, Access reloading) {
        this.handles = handles;
        this.reloading = reloading;
    }

    /** Adds all exporters below {@code /exporters}. */
    public void addTo(Routes routes) {
        routes.group(Access.READ, ErrorStyle.TEXT)
                .get(
                        "/exporters/{name}",
                        exchange -> exchange.redirect(exchange.variable("name") + "/"))
                .get("/exporters/{name}/{path...}", this::named);
        routes.group(reloading, ErrorStyle.TEXT)
                .post(
                        "/exporters/{name}/-/reload",
                        exchange -> reload(exchange, exchange.variable("name")))
                .put(
                        "/exporters/{name}/-/reload",
                        exchange -> reload(exchange, exchange.variable("name")));
    }

    /**
     * Adds one exporter at the root.
     *
     * @param metricsPath where its {@code /metrics} is
     */
    public void addTo(Routes routes, String name, String metricsPath) {
        routes.group(Access.READ, ErrorStyle.TEXT)
                .get("/{path...}", exchange -> serve(exchange, name, metricsPath));
        routes.group(reloading, ErrorStyle.TEXT)
                .post("/-/reload", exchange -> reload(exchange, name))
                .put("/-/reload", exchange -> reload(exchange, name));
    }

    private ExporterHandles handles() throws HttpError {
        return Rooms.require(handles.get(), "the plugin runtime");
    }

    private Plugins.ActivePlugin plugin(String name) throws HttpError {
        Plugins.ActivePlugin plugin = handles().find(name);
        if (plugin == null) {
            throw new HttpError(404, "there is no exporter \"" + name + "\"");
        }
        return plugin;
    }

    private static ExporterFactory<?> factory(Plugins.ActivePlugin plugin) {
        return (ExporterFactory<?>) plugin.factory();
    }

    /**
     * Of several exporters. A path with a target makes the server talk to any address, with
     * credentials that it keeps: on the port that everybody reads this takes who may edit, and who
     * means it: not somebody whose browser was sent here by another site.
     */
    private void named(Exchange exchange) throws Exception {
        String name = exchange.variable("name");
        String path = "/" + exchange.variable("path");
        if (!path.equals(ExporterCall.METRICS)
                && factory(plugin(name)).metricPaths().contains(path)) {
            exchange.requireRole(Role.EDITOR);
            if (exchange.caller().usesCookie()
                    && !OWN_SITES.contains(exchange.header("Sec-Fetch-Site"))) {
                throw new HttpError(403, "a page of another site may not make this server probe");
            }
        }
        serve(exchange, name, ExporterCall.METRICS);
    }

    private void serve(Exchange exchange, String name, String metricsPath) throws Exception {
        Plugins.ActivePlugin plugin = plugin(name);
        ExporterFactory<?> factory = factory(plugin);
        String asked = "/" + exchange.variable("path");
        String path = asked.equals(metricsPath) ? ExporterCall.METRICS : asked;
        ExporterCall call =
                new ExporterCall(ScrapeTimeout.of(exchange, TIMEOUT), path, parameters(exchange));
        try {
            if (path.equals("/")) {
                if (!page(exchange, factory, call)) {
                    exchange.text(
                            200,
                            HTML,
                            LandingPage.of(
                                    factory, plugin.version(), metricsPath, troubles(name, call)));
                }
            } else if (path.equals("/-/healthy")) {
                exchange.text(200, TEXT, "Healthy");
            } else if (isMetrics(factory, asked, metricsPath)) {
                boolean debug = call.parameter("debug").equals("true");
                if (!debug || !page(exchange, factory, call)) {
                    scrape(exchange, plugin, call);
                }
            } else if (!factory.pagePaths().containsKey(path) || !page(exchange, factory, call)) {
                throw new HttpError(404, "404 page not found");
            }
        } catch (PluginException e) {
            throw asHttpError(e);
        }
    }

    /** What does not work at an exporter: the reason by target and collector. */
    private Map<String, String> troubles(String name, ExporterCall call)
            throws HttpError, PluginException, InterruptedException {
        Map<String, String> troubles = new TreeMap<>();
        for (Run run : handles().collectors(name, call.timeout()).report().runs()) {
            if (!run.reason().isEmpty()) {
                troubles.put((run.target() + " " + run.collector()).strip(), run.reason());
            }
        }
        return troubles;
    }

    private static boolean isMetrics(ExporterFactory<?> factory, String asked, String metricsPath) {
        return asked.equals(metricsPath)
                || (!asked.equals(ExporterCall.METRICS) && factory.metricPaths().contains(asked));
    }

    private boolean page(Exchange exchange, ExporterFactory<?> factory, ExporterCall call)
            throws PluginException, InterruptedException, IOException, HttpError {
        Page page = handles().page(factory.name(), call);
        if (page.status() == 0) {
            return false;
        }
        exchange.text(page.status(), page.contentType(), page.body());
        return true;
    }

    private void scrape(Exchange exchange, Plugins.ActivePlugin plugin, ExporterCall call)
            throws PluginException, InterruptedException, IOException, HttpError {
        ExporterSection section = handles().section(plugin.name());
        HandlerMetrics counts = metrics.computeIfAbsent(plugin.name(), n -> new HandlerMetrics());
        counts.begin(section.maxRequests());
        int code = 500;
        try {
            CollectedFamilies families = handles().collect(plugin.name(), call);
            if (!section.disableExporterMetrics()) {
                call.addOwnMetrics(plugin, families);
                if (!factory(plugin).program().isEmpty()
                        && call.path().equals(ExporterCall.METRICS)) {
                    counts.writeTo(families);
                }
            }
            MetricsAnswer.send(exchange, families);
            code = 200;
        } catch (PluginException e) {
            code = asHttpError(e).status();
            throw e;
        } finally {
            counts.end(code);
        }
    }

    private void reload(Exchange exchange, String name) throws Exception {
        if (!factory(plugin(name)).reloads()) {
            throw new HttpError(404, "404 page not found");
        }
        try {
            handles().reload(name);
        } catch (PluginException e) {
            throw new HttpError(500, "failed to reload config: " + e.getMessage());
        }
        exchange.empty(200);
    }

    private static HttpError asHttpError(PluginException e) {
        String message = String.valueOf(e.getMessage());
        if (e.getCause() instanceof RequestRefused refused) {
            return new HttpError(400, String.valueOf(refused.getMessage()));
        }
        return switch (e.kind()) {
            case ABSENT, BUSY -> new HttpError(503, message, Map.of("Retry-After", "2"));
            case TIMEOUT -> new HttpError(504, message);
            case SETTINGS, FAILED -> new HttpError(500, message);
        };
    }

    private static Map<String, List<String>> parameters(Exchange exchange)
            throws IOException, HttpError {
        Map<String, List<String>> parameters = new HashMap<>();
        for (Fields.Field field : exchange.parameters()) {
            parameters.put(field.getName(), List.copyOf(field.getValues()));
        }
        return parameters;
    }
}
