package io.gnomon.platform.core.remote.internal.bulk;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;

import io.gnomon.model.labels.Labels;
import io.gnomon.model.sample.SampleColumn;
import io.gnomon.model.sample.SampleValues;

import java.io.IOException;

/**
 * A line of an import: {@code {"metric":{"__name__":"up","job":"j"},"values":[1,0],
 * "timestamps":[1700000000000,1700000015000]}}, as VictoriaMetrics exports and vmctl sends. Times
 * are milliseconds; a value is a number, {@code null} (not a number), {@code "Infinity"}, {@code
 * "-Infinity"} or {@code "NaN"}. Other fields are skipped. For one thread, reused.
 */
final class JsonLine {
    private final JsonFactory factory = new JsonFactory();
    final SampleColumn samples = new SampleColumn();
    Labels labels = Labels.EMPTY;
    private int values;

    /** A line cannot be read; the sentence has no place. */
    static final class Malformed extends Exception {
        private static final long serialVersionUID = 1L;

        Malformed(String sentence) {
            super(sentence);
        }
    }

    /** Reads a line into {@link #labels} and {@link #samples}. */
    void read(byte[] bytes, int from, int length) throws Malformed {
        samples.clear();
        values = 0;
        labels = Labels.EMPTY;
        try (JsonParser json = factory.createParser(bytes, from, length)) {
            if (json.nextToken() != JsonToken.START_OBJECT) {
                throw new Malformed("expected an object with metric, values and timestamps");
            }
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                switch (json.currentName()) {
                    case "metric" -> readMetric(json);
                    case "values" -> readValues(json);
                    case "timestamps" -> readTimes(json);
                    default -> {
                        json.nextToken();
                        json.skipChildren();
                    }
                }
            }
            if (json.currentToken() != JsonToken.END_OBJECT || json.nextToken() != null) {
                throw new Malformed("expected one object a line");
            }
        } catch (JsonProcessingException e) {
            throw new Malformed("not JSON: " + e.getOriginalMessage());
        } catch (IOException e) {
            throw new Malformed(String.valueOf(e.getMessage()));
        }
        if (values != samples.size) {
            throw new Malformed(
                    "there are " + values + " values and " + samples.size + " timestamps");
        }
        if (labels.metricName().isEmpty()) {
            throw new Malformed("the metric has no __name__: " + labels);
        }
    }

    private void readMetric(JsonParser json) throws IOException, Malformed {
        if (json.nextToken() != JsonToken.START_OBJECT) {
            throw new Malformed("\"metric\" must be an object of label names and values");
        }
        Labels.Builder builder = Labels.builder();
        int count = 0;
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String name = json.currentName();
            if (++count > Labels.MAX_SIZE) {
                throw new Malformed("the metric has more than " + Labels.MAX_SIZE + " labels");
            }
            if (json.nextToken() != JsonToken.VALUE_STRING) {
                throw new Malformed("the value of label \"" + name + "\" must be a string");
            }
            if (name.isEmpty() || builder.has(name)) {
                throw new Malformed("label name \"" + name + "\" is empty or not unique");
            }
            builder.set(name, json.getText());
        }
        labels = builder.build();
    }

    private void readValues(JsonParser json) throws IOException, Malformed {
        requireArray(json, "values");
        for (JsonToken token = json.nextToken();
                token != JsonToken.END_ARRAY;
                token = json.nextToken()) {
            samples.ensureCapacity(values + 1);
            samples.values[values++] = value(json, token);
        }
    }

    private static double value(JsonParser json, JsonToken token) throws IOException, Malformed {
        return switch (token) {
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> json.getDoubleValue();
            case VALUE_NULL -> Double.longBitsToDouble(SampleValues.NORMAL_NAN_BITS);
            case VALUE_STRING ->
                    switch (json.getText()) {
                        case "Infinity", "+Inf" -> Double.POSITIVE_INFINITY;
                        case "-Infinity", "-Inf" -> Double.NEGATIVE_INFINITY;
                        case "NaN" -> Double.longBitsToDouble(SampleValues.NORMAL_NAN_BITS);
                        default -> throw notAValue(json);
                    };
            default -> throw notAValue(json);
        };
    }

    private static Malformed notAValue(JsonParser json) throws IOException {
        return new Malformed(
                json.getText() + " is not a value; valid are numbers, null and \"Infinity\"");
    }

    private void readTimes(JsonParser json) throws IOException, Malformed {
        requireArray(json, "timestamps");
        for (JsonToken token = json.nextToken();
                token != JsonToken.END_ARRAY;
                token = json.nextToken()) {
            if (token != JsonToken.VALUE_NUMBER_INT) {
                throw new Malformed(
                        json.getText() + " is not a timestamp, which is a number of milliseconds");
            }
            samples.ensureCapacity(samples.size + 1);
            samples.times[samples.size++] = json.getLongValue();
        }
    }

    private static void requireArray(JsonParser json, String field) throws IOException, Malformed {
        if (json.nextToken() != JsonToken.START_ARRAY) {
            throw new Malformed("\"" + field + "\" must be an array");
        }
    }
}
