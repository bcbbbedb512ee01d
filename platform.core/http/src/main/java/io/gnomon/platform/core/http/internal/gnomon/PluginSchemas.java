package io.gnomon.platform.core.http.internal.gnomon;

import io.gnomon.platform.core.http.internal.Rooms;
import io.gnomon.platform.core.http.internal.json.Json;
import io.gnomon.platform.core.http.internal.routing.Exchange;
import io.gnomon.platform.core.http.internal.routing.HttpError;
import io.gnomon.spi.channel.ChannelFactory;
import io.gnomon.spi.datasource.DataSourceFactory;
import io.gnomon.spi.discovery.DiscoveryFactory;
import io.gnomon.spi.exporter.ExporterFactory;
import io.gnomon.spi.runtime.PluginAdmin;
import io.gnomon.spi.runtime.PluginException;
import io.gnomon.spi.runtime.Plugins;
import io.gnomon.spi.runtime.Plugins.ActivePlugin;
import io.gnomon.spi.settings.SettingsBinder;
import io.gnomon.spi.transformation.TransformationFactory;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;

/** The forms of everything that a bundle provides. */
final class PluginSchemas {
    private static final Map<String, Class<?>> KINDS = new LinkedHashMap<>();

    static {
        KINDS.put("exporter", ExporterFactory.class);
        KINDS.put("discovery", DiscoveryFactory.class);
        KINDS.put("datasource", DataSourceFactory.class);
        KINDS.put("channel", ChannelFactory.class);
        KINDS.put("transformation", TransformationFactory.class);
    }

    private final Rooms rooms;

    /** Schemas as JSON text; query is empty for what has no queries. */
    private record Forms(String settings, String query) {}

    PluginSchemas(Rooms rooms) {
        this.rooms = rooms;
    }

    void answer(Exchange exchange) throws IOException, HttpError {
        String id = exchange.variable("id");
        Plugins plugins = rooms.require(Plugins.class);
        if (rooms.require(PluginAdmin.class).list().stream()
                .noneMatch(plugin -> plugin.id().equals(id))) {
            throw new HttpError(404, "there is no plugin \"" + id + "\"");
        }
        SettingsBinder binder = rooms.binder();
        Map<String, Forms> all = new LinkedHashMap<>();
        KINDS.forEach((kind, type) -> {
            for (ActivePlugin plugin : plugins.active(type)) {
                if (plugin.bundle().equals(id)) {
                    all.put(kind + "/" + plugin.name(), forms(binder, plugin));
                }
            }
        });
        Json.answer(
                exchange,
                200,
                json -> {
                    json.writeStartObject();
                    for (Map.Entry<String, Forms> entry : all.entrySet()) {
                        json.writeObjectFieldStart(entry.getKey());
                        json.writeFieldName("settings");
                        json.writeRawValue(entry.getValue().settings());
                        if (!entry.getValue().query().isEmpty()) {
                            json.writeFieldName("query");
                            json.writeRawValue(entry.getValue().query());
                        }
                        json.writeEndObject();
                    }
                    json.writeEndObject();
                });
    }

    private static Forms forms(SettingsBinder binder, ActivePlugin plugin) {
        String query =
                plugin.factory() instanceof DataSourceFactory<?, ?> source
                        ? binder.schema(source.query())
                        : "";
        return new Forms(binder.schema(plugin.settings()), query);
    }

    static HttpError asHttpError(PluginException e) {
        String message = String.valueOf(e.getMessage());
        return switch (e.kind()) {
            case ABSENT -> new HttpError(404, message);
            case SETTINGS -> new HttpError(400, message);
            case BUSY -> new HttpError(503, message, Map.of("Retry-After", "2"));
            case TIMEOUT -> new HttpError(504, message);
            case FAILED -> new HttpError(502, message);
        };
    }
}
