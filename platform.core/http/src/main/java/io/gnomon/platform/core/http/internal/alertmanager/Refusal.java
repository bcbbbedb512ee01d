package io.gnomon.platform.core.http.internal.alertmanager;

import io.gnomon.platform.core.http.internal.routing.Exchange;

import java.io.IOException;

/**
 * Ends a request as Alertmanager does: with a text in JSON where its own code refuses, with a code
 * and a message where its framework does, with nothing but a status where nothing is found.
 */
final class Refusal extends Exception {
    private static final long serialVersionUID = 1L;

    private final int status;

    /** Of the framework; 0 when a text is answered, negative for nothing. */
    private final int code;

    private Refusal(int status, int code, String message) {
        super(message);
        this.status = status;
        this.code = code;
    }

    /** What Alertmanager itself refuses. */
    static Refusal text(int status, String message) {
        return new Refusal(status, 0, message);
    }

    /** What its framework refuses. */
    static Refusal framework(int status, int code, String message) {
        return new Refusal(status, code, message);
    }

    /** A value that must be there: {@code 0.labels in body is required}. */
    static Refusal required(String path) {
        return framework(422, 602, path + " in body is required");
    }

    /** A body that is not what it should be. */
    static Refusal body(String what, String problem) {
        return framework(
                400, 400, "parsing " + what + " body from \"\" failed, because " + problem);
    }

    static Refusal notFound() {
        return new Refusal(404, -1, "");
    }

    void answer(Exchange exchange) throws IOException {
        String message = String.valueOf(getMessage());
        if (code < 0) {
            exchange.empty(status);
        } else if (code == 0) {
            AlertmanagerApi.answer(exchange, status, json -> json.writeString(message));
        } else {
            AlertmanagerApi.answer(
                    exchange,
                    status,
                    json -> {
                        json.writeStartObject();
                        json.writeNumberField("code", code);
                        json.writeStringField("message", message);
                        json.writeEndObject();
                    });
        }
    }
}
