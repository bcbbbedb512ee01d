package io.gnomon.platform.core.httpclient.internal.signing;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.io.JsonStringEncoder;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;

/** The texts, numbers and booleans of a JSON object, by key; what is nested is left out. */
public record Fields(Map<String, String> values) {
    private static final JsonFactory JSON = new JsonFactory();

    /**
     * Reads an object.
     *
     * @throws IOException when it is none
     */
    public static Fields read(byte[] json) throws IOException {
        Map<String, String> values = new HashMap<>();
        try (JsonParser parser = JSON.createParser(json)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw new IOException("the answer is not a JSON object");
            }
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                String key = parser.currentName();
                if (parser.nextToken().isScalarValue()) {
                    values.put(key, parser.getText());
                } else {
                    parser.skipChildren();
                }
            }
        }
        return new Fields(values);
    }

    /** Empty when there is none. */
    public String text(String key) {
        return values.getOrDefault(key, "");
    }

    /** A text as it is written in JSON, with its quotes. */
    static String quoted(String text) {
        return '"' + new String(JsonStringEncoder.getInstance().quoteAsString(text)) + '"';
    }
}
