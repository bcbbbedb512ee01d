package io.gnomon.platform.core.http.internal.tools;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;

import io.gnomon.model.text.GoNumbers;
import io.gnomon.platform.core.http.internal.json.Json;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** Prints answers as JSON on one line, numbers and texts written as Go's encoder writes them. */
final class JsonPrinter implements AnswerPrinter {
    private final PrintWriter out;

    JsonPrinter(PrintWriter out) {
        this.out = out;
    }

    @Override
    public void value(JsonNode data) throws IOException {
        JsonNode result = data.path("result");
        boolean numbers = !data.path("resultType").asText().equals("string");
        print(json -> write(json, result, numbers));
    }

    @Override
    public void series(JsonNode series) throws IOException {
        print(json -> write(json, series, false));
    }

    @Override
    public void texts(JsonNode texts) throws IOException {
        print(json -> write(json, texts, false));
    }

    private void print(Json.Body body) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JsonGenerator json = Json.generator(bytes)) {
            body.write(json);
        }
        // Go's encoder escapes what HTML would take for its own; it stands in texts only.
        out.println(
                bytes.toString(StandardCharsets.UTF_8)
                        .replace("&", "\\u0026")
                        .replace("<", "\\u003c")
                        .replace(">", "\\u003e"));
    }

    /** Texts that are numbers get another form; those of a metric are not. */
    private static void write(JsonGenerator json, JsonNode node, boolean numbers)
            throws IOException {
        if (node.isObject()) {
            json.writeStartObject();
            for (Map.Entry<String, JsonNode> field : node.properties()) {
                json.writeFieldName(field.getKey());
                write(json, field.getValue(), numbers && !field.getKey().equals("metric"));
            }
            json.writeEndObject();
        } else if (node.isArray()) {
            json.writeStartArray();
            for (JsonNode item : node) {
                write(json, item, numbers);
            }
            json.writeEndArray();
        } else if (node.isNumber()) {
            json.writeNumber(GoNumbers.plain(node.asDouble()));
        } else if (numbers) {
            json.writeString(GoNumbers.plain(TextPrinter.number(node)));
        } else {
            json.writeString(node.asText());
        }
    }
}
