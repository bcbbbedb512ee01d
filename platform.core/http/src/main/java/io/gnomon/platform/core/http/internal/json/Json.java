package io.gnomon.platform.core.http.internal.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;

import io.gnomon.model.labels.Labels;
import io.gnomon.platform.core.http.internal.routing.Exchange;
import io.gnomon.platform.core.http.internal.routing.HttpError;

import org.jspecify.annotations.Nullable;

import java.io.CharConversionException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Reads and writes JSON bodies. */
public final class Json {
    public static final String TYPE = "application/json";

    /** Strict, and numbers keep their digits: dashboards pass through it unchanged. */
    private static final ObjectMapper MAPPER =
            JsonMapper.builder()
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                    .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
                    .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
                    .build();

    private static final JsonFactory FACTORY = MAPPER.getFactory();

    private Json() {}

    /** Writes one JSON value. */
    @FunctionalInterface
    public interface Body {
        void write(JsonGenerator generator) throws IOException;
    }

    /**
     * Answers with what the body writes, streamed. When it throws, the answer stays unfinished, so
     * that nobody takes it for a whole one.
     */
    public static void answer(Exchange exchange, int status, Body body) throws IOException {
        JsonGenerator generator = generator(exchange.open(status, TYPE));
        body.write(generator);
        generator.close();
    }

    /** Writes one item of a list. */
    @FunctionalInterface
    public interface Item<T> {
        void write(JsonGenerator generator, T item) throws IOException;
    }

    /** Answers with an array of items, streamed as {@link #answer} does. */
    public static <T> void list(Exchange exchange, Iterable<T> items, Item<? super T> item)
            throws IOException {
        answer(
                exchange,
                200,
                json -> {
                    json.writeStartArray();
                    for (T one : items) {
                        item.write(json, one);
                    }
                    json.writeEndArray();
                });
    }

    /**
     * A generator that does not close half-written structures: a broken answer must not look whole.
     */
    public static JsonGenerator generator(OutputStream out) throws IOException {
        return FACTORY.createGenerator(out).disable(JsonGenerator.Feature.AUTO_CLOSE_JSON_CONTENT);
    }

    /**
     * The body of a request.
     *
     * @throws HttpError 400 with the place when it is not a JSON object
     */
    public static JsonNode object(Exchange exchange) throws IOException, HttpError {
        if (!exchange.header("Content-Type").startsWith(TYPE)) {
            throw new HttpError(415, "send the body as " + TYPE);
        }
        try (InputStream in = exchange.body()) {
            JsonNode node = MAPPER.readTree(in);
            if (node == null || !node.isObject()) {
                throw new HttpError(400, "the body must be a JSON object");
            }
            return node;
        } catch (CharConversionException e) {
            throw new HttpError(400, "the body is not JSON in UTF-8");
        } catch (JsonProcessingException e) {
            JsonLocation at = e.getLocation();
            String place =
                    at == null
                            ? ""
                            : "line %d, column %d: ".formatted(at.getLineNr(), at.getColumnNr());
            throw new HttpError(400, "the body is not JSON: " + place + withoutSource(e));
        }
    }

    /**
     * A JSON object in a parameter.
     *
     * @throws HttpError 400 that names the parameter when it is none
     */
    public static JsonNode parse(String text, String parameter) throws HttpError {
        try {
            JsonNode node = MAPPER.readTree(text);
            if (node != null && node.isObject()) {
                return node;
            }
        } catch (JsonProcessingException e) {
            throw new HttpError(400, "error parsing " + parameter + ": " + withoutSource(e));
        }
        throw new HttpError(400, "error parsing " + parameter + ": it is not a JSON object");
    }

    /** Writes a length of time in seconds, whole ones without a fraction as Go prints them. */
    public static void seconds(JsonGenerator json, String field, Duration length)
            throws IOException {
        if (length.toNanosPart() == 0) {
            json.writeNumberField(field, length.toSeconds());
        } else {
            json.writeNumberField(field, length.toNanos() / 1e9);
        }
    }

    /** Writes a field with texts. */
    public static void texts(JsonGenerator json, String field, Iterable<String> texts)
            throws IOException {
        json.writeArrayFieldStart(field);
        for (String text : texts) {
            json.writeString(text);
        }
        json.writeEndArray();
    }

    /** Writes a field with labels, as {@link #labels(JsonGenerator, Labels)} does. */
    public static void labels(JsonGenerator json, String field, Labels labels) throws IOException {
        json.writeFieldName(field);
        labels(json, labels);
    }

    /** Writes labels as an object, in their order. */
    public static void labels(JsonGenerator json, Labels labels) throws IOException {
        json.writeStartObject();
        for (int i = 0; i < labels.size(); i++) {
            json.writeStringField(labels.name(i), labels.value(i));
        }
        json.writeEndObject();
    }

    /** Writes a tree of maps, lists, texts, numbers, booleans and nulls. */
    public static void write(JsonGenerator json, @Nullable Object value) throws IOException {
        switch (value) {
            case Map<?, ?> map -> {
                json.writeStartObject();
                for (Map.Entry<?, ?> entry : map.entrySet()) {
                    json.writeFieldName(String.valueOf(entry.getKey()));
                    write(json, entry.getValue());
                }
                json.writeEndObject();
            }
            case List<?> list -> {
                json.writeStartArray();
                for (Object item : list) {
                    write(json, item);
                }
                json.writeEndArray();
            }
            case null -> json.writeNull();
            case Boolean truth -> json.writeBoolean(truth);
            case Long number -> json.writeNumber(number);
            case Integer number -> json.writeNumber(number);
            case Double number -> json.writeNumber(number);
            default -> json.writeString(value.toString());
        }
    }

    /**
     * The value of a text that is ours.
     *
     * @throws IOException when it is not JSON
     */
    public static JsonNode read(String text) throws IOException {
        return MAPPER.readTree(text);
    }

    /**
     * One JSON value.
     *
     * @throws IOException also when it is not JSON
     */
    public static JsonNode read(InputStream in) throws IOException {
        JsonNode node = MAPPER.readTree(in);
        return node == null ? MAPPER.missingNode() : node;
    }

    /** Jackson's sentence without its own notes about where the text came from. */
    private static String withoutSource(JsonProcessingException e) {
        return String.valueOf(e.getOriginalMessage())
                .replaceFirst(" \\(start marker at .*", "")
                .replaceFirst(", from `StreamReadConstraints[^`]*`", "");
    }

    /**
     * A text of an object.
     *
     * @throws HttpError 400 when it is missing or not a text
     */
    public static String text(JsonNode object, String field) throws HttpError {
        JsonNode value = object.get(field);
        if (value == null || !value.isTextual()) {
            throw HttpError.invalid(
                    "\"" + field + "\" must be a text",
                    List.of(new HttpError.Problem("/" + field, "must be a text")));
        }
        return value.textValue();
    }
}
