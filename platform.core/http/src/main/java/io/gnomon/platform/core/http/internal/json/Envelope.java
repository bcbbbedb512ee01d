package io.gnomon.platform.core.http.internal.json;

import com.fasterxml.jackson.core.JsonGenerator;

import io.gnomon.platform.core.http.internal.routing.Exchange;

import java.io.IOException;
import java.util.List;

/**
 * Answers of Prometheus's API: {@code {"status": "success", "data": ..., "warnings": [...],
 * "infos": [...]}}.
 */
public final class Envelope {
    /** Warning of an answer that is not whole. */
    public static final String CUT = "results truncated due to limit";

    private Envelope() {}

    public static void answer(Exchange exchange, Json.Body data) throws IOException {
        answer(exchange, List.of(), List.of(), data);
    }

    public static void answer(
            Exchange exchange, List<String> warnings, List<String> infos, Json.Body data)
            throws IOException {
        Json.answer(
                exchange,
                200,
                json -> {
                    json.writeStartObject();
                    json.writeStringField("status", "success");
                    json.writeFieldName("data");
                    data.write(json);
                    textsIfAny(json, "warnings", warnings);
                    textsIfAny(json, "infos", infos);
                    json.writeEndObject();
                });
    }

    /** Answers with a text in YAML: {@code "data": {"yaml": ...}}. */
    public static void yaml(Exchange exchange, String text) throws IOException {
        answer(
                exchange,
                json -> {
                    json.writeStartObject();
                    json.writeStringField("yaml", text);
                    json.writeEndObject();
                });
    }

    private static void textsIfAny(JsonGenerator json, String field, List<String> texts)
            throws IOException {
        if (!texts.isEmpty()) {
            Json.texts(json, field, texts);
        }
    }
}
