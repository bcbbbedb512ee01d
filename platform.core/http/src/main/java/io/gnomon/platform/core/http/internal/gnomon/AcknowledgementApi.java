package io.gnomon.platform.core.http.internal.gnomon;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;

import io.gnomon.platform.core.alerting.Acknowledgement;
import io.gnomon.platform.core.alerting.Acknowledgements;
import io.gnomon.platform.core.http.internal.Rooms;
import io.gnomon.platform.core.http.internal.json.Json;
import io.gnomon.platform.core.http.internal.prometheus.Parameters;
import io.gnomon.platform.core.http.internal.routing.Access;
import io.gnomon.platform.core.http.internal.routing.Exchange;
import io.gnomon.platform.core.http.internal.routing.HttpError;
import io.gnomon.platform.core.http.internal.routing.Routes;
import io.gnomon.platform.core.http.internal.routing.Routes.ErrorStyle;

import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.TreeSet;

/** Alerts of which somebody has taken notice. */
public final class AcknowledgementApi {
    private static final String PATH = GnomonApi.ROOT + "/alerting/acknowledgements";

    private final Rooms rooms;

    public AcknowledgementApi(Rooms rooms) {
        this.rooms = rooms;
    }

    public void addTo(Routes routes) {
        routes.group(Access.READ, ErrorStyle.GNOMON).get(PATH, this::list);
        routes.group(Access.EDITOR, ErrorStyle.GNOMON)
                .post(PATH, this::acknowledge)
                .delete(PATH + "/{id}", this::withdraw);
    }

    private Acknowledgements acknowledgements() throws HttpError {
        return rooms.require(Acknowledgements.class);
    }

    private void list(Exchange exchange) throws IOException, HttpError {
        List<Acknowledgement> all = acknowledgements().acknowledgements();
        Json.list(exchange, all, AcknowledgementApi::write);
    }

    private void acknowledge(Exchange exchange)
            throws IOException, HttpError, InterruptedException {
        Acknowledgements acknowledgements = acknowledgements();
        Acknowledgement draft = draft(exchange);
        Acknowledgement given;
        try {
            given = acknowledgements.acknowledge(draft);
        } catch (IllegalArgumentException e) {
            throw new HttpError(400, String.valueOf(e.getMessage()));
        }
        Json.answer(exchange, 201, json -> write(json, given));
    }

    private void withdraw(Exchange exchange) throws HttpError, InterruptedException {
        String id = exchange.variable("id");
        if (!acknowledgements().withdraw(id)) {
            throw new HttpError(404, "there is no acknowledgement \"" + id + "\"");
        }
        exchange.empty(204);
    }

    private static Acknowledgement draft(Exchange exchange) throws IOException, HttpError {
        JsonNode body = Json.object(exchange);
        String end = body.path("until").asText("");
        Instant until =
                end.isEmpty() ? null : Instant.ofEpochMilli(Parameters.parseTime("until", end));
        return Acknowledgement.draft(
                MatcherJson.read(body),
                exchange.caller().name(),
                body.path("comment").asText(""),
                until);
    }

    private static void write(JsonGenerator json, Acknowledgement given) throws IOException {
        json.writeStartObject();
        json.writeStringField("id", given.id());
        MatcherJson.write(json, "matchers", given.matchers());
        json.writeStringField("createdBy", given.createdBy());
        json.writeStringField("comment", given.comment());
        json.writeStringField("at", given.at().toString());
        Instant until = given.until();
        if (until != null) {
            json.writeStringField("until", until.toString());
        }
        json.writeArrayFieldStart("fingerprints");
        for (long fingerprint : new TreeSet<>(given.alerts())) {
            json.writeString(String.format("%016x", fingerprint));
        }
        json.writeEndArray();
        json.writeEndObject();
    }
}
