package io.gnomon.platform.core.http.internal.gnomon;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;

import io.gnomon.model.labels.Labels;
import io.gnomon.platform.core.alerting.Alertmanager;
import io.gnomon.platform.core.alerting.ChannelTests;
import io.gnomon.platform.core.alerting.ChannelTests.TestResult;
import io.gnomon.platform.core.config.alerting.AlertmanagerFile;
import io.gnomon.platform.core.config.alerting.Receiver;
import io.gnomon.platform.core.config.alerting.Receiver.ChannelEntry;
import io.gnomon.platform.core.config.alerting.Route;
import io.gnomon.platform.core.http.internal.Rooms;
import io.gnomon.platform.core.http.internal.json.Json;
import io.gnomon.platform.core.http.internal.routing.Access;
import io.gnomon.platform.core.http.internal.routing.Exchange;
import io.gnomon.platform.core.http.internal.routing.HttpError;
import io.gnomon.platform.core.http.internal.routing.Routes;
import io.gnomon.platform.core.http.internal.routing.Routes.ErrorStyle;
import io.gnomon.spi.settings.SettingsException;

import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The routing tree and the receivers in force: who would get an alert, and whether it arrives. */
public final class RoutingTreeApi {
    private static final String ROUTES = GnomonApi.ROOT + "/alerting/routes";
    private static final String RECEIVERS = GnomonApi.ROOT + "/alerting/receivers";

    private final Rooms rooms;
    private final InstantSource clock;

    public RoutingTreeApi(Rooms rooms, InstantSource clock) {
        this.rooms = rooms;
        this.clock = clock;
    }

    public void addTo(Routes routes) {
        routes.group(Access.READ, ErrorStyle.GNOMON)
                .get(ROUTES, this::tree)
                .post(ROUTES + "/test", this::whoWouldGetThis)
                .get(RECEIVERS, this::receivers);
        routes.group(Access.ADMIN, ErrorStyle.GNOMON)
                .post(RECEIVERS + "/{name}/test", this::testReceiver);
    }

    private AlertmanagerFile config() throws HttpError {
        return rooms.require(Alertmanager.class).config();
    }

    private void tree(Exchange exchange) throws IOException, HttpError {
        AlertmanagerFile config = config();
        Instant now = clock.instant();
        Json.answer(exchange, 200, json -> write(json, config.route(), config, now));
    }

    private static void write(JsonGenerator json, Route route, AlertmanagerFile config, Instant now)
            throws IOException {
        json.writeStartObject();
        json.writeNumberField("index", route.index());
        json.writeStringField("receiver", route.receiver());
        MatcherJson.write(json, "matchers", route.matchers());
        json.writeBooleanField("continue", route.continues());
        Json.texts(json, "groupBy", route.groupByAll() ? List.of("...") : route.groupBy());
        json.writeNumberField("groupWait", route.groupWait().toMillis() / 1e3);
        json.writeNumberField("groupInterval", route.groupInterval().toMillis() / 1e3);
        json.writeNumberField("repeatInterval", route.repeatInterval().toMillis() / 1e3);
        Json.texts(json, "muteTimeIntervals", route.muteTimeIntervals());
        Json.texts(json, "activeTimeIntervals", route.activeTimeIntervals());
        Json.texts(json, "mutedBy", config.muting(route, now));
        json.writeArrayFieldStart("routes");
        for (Route below : route.routes()) {
            write(json, below, config, now);
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private void whoWouldGetThis(Exchange exchange) throws IOException, HttpError {
        AlertmanagerFile config = config();
        List<Route> matched = config.route().match(labels(Json.object(exchange)));
        Json.answer(
                exchange,
                200,
                json -> {
                    json.writeStartObject();
                    json.writeArrayFieldStart("routes");
                    for (Route route : matched) {
                        json.writeNumber(route.index());
                    }
                    json.writeEndArray();
                    Json.texts(
                            json,
                            "receivers",
                            matched.stream().map(Route::receiver).distinct().toList());
                    json.writeEndObject();
                });
    }

    /** The field "labels" of a body: at least one. */
    static Labels labels(JsonNode body) throws HttpError {
        Map<String, String> labels = new HashMap<>();
        for (Map.Entry<String, JsonNode> label : body.path("labels").properties()) {
            if (label.getKey().isEmpty() || !label.getValue().isTextual()) {
                throw invalid("must be names and texts, such as {\"job\": \"node\"}");
            }
            labels.put(label.getKey(), label.getValue().asText());
        }
        if (labels.isEmpty()) {
            throw invalid("must be at least one, such as {\"job\": \"node\"}");
        }
        return Labels.of(labels);
    }

    private static HttpError invalid(String why) {
        return HttpError.invalid(
                "\"labels\" " + why, List.of(new HttpError.Problem("/labels", why)));
    }

    private void receivers(Exchange exchange) throws IOException, HttpError {
        List<Receiver> receivers = config().receivers();
        Json.answer(
                exchange,
                200,
                json -> {
                    json.writeStartArray();
                    for (Receiver receiver : receivers) {
                        json.writeStartObject();
                        json.writeStringField("name", receiver.name());
                        json.writeArrayFieldStart("channels");
                        for (ChannelEntry entry : receiver.channels()) {
                            json.writeStartObject();
                            channel(json, entry);
                            json.writeBooleanField("sendResolved", entry.sendResolved());
                            json.writeEndObject();
                        }
                        json.writeEndArray();
                        json.writeEndObject();
                    }
                    json.writeEndArray();
                });
    }

    private static void channel(JsonGenerator json, ChannelEntry entry) throws IOException {
        json.writeStringField("type", entry.type());
        json.writeNumberField("index", entry.index());
    }

    /** Sends a test alert through each channel of a receiver, one after the other. */
    private void testReceiver(Exchange exchange)
            throws IOException, HttpError, InterruptedException {
        String name = exchange.variable("name");
        ChannelTests tests = rooms.require(ChannelTests.class);
        Receiver receiver =
                config().receivers().stream()
                        .filter(known -> known.name().equals(name))
                        .findFirst()
                        .orElseThrow(
                                () -> new HttpError(404, "there is no receiver \"" + name + "\""));
        List<TestResult> results = new ArrayList<>();
        for (ChannelEntry entry : receiver.channels()) {
            results.add(sent(tests, entry));
        }
        Json.answer(
                exchange,
                200,
                json -> {
                    json.writeStartArray();
                    for (int i = 0; i < results.size(); i++) {
                        json.writeStartObject();
                        channel(json, receiver.channels().get(i));
                        json.writeBooleanField("ok", results.get(i).ok());
                        json.writeStringField("message", results.get(i).message());
                        json.writeEndObject();
                    }
                    json.writeEndArray();
                });
    }

    private static TestResult sent(ChannelTests tests, ChannelEntry entry)
            throws InterruptedException {
        try {
            return tests.send(entry);
        } catch (SettingsException e) {
            return new TestResult(false, String.valueOf(e.getMessage()));
        }
    }
}
