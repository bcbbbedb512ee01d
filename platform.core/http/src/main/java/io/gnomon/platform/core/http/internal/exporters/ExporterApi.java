package io.gnomon.platform.core.http.internal.exporters;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.gnomon.platform.core.http.internal.Rooms;
import io.gnomon.platform.core.http.internal.gnomon.GnomonApi;
import io.gnomon.platform.core.http.internal.json.Json;
import io.gnomon.platform.core.http.internal.routing.Access;
import io.gnomon.platform.core.http.internal.routing.Exchange;
import io.gnomon.platform.core.http.internal.routing.HttpError;
import io.gnomon.platform.core.http.internal.routing.Routes;
import io.gnomon.platform.core.http.internal.routing.Routes.ErrorStyle;
import io.gnomon.spi.exporter.CollectorReport;
import io.gnomon.spi.exporter.CollectorReport.Run;
import io.gnomon.spi.exporter.ExporterFactory;
import io.gnomon.spi.runtime.PluginException;
import io.gnomon.spi.runtime.Plugins;
import io.gnomon.spi.runtime.Plugins.ActivePlugin;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;

/** How the exporters' collectors do, and their settings; administrators change them. */
public final class ExporterApi {
    private static final String EXPORTERS = GnomonApi.ROOT + "/exporters";
    private static final Duration TIMEOUT = Duration.ofSeconds(5);
    private static final double NANOS = 1e9;

    private final Supplier<@Nullable ExporterHandles> handles;
    private final Rooms rooms;
    private final WrittenSettings settings;

    public ExporterApi(Rooms rooms, Supplier<@Nullable ExporterHandles> handles) {
        this.rooms = rooms;
        this.handles = handles;
        this.settings = new WrittenSettings(rooms);
    }

    public void addTo(Routes routes) {
        routes.group(Access.READ, ErrorStyle.GNOMON).get(EXPORTERS, this::list);
        routes.group(Access.ADMIN, ErrorStyle.GNOMON)
                .get(EXPORTERS + "/{name}/settings", this::show)
                .put(EXPORTERS + "/{name}/settings", this::change)
                .delete(EXPORTERS + "/{name}/settings", this::forget)
                .put(EXPORTERS + "/{name}/collectors/{collector}", this::switchCollector);
    }

    private ExporterHandles handles() throws HttpError {
        return Rooms.orAbsent(handles.get(), Plugins.class);
    }

    private ActivePlugin plugin(Exchange exchange) throws HttpError {
        String name = exchange.variable("name");
        ActivePlugin plugin = name.startsWith(SelfPages.SELF) ? null : handles().find(name);
        if (plugin == null) {
            throw new HttpError(404, "there is no exporter \"" + name + "\"");
        }
        return plugin;
    }

    private static ExporterFactory<?> factory(ActivePlugin plugin) {
        return (ExporterFactory<?>) plugin.factory();
    }

    /** An exporter at this moment. */
    private record State(
            ActivePlugin plugin,
            String source,
            ExporterHandles.Collectors collectors,
            String error) {}

    private void list(Exchange exchange) throws IOException, HttpError, InterruptedException {
        ExporterHandles all = handles();
        List<State> states = new ArrayList<>();
        for (String name : all.names()) {
            ActivePlugin plugin = name.startsWith(SelfPages.SELF) ? null : all.find(name);
            if (plugin != null) {
                states.add(state(all, plugin));
            }
        }
        Json.list(exchange, states, ExporterApi::write);
    }

    private State state(ExporterHandles all, ActivePlugin plugin)
            throws IOException, InterruptedException {
        String source = settings.source(plugin.name()).text();
        try {
            return new State(plugin, source, all.collectors(plugin.name(), TIMEOUT), "");
        } catch (PluginException e) {
            ExporterHandles.Collectors none =
                    new ExporterHandles.Collectors(false, CollectorReport.NONE);
            return new State(plugin, source, none, String.valueOf(e.getMessage()));
        }
    }

    private static void write(JsonGenerator json, State state) throws IOException {
        ActivePlugin plugin = state.plugin();
        CollectorReport report = state.collectors().report();
        json.writeStartObject();
        json.writeStringField("name", plugin.name());
        json.writeStringField("program", factory(plugin).program());
        json.writeStringField("plugin", plugin.bundle());
        json.writeStringField("version", plugin.version());
        json.writeBooleanField("scraped", state.collectors().scraped());
        json.writeBooleanField("configurable", plugin.settings().getRecordComponents().length > 0);
        json.writeStringField("settings", state.source());
        json.writeStringField("error", state.error());
        writeRuns(json, "connections", report, "");
        json.writeArrayFieldStart("collectors");
        for (Map.Entry<String, Boolean> collector : factory(plugin).collectors().entrySet()) {
            json.writeStartObject();
            json.writeStringField("name", collector.getKey());
            json.writeBooleanField("byDefault", collector.getValue());
            json.writeBooleanField("on", report.on().contains(collector.getKey()));
            writeRuns(json, "runs", report, collector.getKey());
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private static void writeRuns(
            JsonGenerator json, String field, CollectorReport report, String collector)
            throws IOException {
        json.writeArrayFieldStart(field);
        for (Run run : report.runs()) {
            if (run.collector().equals(collector)) {
                json.writeStartObject();
                json.writeStringField("target", run.target());
                json.writeStringField("result", run.result().name().toLowerCase(Locale.ROOT));
                json.writeStringField("at", run.at().toString());
                json.writeNumberField("seconds", run.took().toNanos() / NANOS);
                json.writeStringField("reason", run.reason());
                json.writeEndObject();
            }
        }
        json.writeEndArray();
    }

    private void show(Exchange exchange) throws IOException, HttpError {
        ActivePlugin plugin = plugin(exchange);
        WrittenSettings.Shown shown = settings.shown(plugin);
        String schema = rooms.binder().schema(plugin.settings());
        Json.answer(
                exchange,
                200,
                json -> {
                    json.writeStartObject();
                    json.writeStringField("source", shown.source().text());
                    json.writeStringField("version", shown.version());
                    json.writeFieldName("settings");
                    json.writeRawValue(shown.json());
                    json.writeFieldName("schema");
                    json.writeRawValue(schema);
                    json.writeEndObject();
                });
    }

    private void change(Exchange exchange) throws IOException, HttpError, InterruptedException {
        ActivePlugin plugin = plugin(exchange);
        JsonNode body = Json.object(exchange);
        if (!(body.path("settings") instanceof ObjectNode given)) {
            throw HttpError.invalid(
                    "\"settings\" must be an object",
                    List.of(new HttpError.Problem("/settings", "must be an object")));
        }
        settings.write(handles(), plugin, given, Json.text(body, "version"));
        exchange.empty(204);
    }

    private void forget(Exchange exchange) throws IOException, HttpError {
        settings.forget(plugin(exchange).name(), exchange.parameter("version"));
        exchange.empty(204);
    }

    private void switchCollector(Exchange exchange)
            throws IOException, HttpError, InterruptedException {
        ActivePlugin plugin = plugin(exchange);
        String collector = exchange.variable("collector");
        JsonNode on = Json.object(exchange).path("on");
        if (!factory(plugin).collectors().containsKey(collector)) {
            throw new HttpError(
                    404, "\"" + plugin.name() + "\" has no collector \"" + collector + "\"");
        }
        if (!on.isBoolean()) {
            throw HttpError.invalid(
                    "\"on\" must be true or false",
                    List.of(new HttpError.Problem("/on", "must be true or false")));
        }
        settings.switchCollector(handles(), plugin, collector, on.booleanValue());
        exchange.empty(204);
    }
}
