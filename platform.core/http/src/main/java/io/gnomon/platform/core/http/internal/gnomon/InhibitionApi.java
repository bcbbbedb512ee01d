package io.gnomon.platform.core.http.internal.gnomon;

import com.fasterxml.jackson.core.JsonGenerator;

import io.gnomon.model.labels.Labels;
import io.gnomon.platform.core.alerting.Alertmanager;
import io.gnomon.platform.core.alerting.Alertmanager.AlertFilter;
import io.gnomon.platform.core.alerting.Alertmanager.AlertView;
import io.gnomon.platform.core.config.alerting.InhibitRule;
import io.gnomon.platform.core.http.internal.Rooms;
import io.gnomon.platform.core.http.internal.json.Json;
import io.gnomon.platform.core.http.internal.routing.Access;
import io.gnomon.platform.core.http.internal.routing.Exchange;
import io.gnomon.platform.core.http.internal.routing.HttpError;
import io.gnomon.platform.core.http.internal.routing.Routes;
import io.gnomon.platform.core.http.internal.routing.Routes.ErrorStyle;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The inhibition rules in force, those of alertmanager.yml and generated ones, and the alerts that
 * each holds back now.
 */
public final class InhibitionApi {
    private final Rooms rooms;

    public InhibitionApi(Rooms rooms) {
        this.rooms = rooms;
    }

    public void addTo(Routes routes) {
        routes.group(Access.READ, ErrorStyle.GNOMON)
                .get(GnomonApi.ROOT + "/alerting/inhibitions", this::list);
    }

    private void list(Exchange exchange) throws IOException, HttpError {
        Alertmanager alertmanager = rooms.require(Alertmanager.class);
        List<InhibitRule> rules = alertmanager.config().inhibitRules();
        List<List<Held>> held = held(rules, alertmanager.alerts(AlertFilter.ALL));
        Json.answer(
                exchange,
                200,
                json -> {
                    json.writeStartArray();
                    for (int i = 0; i < rules.size(); i++) {
                        InhibitRule rule = rules.get(i);
                        json.writeStartObject();
                        json.writeStringField("name", rule.name());
                        json.writeBooleanField("generated", rule.generated());
                        MatcherJson.write(json, "sourceMatchers", rule.source());
                        MatcherJson.write(json, "targetMatchers", rule.target());
                        Json.texts(json, "equal", rule.equal());
                        write(json, held.get(i));
                        json.writeEndObject();
                    }
                    json.writeEndArray();
                });
    }

    /** Two alerts by their fingerprints: the first holds back the second. */
    record Held(String inhibiting, String inhibited) {}

    /**
     * For each rule what it holds back now; of several rules the first counts, as it does to the
     * alert.
     */
    private static List<List<Held>> held(List<InhibitRule> rules, List<AlertView> alerts) {
        Map<String, Labels> labels =
                alerts.stream()
                        .collect(
                                Collectors.toMap(
                                        AlertView::fingerprint, view -> view.alert().labels()));
        List<List<Held>> held = new ArrayList<>();
        rules.forEach(rule -> held.add(new ArrayList<>()));
        for (AlertView view : alerts) {
            for (String inhibiting : view.inhibitedBy()) {
                Labels by = labels.get(inhibiting);
                for (int i = 0; by != null && i < rules.size(); i++) {
                    if (rules.get(i).inhibits(by, view.alert().labels())) {
                        held.get(i).add(new Held(inhibiting, view.fingerprint()));
                        break;
                    }
                }
            }
        }
        return held;
    }

    static void write(JsonGenerator json, List<Held> held) throws IOException {
        json.writeArrayFieldStart("held");
        for (Held each : held) {
            json.writeStartObject();
            json.writeStringField("inhibiting", each.inhibiting());
            json.writeStringField("inhibited", each.inhibited());
            json.writeEndObject();
        }
        json.writeEndArray();
    }
}
