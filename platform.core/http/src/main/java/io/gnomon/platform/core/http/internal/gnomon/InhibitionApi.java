package io.gnomon.platform.core.http.internal.gnomon;

import io.gnomon.platform.core.config.alerting.InhibitRule;
import io.gnomon.platform.core.http.internal.Rooms;
import io.gnomon.platform.core.http.internal.json.Json;
import io.gnomon.platform.core.http.internal.routing.Access;
import io.gnomon.platform.core.http.internal.routing.Exchange;
import io.gnomon.platform.core.http.internal.routing.HttpError;
import io.gnomon.platform.core.http.internal.routing.Routes;
import io.gnomon.platform.core.http.internal.routing.Routes.ErrorStyle;

import java.io.IOException;
import java.util.List;

/** The inhibition rules in force, those of alertmanager.yml and generated ones. */
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
        List<InhibitRule> rules =
                Rooms.require(rooms.alertmanager(), "the Alertmanager").config().inhibitRules();
        Json.answer(
                exchange,
                200,
                json -> {
                    json.writeStartArray();
                    for (InhibitRule rule : rules) {
                        json.writeStartObject();
                        json.writeStringField("name", rule.name());
                        json.writeBooleanField("generated", rule.generated());
                        MatcherJson.write(json, "sourceMatchers", rule.source());
                        MatcherJson.write(json, "targetMatchers", rule.target());
                        json.writeArrayFieldStart("equal");
                        for (String label : rule.equal()) {
                            json.writeString(label);
                        }
                        json.writeEndArray();
                        json.writeEndObject();
                    }
                    json.writeEndArray();
                });
    }
}
