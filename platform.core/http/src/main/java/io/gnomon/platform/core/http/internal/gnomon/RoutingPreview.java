package io.gnomon.platform.core.http.internal.gnomon;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;

import io.gnomon.model.labels.Labels;
import io.gnomon.platform.core.alerting.Alertmanager;
import io.gnomon.platform.core.alerting.Alertmanager.AlertFilter;
import io.gnomon.platform.core.alerting.Alertmanager.AlertView;
import io.gnomon.platform.core.config.RoutingFiles.Tried;
import io.gnomon.platform.core.config.alerting.EntryKind;
import io.gnomon.platform.core.config.alerting.InhibitRule;
import io.gnomon.platform.core.config.alerting.Route;
import io.gnomon.platform.core.http.internal.Rooms;
import io.gnomon.platform.core.http.internal.gnomon.InhibitionApi.Held;
import io.gnomon.platform.core.http.internal.json.Json;
import io.gnomon.platform.core.http.internal.routing.Exchange;
import io.gnomon.platform.core.http.internal.routing.HttpError;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What a change of the configuration would do to the alerts that fire now: who hears of them, or
 * which of them a rule holds back.
 */
final class RoutingPreview {
    /** How many alerts are listed; the others are counted. */
    private static final int LISTED = 20;

    private final Rooms rooms;

    RoutingPreview(Rooms rooms) {
        this.rooms = rooms;
    }

    /**
     * Answers a request.
     *
     * @param body has the labels of an alert that is asked about, or none
     */
    void answer(Exchange exchange, JsonNode body, EntryKind kind, Tried tried)
            throws IOException, HttpError {
        Alertmanager alertmanager = rooms.require(Alertmanager.class);
        List<AlertView> alerts = alertmanager.alerts(AlertFilter.ALL);
        Route before = alertmanager.config().route();
        Labels asked = body.has("labels") ? RoutingTreeApi.labels(body) : null;
        Json.answer(
                exchange,
                200,
                json -> {
                    json.writeStartObject();
                    json.writeStringField("file", tried.file());
                    if (kind == EntryKind.ROUTE) {
                        Route after = tried.config().route();
                        if (asked != null) {
                            json.writeObjectFieldStart("asked");
                            receivers(json, asked, before, after);
                            json.writeEndObject();
                        }
                        writeMoved(json, alerts, before, after);
                    } else if (tried.number() >= 0) {
                        InhibitRule rule = tried.config().inhibitRules().get(tried.number());
                        List<Held> held = held(rule, alerts);
                        json.writeNumberField("count", held.size());
                        InhibitionApi.write(json, held.stream().limit(LISTED).toList());
                    }
                    json.writeEndObject();
                });
    }

    private static List<String> receivers(Labels alert, Route tree) {
        return tree.match(alert).stream().map(Route::receiver).distinct().toList();
    }

    private static void receivers(JsonGenerator json, Labels alert, Route before, Route after)
            throws IOException {
        json.writeFieldName("before");
        Json.write(json, receivers(alert, before));
        json.writeFieldName("after");
        Json.write(json, receivers(alert, after));
    }

    /** Alerts of which other receivers would hear. */
    private static void writeMoved(
            JsonGenerator json, List<AlertView> alerts, Route before, Route after)
            throws IOException {
        List<Labels> moved =
                alerts.stream()
                        .map(view -> view.alert().labels())
                        .filter(labels ->
                                !receivers(labels, before).equals(receivers(labels, after)))
                        .toList();
        json.writeNumberField("count", moved.size());
        json.writeArrayFieldStart("alerts");
        for (Labels labels : moved.stream().limit(LISTED).toList()) {
            json.writeStartObject();
            json.writeFieldName("labels");
            Json.write(json, labels.toMap());
            receivers(json, labels, before, after);
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    /** What a rule would hold back, each with the first that does it. */
    private static List<Held> held(InhibitRule rule, List<AlertView> alerts) {
        Map<Labels, List<AlertView>> sources = new HashMap<>();
        for (AlertView view : alerts) {
            Labels labels = view.alert().labels();
            if (rule.fitsSource(labels)) {
                sources.computeIfAbsent(labels.keep(rule.equal()), key -> new ArrayList<>())
                        .add(view);
            }
        }
        List<Held> held = new ArrayList<>();
        for (AlertView view : alerts) {
            Labels labels = view.alert().labels();
            if (rule.fitsTarget(labels)) {
                sources.getOrDefault(labels.keep(rule.equal()), List.of()).stream()
                        .filter(source -> rule.inhibits(source.alert().labels(), labels))
                        .findFirst()
                        .ifPresent(source ->
                                held.add(new Held(source.fingerprint(), view.fingerprint())));
            }
        }
        return held;
    }
}
