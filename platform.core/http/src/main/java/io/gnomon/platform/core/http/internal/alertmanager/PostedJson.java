package io.gnomon.platform.core.http.internal.alertmanager;

import static io.gnomon.model.labels.LabelNames.quoted;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;

import io.gnomon.model.labels.Labels;
import io.gnomon.platform.core.http.internal.json.Json;
import io.gnomon.platform.core.http.internal.routing.Exchange;

import org.jspecify.annotations.Nullable;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Map;

/**
 * Bodies of requests, read as Alertmanager's framework reads them: unknown members are ignored,
 * wrong types and missing values are refused in its words.
 */
final class PostedJson {
    /** Go's zero time: nothing was given. */
    private static final Instant NO_TIME = Instant.parse("0001-01-01T00:00:00Z");

    private PostedJson() {}

    /**
     * The body of a request.
     *
     * @param what it is called in errors
     */
    static JsonNode body(Exchange exchange, String what) throws IOException, Refusal {
        String type = exchange.header("Content-Type").split(";", 2)[0].strip();
        if (!type.isEmpty() && !type.equals(Json.TYPE)) {
            throw Refusal.framework(
                    415,
                    415,
                    "unsupported media type %s, only [application/json] are allowed"
                            .formatted(quoted(type)));
        }
        try (InputStream in = new BufferedInputStream(exchange.body())) {
            in.mark(1);
            if (in.read() < 0) {
                throw Refusal.required(what);
            }
            in.reset();
            return Json.read(in);
        } catch (JsonProcessingException e) {
            throw Refusal.body(what, String.valueOf(e.getOriginalMessage()));
        }
    }

    /** Labels of a member, without those that are empty; null when it is missing. */
    static @Nullable Labels labels(JsonNode object, String name, String what) throws Refusal {
        JsonNode node = object.path(name);
        if (isAbsent(node)) {
            return null;
        }
        if (!node.isObject()) {
            throw wrongType(what, node, name, "LabelSet");
        }
        Labels.Builder labels = Labels.builder();
        for (Map.Entry<String, JsonNode> entry : node.properties()) {
            labels.set(entry.getKey(), string(entry.getValue(), what, name + "." + entry.getKey()));
        }
        return labels.build();
    }

    /** A text, empty when it is missing. */
    static String text(JsonNode object, String name, String what) throws Refusal {
        JsonNode node = object.path(name);
        return isAbsent(node) ? "" : string(node, what, name);
    }

    private static String string(JsonNode node, String what, String path) throws Refusal {
        if (!node.isTextual()) {
            throw wrongType(what, node, path, "string");
        }
        return node.textValue();
    }

    /** A truth, null when it is missing. */
    static @Nullable Boolean truth(JsonNode object, String name, String what) throws Refusal {
        JsonNode node = object.path(name);
        if (isAbsent(node)) {
            return null;
        }
        if (!node.isBoolean()) {
            throw wrongType(what, node, name, "bool");
        }
        return node.booleanValue();
    }

    /** A time, null when it is missing or Go's zero time. */
    static @Nullable Instant time(JsonNode object, String name, String what) throws Refusal {
        String text = text(object, name, what);
        if (text.isEmpty()) {
            return null;
        }
        Instant time = parse(text);
        if (time == null) {
            throw Refusal.body(
                    what,
                    "parsing time %1$s as \"2006-01-02\": cannot parse %1$s as \"2006\""
                            .formatted(quoted(text)));
        }
        return time.equals(NO_TIME) ? null : time;
    }

    private static @Nullable Instant parse(String text) {
        try {
            if (text.length() == 10) {
                return LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant();
            }
            boolean zoned = text.endsWith("Z") || text.matches(".*[+-]\\d\\d:\\d\\d");
            return zoned
                    ? OffsetDateTime.parse(text).toInstant()
                    : LocalDateTime.parse(text).toInstant(ZoneOffset.UTC);
        } catch (DateTimeException e) {
            return null;
        }
    }

    static boolean isAbsent(JsonNode node) {
        return node.isMissingNode() || node.isNull();
    }

    /** A value of another type than Go expects. */
    static Refusal wrongType(String what, JsonNode node, String path, String type) {
        return Refusal.body(
                what,
                "json: cannot unmarshal %s into Go struct field .%s of type %s"
                        .formatted(kind(node), path, type));
    }

    static String kind(JsonNode node) {
        return switch (node.getNodeType()) {
            case ARRAY -> "array";
            case BOOLEAN -> "bool";
            case NUMBER -> "number";
            case STRING -> "string";
            default -> "object";
        };
    }
}
