package io.gnomon.alerting.channels.posting;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;

import org.jspecify.annotations.Nullable;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A JSON value that was answered, read leniently: what is not there is empty. Immutable.
 *
 * @param value a map, a list, a text, a number, a boolean or null
 */
public record Json(@Nullable Object value) {
    /** Nothing. */
    public static final Json NONE = new Json(null);

    private static final JsonFactory FACTORY = new JsonFactory();

    /**
     * JSON in UTF-8.
     *
     * @param value {@link Fields}, a map with names as keys, a list, a text, a number, a boolean or
     *     null
     */
    public static byte[] bytes(@Nullable Object value) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JsonGenerator out = FACTORY.createGenerator(bytes)) {
            write(out, value);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private static void write(JsonGenerator out, @Nullable Object value) throws IOException {
        switch (value) {
            case null -> out.writeNull();
            case Fields fields -> write(out, fields.map());
            case Map<?, ?> map -> {
                out.writeStartObject();
                for (Map.Entry<?, ?> entry : map.entrySet()) {
                    out.writeFieldName(String.valueOf(entry.getKey()));
                    write(out, entry.getValue());
                }
                out.writeEndObject();
            }
            case List<?> list -> {
                out.writeStartArray();
                for (Object item : list) {
                    write(out, item);
                }
                out.writeEndArray();
            }
            case Boolean bool -> out.writeBoolean(bool);
            case Number number -> out.writeNumber(number.toString());
            default -> out.writeString(value.toString());
        }
    }

    /**
     * The value of a text.
     *
     * @throws IOException when it is not JSON
     */
    public static Json read(byte[] json) throws IOException {
        try (JsonParser parser = FACTORY.createParser(json)) {
            if (parser.nextToken() == null) {
                throw new IOException("unexpected end of JSON input");
            }
            Json read = new Json(value(parser));
            if (parser.nextToken() != null) {
                throw new IOException("more than one JSON value");
            }
            return read;
        }
    }

    private static @Nullable Object value(JsonParser parser) throws IOException {
        return switch (parser.currentToken()) {
            case START_OBJECT -> {
                Map<String, @Nullable Object> map = new LinkedHashMap<>();
                while (parser.nextToken() != JsonToken.END_OBJECT) {
                    String name = parser.currentName();
                    parser.nextToken();
                    map.put(name, value(parser));
                }
                yield map;
            }
            case START_ARRAY -> {
                List<@Nullable Object> list = new ArrayList<>();
                while (parser.nextToken() != JsonToken.END_ARRAY) {
                    list.add(value(parser));
                }
                yield list;
            }
            case VALUE_STRING -> parser.getText();
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> parser.getNumberValue();
            default -> null;
        };
    }

    /** The value under names, one in the other. */
    public Json at(String... names) {
        @Nullable Object at = value;
        for (String name : names) {
            at = at instanceof Map<?, ?> map ? map.get(name) : null;
        }
        return new Json(at);
    }

    /** A text or number under names; empty for all else. */
    public String text(String... names) {
        return switch (at(names).value) {
            case String text -> text;
            case Number number -> number.toString();
            case null, default -> "";
        };
    }

    public boolean isTrue(String... names) {
        return Boolean.TRUE.equals(at(names).value);
    }

    /** The values of a list under names. */
    public List<Json> items(String... names) {
        List<Json> items = new ArrayList<>();
        if (at(names).value instanceof List<?> list) {
            for (Object item : list) {
                items.add(new Json(item));
            }
        }
        return items;
    }
}
