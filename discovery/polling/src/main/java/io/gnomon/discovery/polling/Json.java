package io.gnomon.discovery.polling;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.io.JsonStringEncoder;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A JSON value that is read leniently, as Go reads one into a struct: what is not there reads as
 * empty. Immutable.
 */
public final class Json {
    /** Nothing: what a key that is missing reads as. */
    public static final Json NONE = new Json(null);

    private static final JsonFactory FACTORY = new JsonFactory();

    /** A {@code Map<String, Json>}, a {@code List<Json>}, a text, a {@link Literal} or null. */
    private final @Nullable Object value;

    /** A number or a boolean as it was written. */
    private record Literal(String text) {}

    private Json(@Nullable Object value) {
        this.value = value;
    }

    /**
     * The one value of a text.
     *
     * @throws IOException when it is not JSON; the message says where
     */
    public static Json read(InputStream in) throws IOException {
        return read(in, Set.of());
    }

    /** As {@link #read(InputStream)}, without the keys that are skipped wherever they stand. */
    public static Json read(InputStream in, Set<String> skipped) throws IOException {
        try (JsonParser parser = FACTORY.createParser(in)) {
            if (parser.nextToken() == null) {
                throw new IOException("unexpected end of JSON input");
            }
            Json read = value(parser, skipped);
            if (parser.nextToken() != null) {
                throw new IOException("more than one JSON value");
            }
            return read;
        }
    }

    public static Json of(String text) {
        return new Json(text);
    }

    public static Json of(boolean value) {
        return new Json(new Literal(String.valueOf(value)));
    }

    public static Json of(List<Json> items) {
        return new Json(List.copyOf(items));
    }

    public static Json of(Map<String, Json> entries) {
        return new Json(new LinkedHashMap<>(entries));
    }

    /** A text as it is written in JSON, with its quotes. */
    public static String quoted(String text) {
        return '"' + new String(JsonStringEncoder.getInstance().quoteAsString(text)) + '"';
    }

    /**
     * The value at which the parser stands; leaves it on the value's last token.
     *
     * @param skipped keys that are left out wherever they stand
     */
    public static Json value(JsonParser parser, Set<String> skipped) throws IOException {
        JsonToken token = parser.currentToken();
        return switch (token) {
            case START_OBJECT -> {
                Map<String, Json> entries = new LinkedHashMap<>();
                while (parser.nextToken() != JsonToken.END_OBJECT) {
                    String key = parser.currentName();
                    parser.nextToken();
                    if (skipped.contains(key)) {
                        parser.skipChildren();
                    } else {
                        entries.put(key, value(parser, skipped));
                    }
                }
                yield new Json(entries);
            }
            case START_ARRAY -> {
                List<Json> items = new ArrayList<>();
                while (parser.nextToken() != JsonToken.END_ARRAY) {
                    items.add(value(parser, skipped));
                }
                yield new Json(items);
            }
            case VALUE_STRING -> new Json(parser.getText());
            case VALUE_NULL -> NONE;
            default -> new Json(new Literal(parser.getText()));
        };
    }

    /** The value under keys, one in the other. */
    public Json at(String... keys) {
        Json at = this;
        for (String key : keys) {
            at = at.entries().getOrDefault(key, NONE);
        }
        return at;
    }

    /** A text, a number or a boolean under keys as text; empty for all else. */
    public String text(String... keys) {
        return switch (at(keys).value) {
            case String text -> text;
            case Literal literal -> literal.text;
            case null, default -> "";
        };
    }

    /** The values of a list under keys. */
    public List<Json> items(String... keys) {
        return at(keys).value instanceof List<?> list
                ? list.stream().map(Json.class::cast).toList()
                : List.of();
    }

    /** The texts of a list under keys. */
    public List<String> texts(String... keys) {
        return items(keys).stream().map(Json::text).toList();
    }

    /** The entries of an object under keys, in their order. */
    @SuppressWarnings("unchecked") // only this class makes maps
    public Map<String, Json> entries(String... keys) {
        Object found = keys.length == 0 ? value : at(keys).value;
        return found instanceof Map<?, ?> map ? (Map<String, Json>) map : Map.of();
    }

    /** A whole number under keys, 0 for all else. */
    public long number(String... keys) {
        String text = text(keys);
        try {
            return text.isEmpty() ? 0 : Math.round(Double.parseDouble(text));
        } catch (NumberFormatException e) {
            return 0;
        }
    }

    public boolean isTrue(String... keys) {
        return at(keys).value instanceof Literal literal && literal.text.equals("true");
    }

    /** Whether it is neither missing nor null. */
    public boolean exists() {
        return value != null;
    }

    public boolean isObject() {
        return value instanceof Map;
    }

    public boolean isList() {
        return value instanceof List;
    }

    public boolean isText() {
        return value instanceof String;
    }
}
