package io.gnomon.platform.core.http.internal.alertmanager;

import com.fasterxml.jackson.core.JsonGenerator;

import io.gnomon.model.labels.Matcher;
import io.gnomon.platform.core.alerting.Alertmanager;
import io.gnomon.platform.core.config.alerting.Receiver;
import io.gnomon.platform.core.http.internal.Rooms;
import io.gnomon.platform.core.http.internal.ServerFacts;
import io.gnomon.platform.core.http.internal.json.Json;
import io.gnomon.platform.core.http.internal.routing.Access;
import io.gnomon.platform.core.http.internal.routing.Endpoint;
import io.gnomon.platform.core.http.internal.routing.Exchange;
import io.gnomon.platform.core.http.internal.routing.HttpError;
import io.gnomon.platform.core.http.internal.routing.Routes;
import io.gnomon.platform.core.http.internal.routing.Routes.ErrorStyle;

import java.io.IOException;
import java.time.Clock;
import java.util.List;

/**
 * The nine operations of Alertmanager's API, with its answers, errors and texts
 * (api/v2/openapi.yaml, api/v2/api.go; what its framework answers was seen at Alertmanager 0.33).
 */
public final class AlertmanagerApi {
    static final String ROOT = "/api/v2";

    private final Rooms rooms;
    private final ServerFacts facts;
    private final AlertsApi alerts;
    private final SilencesApi silences;

    public AlertmanagerApi(Rooms rooms, ServerFacts facts, Clock clock) {
        this.rooms = rooms;
        this.facts = facts;
        this.alerts = new AlertsApi(rooms);
        this.silences = new SilencesApi(rooms, clock, facts.isOn("gnomon.open-silences"));
    }

    /** Adds the routes. */
    public void addTo(Routes routes) {
        routes.group(Access.READ, ErrorStyle.ALERTMANAGER)
                .get(ROOT + "/status", refusing(this::status))
                .get(ROOT + "/receivers", refusing(this::receivers))
                .get(ROOT + "/alerts", refusing(alerts::list))
                .get(ROOT + "/alerts/groups", refusing(alerts::groups))
                .get(ROOT + "/silences", refusing(silences::list))
                .get(ROOT + "/silence/{id}", refusing(silences::one));
        // Open as in Alertmanager; who may silence, the silences know.
        routes.group(new Access.PeerWrite(true, 200, ""), ErrorStyle.ALERTMANAGER)
                .post(ROOT + "/alerts", refusing(alerts::post))
                .post(ROOT + "/silences", refusing(silences::post))
                .delete(ROOT + "/silence/{id}", refusing(silences::expire));
    }

    /** Answers a {@link Refusal} and says that nothing may be kept. */
    private static Endpoint refusing(Endpoint endpoint) {
        return exchange -> {
            exchange.setHeader("Cache-Control", "no-store");
            try {
                endpoint.serve(exchange);
            } catch (Refusal e) {
                e.answer(exchange);
            }
        };
    }

    private void status(Exchange exchange) throws IOException, HttpError {
        Alertmanager alertmanager = require(rooms);
        answer(
                exchange,
                json -> {
                    json.writeStartObject();
                    cluster(json, alertmanager.cluster());
                    json.writeObjectFieldStart("config");
                    json.writeStringField("original", alertmanager.config().text());
                    json.writeEndObject();
                    json.writeStringField("uptime", ShownJson.time(alertmanager.startedAt()));
                    json.writeObjectFieldStart("versionInfo");
                    for (String unknown : List.of("branch", "buildDate", "buildUser")) {
                        json.writeStringField(unknown, "");
                    }
                    json.writeStringField("goVersion", "java" + Runtime.version());
                    json.writeStringField("revision", "");
                    json.writeStringField("version", facts.version());
                    json.writeEndObject();
                    json.writeEndObject();
                });
    }

    private static void cluster(JsonGenerator json, Alertmanager.Cluster cluster)
            throws IOException {
        json.writeObjectFieldStart("cluster");
        if (!cluster.name().isEmpty()) {
            json.writeStringField("name", cluster.name());
        }
        json.writeArrayFieldStart("peers");
        for (Alertmanager.ClusterPeer peer : cluster.peers()) {
            json.writeStartObject();
            json.writeStringField("address", peer.address());
            json.writeStringField("name", peer.name());
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeStringField("status", cluster.status());
        json.writeEndObject();
    }

    private void receivers(Exchange exchange) throws IOException, HttpError, Refusal {
        List<Matcher> matchers = Asked.matchers(exchange, "receiver_matchers");
        List<Receiver> receivers = require(rooms).config().receivers();
        answer(
                exchange,
                json -> {
                    json.writeStartArray();
                    for (Receiver receiver : receivers) {
                        if (Asked.fits(receiver, matchers)) {
                            json.writeStartObject();
                            Json.labels(json, "labels", receiver.labels());
                            json.writeStringField("name", receiver.name());
                            json.writeEndObject();
                        }
                    }
                    json.writeEndArray();
                });
    }

    static Alertmanager require(Rooms rooms) throws HttpError {
        return rooms.require(Alertmanager.class);
    }

    /** Answers 200 with a line of JSON. */
    static void answer(Exchange exchange, Json.Body body) throws IOException {
        answer(exchange, 200, body);
    }

    static void answer(Exchange exchange, int status, Json.Body body) throws IOException {
        Json.answer(
                exchange,
                status,
                (JsonGenerator json) -> {
                    body.write(json);
                    json.writeRaw('\n');
                });
    }
}
