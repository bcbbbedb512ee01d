package io.gnomon.platform.core.http.internal.alertmanager;

import static io.gnomon.model.labels.LabelNames.quoted;

import com.fasterxml.jackson.databind.JsonNode;

import io.gnomon.model.labels.Labels;
import io.gnomon.platform.core.alerting.Alertmanager;
import io.gnomon.platform.core.alerting.Alertmanager.AlertFilter;
import io.gnomon.platform.core.alerting.Alertmanager.AlertGroup;
import io.gnomon.platform.core.alerting.Alertmanager.AlertView;
import io.gnomon.platform.core.alerting.Alertmanager.PostedAlert;
import io.gnomon.platform.core.http.internal.Rooms;
import io.gnomon.platform.core.http.internal.routing.Exchange;
import io.gnomon.platform.core.http.internal.routing.HttpError;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.List;

/** alerts and alerts/groups. */
final class AlertsApi {
    private static final String BODY = "alerts";

    private final Rooms rooms;

    AlertsApi(Rooms rooms) {
        this.rooms = rooms;
    }

    void list(Exchange exchange) throws IOException, HttpError, Refusal {
        Alertmanager alertmanager = AlertmanagerApi.require(rooms);
        AlertFilter filter = Asked.alerts(exchange, alertmanager.config().receivers());
        List<AlertView> alerts = alertmanager.alerts(filter);
        AlertmanagerApi.answer(
                exchange,
                json -> {
                    json.writeStartArray();
                    for (AlertView alert : alerts) {
                        ShownJson.alert(json, alert);
                    }
                    json.writeEndArray();
                });
    }

    void groups(Exchange exchange) throws IOException, HttpError, Refusal {
        Alertmanager alertmanager = AlertmanagerApi.require(rooms);
        AlertFilter filter = Asked.alerts(exchange, alertmanager.config().receivers());
        List<AlertGroup> groups = alertmanager.groups(filter, Asked.is(exchange, "muted"));
        AlertmanagerApi.answer(
                exchange,
                json -> {
                    json.writeStartArray();
                    for (AlertGroup group : groups) {
                        ShownJson.group(json, group);
                    }
                    json.writeEndArray();
                });
    }

    void post(Exchange exchange) throws IOException, HttpError, Refusal, InterruptedException {
        Alertmanager alertmanager = AlertmanagerApi.require(rooms);
        JsonNode body = PostedJson.body(exchange, BODY);
        if (!body.isArray() && !body.isNull()) {
            throw Refusal.body(
                    BODY,
                    "json: cannot unmarshal %s into Go value of type models.PostableAlerts"
                            .formatted(PostedJson.kind(body)));
        }
        List<PostedAlert> alerts = new ArrayList<>();
        for (JsonNode node : body) {
            alerts.add(alert(node));
        }
        for (int i = 0; i < alerts.size(); i++) {
            check(body.get(i), alerts.get(i), i);
        }
        List<String> problems = alertmanager.post(alerts);
        if (!problems.isEmpty()) {
            throw Refusal.text(400, String.join("\n", problems));
        }
        exchange.empty(200);
    }

    private static PostedAlert alert(JsonNode node) throws Refusal {
        Labels labels = PostedJson.labels(node, "labels", BODY);
        Labels annotations = PostedJson.labels(node, "annotations", BODY);
        return new PostedAlert(
                labels == null ? Labels.EMPTY : labels,
                annotations == null ? Labels.EMPTY : annotations,
                PostedJson.time(node, "startsAt", BODY),
                PostedJson.time(node, "endsAt", BODY),
                PostedJson.text(node, "generatorURL", BODY));
    }

    private static void check(JsonNode node, PostedAlert alert, int index) throws Refusal {
        String url = alert.generatorUrl();
        if (!url.isEmpty() && !isUri(url)) {
            throw Refusal.framework(
                    422, 601, index + ".generatorURL in body must be of type uri: " + quoted(url));
        }
        if (PostedJson.isAbsent(node.path("labels"))) {
            throw Refusal.required(index + ".labels");
        }
    }

    /** Absolute, or a path from the root: what Go's url.ParseRequestURI takes. */
    private static boolean isUri(String text) {
        if (text.startsWith("/")) {
            return true;
        }
        int colon = text.indexOf(':');
        if (colon <= 0) {
            return false;
        }
        try {
            return new URI(text.substring(0, colon), "x", null).getScheme() != null;
        } catch (URISyntaxException e) {
            return false;
        }
    }
}
