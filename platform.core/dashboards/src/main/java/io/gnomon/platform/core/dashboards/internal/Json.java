package io.gnomon.platform.core.dashboards.internal;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;

import io.gnomon.platform.core.dashboards.RequestRefused;
import io.gnomon.platform.core.dashboards.RequestRefused.Kind;

import java.io.UncheckedIOException;

/** JSON texts and trees. */
public final class Json {
    private static final JsonMapper MAPPER =
            JsonMapper.builder()
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                    .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
                    .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
                    .build();

    private static final ObjectWriter INDENTED =
            MAPPER.writer(
                    new DefaultPrettyPrinter()
                            .withObjectIndenter(new DefaultIndenter("  ", "\n"))
                            .withArrayIndenter(new DefaultIndenter("  ", "\n")));

    private Json() {}

    /**
     * The object of a JSON text.
     *
     * @throws RequestRefused INVALID with line and column
     */
    public static ObjectNode object(String text) throws RequestRefused {
        try {
            if (MAPPER.readTree(text) instanceof ObjectNode object) {
                return object;
            }
        } catch (JsonProcessingException e) {
            JsonLocation at = e.getLocation();
            throw new RequestRefused(
                    Kind.INVALID,
                    "%d:%d: not JSON: %s"
                            .formatted(
                                    at == null ? 1 : at.getLineNr(),
                                    at == null ? 1 : at.getColumnNr(),
                                    withoutSource(e)),
                    e);
        }
        throw new RequestRefused(Kind.INVALID, "1:1: not a JSON object");
    }

    /** Jackson's sentence without its own notes about where the text came from. */
    private static String withoutSource(JsonProcessingException e) {
        return String.valueOf(e.getOriginalMessage())
                .replaceFirst(" \\(start marker at .*", "")
                .replaceFirst(", from `StreamReadConstraints[^`]*`", "");
    }

    public static ObjectNode newObject() {
        return MAPPER.createObjectNode();
    }

    /** On one line. */
    public static String text(JsonNode node) {
        try {
            return MAPPER.writeValueAsString(node);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A JSON text without line breaks; a text that is no JSON becomes a JSON string. */
    public static String onOneLine(String json) {
        try {
            return text(MAPPER.readTree(json));
        } catch (JsonProcessingException e) {
            return text(TextNode.valueOf(json));
        }
    }

    /** Indented by two spaces, with a line feed at its end: a file that people edit. */
    public static String indented(JsonNode node) {
        try {
            return INDENTED.writeValueAsString(node) + "\n";
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }
}
