package io.gnomon.platform.core.http.internal.gnomon;

import com.fasterxml.jackson.core.JsonGenerator;

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
        Json.labels(json, "labels", escalation.labels());
        json.writeStringField("since", escalation.since().toString());
        Json.texts(json, "told", escalation.told());
        json.writeBooleanField("acknowledged", escalation.acknowledged());
        Instant nextAt = escalation.nextAt();
        if (nextAt != null) {
            json.writeStringField("nextAt", nextAt.toString());
            Json.texts(json, "next", escalation.next());
        }
        json.writeEndObject();
    }
}
