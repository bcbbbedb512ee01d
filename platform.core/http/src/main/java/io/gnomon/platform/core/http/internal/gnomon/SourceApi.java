package io.gnomon.platform.core.http.internal.gnomon;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;

import io.gnomon.platform.core.dashboards.DataSources;
import io.gnomon.platform.core.dashboards.RequestRefused;
import io.gnomon.platform.core.http.internal.Rooms;
import io.gnomon.platform.core.http.internal.json.Json;
import io.gnomon.platform.core.http.internal.routing.Access;
import io.gnomon.platform.core.http.internal.routing.Exchange;
import io.gnomon.platform.core.http.internal.routing.HttpError;
import io.gnomon.platform.core.http.internal.routing.Role;
import io.gnomon.platform.core.http.internal.routing.Routes;
import io.gnomon.platform.core.http.internal.routing.Routes.ErrorStyle;
import io.gnomon.spi.settings.SettingsException;

import java.io.IOException;
import java.util.List;

/** Data sources: their list, their settings and their tests. */
public final class SourceApi {
    private static final String SOURCES = GnomonApi.ROOT + "/datasources";

    private final Rooms rooms;

    public SourceApi(Rooms rooms) {
        this.rooms = rooms;
    }

    public void addTo(Routes routes) {
        routes.group(Access.READ, ErrorStyle.GNOMON).get(SOURCES, this::sources);
        routes.group(Access.ADMIN, ErrorStyle.GNOMON)
                .post(SOURCES, e -> change(e, 201, body -> dataSources().create(body)))
                .put(
                        SOURCES + "/{uid}",
                        e -> change(e, 200, body -> dataSources().update(e.variable("uid"), body)))
                .delete(SOURCES + "/{uid}", this::deleteSource);
        routes.group(Access.EDITOR, ErrorStyle.GNOMON).post(SOURCES + "/test", this::testSource);
    }

    private DataSources dataSources() throws HttpError {
        return rooms.require(DataSources.class);
    }

    private void sources(Exchange exchange) throws IOException, HttpError {
        List<DataSources.Entry> all = dataSources().list();
        boolean withSettings = exchange.caller().role().includes(Role.ADMIN);
        Json.list(exchange, all, (json, entry) -> source(json, entry, withSettings));
    }

    private static void source(JsonGenerator json, DataSources.Entry entry, boolean withSettings)
            throws IOException {
        json.writeStartObject();
        json.writeStringField("uid", entry.uid());
        json.writeStringField("name", entry.name());
        json.writeStringField("type", entry.type());
        json.writeBooleanField("default", entry.isDefault());
        json.writeBooleanField("builtIn", entry.builtIn());
        String settings = entry.settings();
        if (withSettings && settings != null) {
            json.writeFieldName("settings");
            json.writeRawValue(settings);
        }
        json.writeEndObject();
    }

    private interface Change {
        DataSources.Entry apply(String body) throws RequestRefused, SettingsException, HttpError;
    }

    private static void change(Exchange exchange, int status, Change change)
            throws IOException, HttpError {
        String body = Json.object(exchange).toString();
        DataSources.Entry entry;
        try {
            entry = change.apply(body);
            exchange.about(entry.name() + ", " + entry.type());
        } catch (RequestRefused e) {
            throw DashboardApi.refused(e);
        } catch (SettingsException e) {
            throw invalid(e);
        }
        Json.answer(exchange, status, json -> source(json, entry, true));
    }

    private void deleteSource(Exchange exchange) throws HttpError {
        try {
            dataSources().delete(exchange.variable("uid"));
        } catch (RequestRefused e) {
            throw DashboardApi.refused(e);
        }
        exchange.empty(204);
    }

    private void testSource(Exchange exchange) throws IOException, HttpError, InterruptedException {
        JsonNode body = Json.object(exchange);
        if (body.has("settings") || !body.has("uid")) {
            // They may name any address, and what is stored is sent there.
            exchange.requireRole(Role.ADMIN);
        }
        try {
            DataSources.TestResult result = dataSources().test(body.toString());
            checked(exchange, result.ok(), result.message());
        } catch (RequestRefused e) {
            throw DashboardApi.refused(e);
        } catch (SettingsException e) {
            throw invalid(e);
        }
    }

    /** Answers with what came of a test. */
    static void checked(Exchange exchange, boolean ok, String message) throws IOException {
        Json.answer(
                exchange,
                200,
                json -> {
                    json.writeStartObject();
                    json.writeBooleanField("ok", ok);
                    json.writeStringField("message", message);
                    json.writeEndObject();
                });
    }

    /** Paths begin at the settings; the body has them one level down. */
    static HttpError invalid(SettingsException e) {
        return HttpError.invalid(
                "the settings are not valid",
                e.problems().stream()
                        .map(p -> new HttpError.Problem("/settings" + p.path(), p.message()))
                        .toList());
    }
}
