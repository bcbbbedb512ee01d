package io.gnomon.transformations.standard.internal.fields;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;

import org.jspecify.annotations.Nullable;

/** JSON in cells. */
final class JsonTexts {
    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    private JsonTexts() {}

    /** What a text says; null when it is not JSON. */
    static @Nullable JsonNode read(String text) {
        try {
            return MAPPER.readTree(text);
        } catch (JsonProcessingException e) {
            return null;
        }
    }

    /** A value of a column as JSON; a text that is JSON stays what it is. */
    static String of(Object value) {
        if (value instanceof String text && read(text) != null) {
            return text;
        }
        return MAPPER.valueToTree(value).toString();
    }
}
