package io.gnomon.platform.core.http.internal.prometheus;

import io.gnomon.platform.core.http.internal.Rooms;
import io.gnomon.platform.core.http.internal.json.Envelope;
import io.gnomon.platform.core.http.internal.json.Json;
import io.gnomon.platform.core.http.internal.routing.Exchange;
import io.gnomon.platform.core.http.internal.routing.HttpError;

import java.io.IOException;
import java.util.List;

/**
 * rules, alerts and alertmanagers. This server evaluates no rules yet, so the lists are empty; what
 * is asked is checked as Prometheus checks it, and its answers are of the right form.
 */
final class Rules {
    private final Rooms rooms;

    Rules(Rooms rooms) {
        this.rooms = rooms;
    }

    void rules(Exchange exchange) throws IOException, HttpError {
        String type = exchange.parameter("type");
        if (!List.of("", "alert", "record").contains(type)) {
            throw new HttpError(400, "not supported value \"" + type + "\"");
        }
        boolean _ = Parameters.bool(exchange, "exclude_alerts");
        var _ = Parameters.selectors(exchange, rooms.requireEngine());
        checkPage(exchange);
        lists(exchange, List.of("groups"));
    }

    private static void checkPage(Exchange exchange) throws IOException, HttpError {
        String limit = exchange.parameter("group_limit");
        if (limit.isEmpty()) {
            if (!exchange.parameter("group_next_token").isEmpty()) {
                throw new HttpError(
                        400,
                        "group_limit needs to be present in order to paginate over the groups");
            }
            return;
        }
        try {
            if (Integer.parseInt(limit) > 0) {
                return;
            }
        } catch (NumberFormatException e) {
            throw new HttpError(
                    400, "group_limit needs to be a valid number: \"" + limit + "\" is none");
        }
        throw new HttpError(400, "group_limit needs to be greater than 0");
    }

    void alerts(Exchange exchange) throws IOException {
        lists(exchange, List.of("alerts"));
    }

    void alertmanagers(Exchange exchange) throws IOException {
        lists(exchange, List.of("activeAlertmanagers", "droppedAlertmanagers"));
    }

    private static void lists(Exchange exchange, List<String> names) throws IOException {
        Json.Body empty =
                json -> {
                    json.writeStartObject();
                    for (String name : names) {
                        json.writeArrayFieldStart(name);
                        json.writeEndArray();
                    }
                    json.writeEndObject();
                };
        Envelope.answer(exchange, empty);
    }
}
