package io.gnomon.platform.core.http.internal.gnomon;

import com.fasterxml.jackson.core.JsonGenerator;

import io.gnomon.model.labels.Labels;
import io.gnomon.platform.core.alerting.Acknowledgements;
import io.gnomon.platform.core.alerting.Escalation;
import io.gnomon.platform.core.http.internal.Rooms;
import io.gnomon.platform.core.http.internal.json.Json;
import io.gnomon.platform.core.http.internal.routing.Access;
import io.gnomon.platform.core.http.internal.routing.Exchange;
import io.gnomon.platform.core.http.internal.routing.HttpError;
import io.gnomon.platform.core.http.internal.routing.Routes;
import io.gnomon.platform.core.http.internal.routing.Routes.ErrorStyle;

import java.io.IOException;
import java.time.Instant;
import java.util.List;

/** Alerts that go up to further receivers while nobody takes notice of them. */
public final class EscalationApi {
    private final Rooms rooms;

    public EscalationApi(Rooms rooms) {
        this.rooms = rooms;
    }

    public void addTo(Routes routes) {
        routes.group(Access.READ, ErrorStyle.GNOMON)
                .get(GnomonApi.ROOT + "/alerting/escalations", this::list);
    }

    private void list(Exchange exchange) throws IOException, HttpError {
        List<Escalation> all = rooms.require(Acknowledgements.class).escalations();
        Json.list(exchange, all, EscalationApi::write);
    }

    private static void write(JsonGenerator json, Escalation escalation) throws IOException {
        json.writeStartObject();
        json.writeStringField("receiver", escalation.receiver());
        json.writeStringField("groupKey", escalation.groupKey());
        json.writeStringField("fingerprint", String.format("%016x", escalation.fingerprint()));
        json.writeObjectFieldStart("labels");
        Labels labels = escalation.labels();
        for (int i = 0; i < labels.size(); i++) {
            json.writeStringField(labels.name(i), labels.value(i));
        }
        json.writeEndObject();
        json.writeStringField("since", escalation.since().toString());
        names(json, "told", escalation.told());
        json.writeBooleanField("acknowledged", escalation.acknowledged());
        Instant nextAt = escalation.nextAt();
        if (nextAt != null) {
            json.writeStringField("nextAt", nextAt.toString());
            names(json, "next", escalation.next());
        }
        json.writeEndObject();
    }

    private static void names(JsonGenerator json, String field, List<String> names)
            throws IOException {
        json.writeArrayFieldStart(field);
        for (String name : names) {
            json.writeString(name);
        }
        json.writeEndArray();
    }
}
