package io.gnomon.platform.core.http.internal.gnomon;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;

import io.gnomon.platform.core.dashboards.DashboardStore;
import io.gnomon.platform.core.dashboards.DashboardStore.Summary;
import io.gnomon.platform.core.dashboards.LibraryPanels;
import io.gnomon.platform.core.dashboards.LibraryPanels.LibraryPanel;
import io.gnomon.platform.core.dashboards.RequestRefused;
import io.gnomon.platform.core.http.internal.Rooms;
import io.gnomon.platform.core.http.internal.json.Json;
import io.gnomon.platform.core.http.internal.routing.Access;
import io.gnomon.platform.core.http.internal.routing.Exchange;
import io.gnomon.platform.core.http.internal.routing.HttpError;
import io.gnomon.platform.core.http.internal.routing.Routes;
import io.gnomon.platform.core.http.internal.routing.Routes.ErrorStyle;

import java.io.IOException;
import java.util.List;

/** The panels that dashboards share. */
public final class LibraryPanelApi {
    private static final String PANELS = GnomonApi.ROOT + "/library-panels";

    private final Rooms rooms;

    public LibraryPanelApi(Rooms rooms) {
        this.rooms = rooms;
    }

    public void addTo(Routes routes) {
        routes.group(Access.READ, ErrorStyle.GNOMON).get(PANELS, this::list);
        routes.group(Access.EDITOR, ErrorStyle.GNOMON)
                .put(PANELS + "/{uid}", this::save)
                .delete(PANELS + "/{uid}", this::delete);
    }

    private LibraryPanels library() throws HttpError {
        return rooms.require(DashboardStore.class).library();
    }

    private void list(Exchange exchange) throws IOException, HttpError {
        List<LibraryPanel> panels = library().list();
        Json.list(exchange, panels, LibraryPanelApi::write);
    }

    private static void write(JsonGenerator json, LibraryPanel panel) throws IOException {
        json.writeStartObject();
        json.writeStringField("uid", panel.uid());
        json.writeStringField("name", panel.name());
        json.writeNumberField("version", panel.version());
        json.writeFieldName("model");
        json.writeRawValue(panel.model());
        json.writeArrayFieldStart("usedBy");
        for (Summary dashboard : panel.usedBy()) {
            json.writeStartObject();
            json.writeStringField("uid", dashboard.uid());
            json.writeStringField("title", dashboard.title());
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private void save(Exchange exchange) throws IOException, HttpError {
        String uid = exchange.variable("uid");
        JsonNode body = Json.object(exchange);
        JsonNode model = body.path("model");
        if (!model.isObject()) {
            throw HttpError.invalid(
                    "\"model\" must be an object",
                    List.of(new HttpError.Problem("/model", "must be an object")));
        }
        long version;
        try {
            version =
                    library()
                            .save(
                                    uid,
                                    Json.text(body, "name"),
                                    model.toString(),
                                    DashboardApi.known(body));
        } catch (RequestRefused e) {
            throw DashboardApi.refused(e);
        }
        Json.answer(
                exchange,
                200,
                json -> {
                    json.writeStartObject();
                    json.writeStringField("uid", uid);
                    json.writeNumberField("version", version);
                    json.writeEndObject();
                });
    }

    private void delete(Exchange exchange) throws HttpError {
        try {
            library().delete(exchange.variable("uid"));
        } catch (RequestRefused e) {
            throw DashboardApi.refused(e);
        }
        exchange.empty(204);
    }
}
