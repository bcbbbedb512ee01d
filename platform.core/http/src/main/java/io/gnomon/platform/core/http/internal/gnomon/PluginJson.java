package io.gnomon.platform.core.http.internal.gnomon;

import com.fasterxml.jackson.core.JsonGenerator;

import io.gnomon.platform.core.http.internal.json.Json;
import io.gnomon.spi.runtime.PluginAdmin.Calls;
import io.gnomon.spi.runtime.PluginAdmin.PluginStatus;
import io.gnomon.spi.runtime.PluginAdmin.State;
import io.gnomon.spi.runtime.PluginCatalogue;

import java.io.IOException;
import java.util.Locale;
import java.util.Map;

/** A plugin as the page sees it: PluginEntry of docs/guide/gnomon-api.md. */
final class PluginJson {
    private final String externalPath;

    /**
     * @param externalPath what browsers see before our paths
     */
    PluginJson(String externalPath) {
        this.externalPath = externalPath;
    }

    void write(JsonGenerator json, PluginStatus plugin) throws IOException {
        json.writeStartObject();
        json.writeStringField("id", plugin.id());
        json.writeStringField("name", plugin.name());
        json.writeStringField("version", plugin.version());
        Json.texts(json, "kinds", plugin.kinds());
        json.writeStringField("state", text(plugin.state()));
        json.writeBooleanField("official", plugin.official());
        json.writeBooleanField("trusted", plugin.state() != State.WAITING_FOR_CONFIRMATION);
        json.writeStringField("previousVersion", plugin.previousVersion());
        json.writeStringField("error", plugin.error());
        json.writeStringField("sha256", plugin.sha256());
        json.writeStringField("publisher", plugin.publisher());
        json.writeFieldName("manifest");
        json.writeRawValue(plugin.manifestJson().isBlank() ? "null" : plugin.manifestJson());
        json.writeStringField("baseUrl", externalPath + plugin.baseUrl());
        json.writeObjectFieldStart("integrity");
        for (Map.Entry<String, String> file : plugin.integrity().entrySet()) {
            json.writeStringField(file.getKey(), file.getValue());
        }
        json.writeEndObject();
        calls(json, plugin.calls());
        if (plugin.since() == null) {
            json.writeNullField("since");
        } else {
            json.writeStringField("since", plugin.since().toString());
        }
        json.writeEndObject();
    }

    /** The PluginCatalogue of docs/guide/gnomon-api.md. */
    static void write(JsonGenerator json, PluginCatalogue catalogue) throws IOException {
        json.writeStartObject();
        json.writeStringField("folder", catalogue.folder());
        json.writeArrayFieldStart("plugins");
        for (PluginCatalogue.Entry entry : catalogue.plugins()) {
            json.writeStartObject();
            json.writeStringField("sha256", entry.sha256());
            json.writeStringField("file", entry.file());
            json.writeStringField("id", entry.id());
            json.writeStringField("name", entry.name());
            json.writeStringField("version", entry.version());
            json.writeStringField("description", entry.description());
            Json.texts(json, "kinds", entry.kinds());
            json.writeStringField("publisher", entry.publisher());
            json.writeStringField("installedVersion", entry.installedVersion());
            json.writeStringField("standing", entry.standing().name().toLowerCase(Locale.ROOT));
            json.writeEndObject();
        }
        json.writeEndArray();
        Json.texts(json, "problems", catalogue.problems());
        json.writeEndObject();
    }

    private static void calls(JsonGenerator json, Calls calls) throws IOException {
        json.writeObjectFieldStart("calls");
        json.writeNumberField("total", calls.total());
        json.writeNumberField("failed", calls.failed());
        json.writeNumberField("timedOut", calls.timedOut());
        json.writeNumberField("refused", calls.refused());
        json.writeNumberField("running", calls.running());
        json.writeNumberField("abandoned", calls.abandoned());
        json.writeEndObject();
    }

    private static String text(State state) {
        return state.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    /** A base URL as browsers see it. */
    String external(String baseUrl) {
        return externalPath + baseUrl;
    }
}
