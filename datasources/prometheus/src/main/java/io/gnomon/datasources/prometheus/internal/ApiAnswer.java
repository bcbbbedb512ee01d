package io.gnomon.datasources.prometheus.internal;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;

import io.gnomon.model.labels.Labels;
import io.gnomon.model.query.QueryResult;
import io.gnomon.model.query.QueryResult.Notes;
import io.gnomon.model.query.QueryResult.Series;
import io.gnomon.model.sample.SampleColumn;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;

/**
 * The JSON of {@code /api/v1}, read as it comes: no tree, no object per sample. Members may stand
 * in any order, so {@code resultType} is looked at last.
 */
final class ApiAnswer {
    private static final JsonFactory FACTORY = new JsonFactory();
    private static final int SAMPLES_MAX = 10_000_000;

    private final JsonParser in;

    private String status = "";
    private String error = "";
    private String resultType = "";
    private String version = "";
    private final List<String> warnings = new ArrayList<>();
    private final List<String> infos = new ArrayList<>();
    private final List<Series> series = new ArrayList<>();
    private final List<String> texts = new ArrayList<>();
    private boolean histograms;

    /** A scalar or string result: time in milliseconds and text. */
    private @Nullable Single single;

    private record Single(long timeMillis, String text) {}

    private int samples;

    private ApiAnswer(JsonParser in) {
        this.in = in;
    }

    /**
     * Reads an answer.
     *
     * @throws IOException with the server's sentence when it is an error, or when it is not JSON
     */
    static ApiAnswer read(InputStream body) throws IOException {
        try (JsonParser in = FACTORY.createParser(body)) {
            ApiAnswer answer = new ApiAnswer(in);
            answer.top();
            if (!answer.status.equals("success")) {
                throw new IOException(
                        answer.error.isEmpty()
                                ? "the server's answer is not one of Prometheus's API"
                                : answer.error);
            }
            return answer;
        } catch (JsonProcessingException e) {
            throw new IOException(
                    "the server's answer is not valid JSON: " + e.getOriginalMessage(), e);
        }
    }

    /** Version of the server, empty when the answer has none. */
    String version() {
        return version;
    }

    /** The names or values of labels. */
    List<String> texts() {
        return List.copyOf(texts);
    }

    /** The result of a query. */
    QueryResult result() throws IOException {
        if (histograms) {
            warnings.add("native histograms cannot be drawn, use histogram_quantile()");
        }
        Notes notes = new Notes(List.copyOf(warnings), List.copyOf(infos), samples, 0);
        return switch (resultType) {
            case "vector" -> new QueryResult.Vector(series, notes);
            case "matrix" -> new QueryResult.Matrix(series, notes);
            case "scalar" ->
                    new QueryResult.Scalar(value().timeMillis(), number(value().text()), notes);
            case "string" -> new QueryResult.Text(value().timeMillis(), value().text(), notes);
            default -> throw new IOException("unknown result type \"" + resultType + "\"");
        };
    }

    private Single value() throws IOException {
        if (single == null) {
            throw new IOException("a " + resultType + " without a value");
        }
        return single;
    }

    private void top() throws IOException {
        in.nextToken();
        while (nextMember()) {
            switch (in.currentName()) {
                case "status" -> status = text();
                case "error" -> error = text();
                case "warnings" -> texts(warnings);
                case "infos" -> texts(infos);
                case "data" -> data();
                default -> skip();
            }
        }
    }

    /** An object, or a list of texts. */
    private void data() throws IOException {
        if (in.nextToken() == JsonToken.START_ARRAY) {
            while (in.nextToken() != JsonToken.END_ARRAY) {
                if (in.currentToken() == JsonToken.VALUE_STRING) {
                    texts.add(in.getText());
                }
                in.skipChildren();
            }
            return;
        }
        if (in.currentToken() != JsonToken.START_OBJECT) {
            in.skipChildren();
            return;
        }
        while (nextMember()) {
            switch (in.currentName()) {
                case "resultType" -> resultType = text();
                case "version" -> version = text();
                case "result" -> result(in.nextToken());
                default -> skip();
            }
        }
    }

    /** A list of series, or the pair of a scalar or string. */
    private void result(JsonToken first) throws IOException {
        if (first != JsonToken.START_ARRAY) {
            in.skipChildren();
            return;
        }
        JsonToken token = in.nextToken();
        if (token == JsonToken.VALUE_NUMBER_FLOAT || token == JsonToken.VALUE_NUMBER_INT) {
            long time = millis();
            single = new Single(time, in.nextTextValue());
            in.nextToken();
            return;
        }
        while (token == JsonToken.START_OBJECT) {
            series.add(oneSeries());
            token = in.nextToken();
        }
    }

    private Series oneSeries() throws IOException {
        Labels labels = Labels.EMPTY;
        SampleColumn column = new SampleColumn(16);
        while (nextMember()) {
            switch (in.currentName()) {
                case "metric" -> labels = labels();
                case "value" -> {
                    in.nextToken();
                    sample(column);
                }
                case "values" -> {
                    in.nextToken();
                    while (in.nextToken() == JsonToken.START_ARRAY) {
                        sample(column);
                    }
                }
                case "histogram", "histograms" -> {
                    histograms = true;
                    skip();
                }
                default -> skip();
            }
        }
        return new Series(labels, column);
    }

    private Labels labels() throws IOException {
        Labels.Builder labels = Labels.builder();
        in.nextToken();
        while (nextMember()) {
            String name = in.currentName();
            labels.set(name, text());
        }
        return labels.build();
    }

    /** A pair {@code [seconds, "number"]}; its opening bracket has been read. */
    private void sample(SampleColumn column) throws IOException {
        if (++samples > SAMPLES_MAX) {
            throw new IOException("the answer has more than " + SAMPLES_MAX + " samples");
        }
        in.nextToken();
        long time = millis();
        column.add(time, number(in.nextTextValue()));
        in.nextToken();
    }

    private long millis() throws IOException {
        return Math.round(in.getDoubleValue() * 1000);
    }

    private static double number(@Nullable String text) throws IOException {
        return switch (text) {
            case null -> throw new IOException("a sample without a value");
            case "NaN" -> Double.NaN;
            case "+Inf", "Inf" -> Double.POSITIVE_INFINITY;
            case "-Inf" -> Double.NEGATIVE_INFINITY;
            default -> {
                try {
                    yield Double.parseDouble(text);
                } catch (NumberFormatException e) {
                    throw new IOException("\"" + text + "\" is not a sample value", e);
                }
            }
        };
    }

    /** The next value when it is a text, else an empty one. */
    private String text() throws IOException {
        String text = in.nextTextValue();
        if (text == null) {
            in.skipChildren();
            return "";
        }
        return text;
    }

    private void texts(List<String> into) throws IOException {
        if (in.nextToken() == JsonToken.START_ARRAY) {
            while (in.nextToken() != JsonToken.END_ARRAY) {
                into.add(in.getText());
            }
        }
    }

    /** Goes to the next member of the object; false at its end. */
    private boolean nextMember() throws IOException {
        return in.nextToken() == JsonToken.FIELD_NAME;
    }

    private void skip() throws IOException {
        in.nextToken();
        in.skipChildren();
    }
}
