package io.gnomon.platform.core.http.internal.prometheus;

import com.fasterxml.jackson.core.JsonGenerator;

import io.gnomon.model.query.QueryResult;
import io.gnomon.model.sample.Histogram;
import io.gnomon.model.sample.SampleColumn;
import io.gnomon.model.text.GoNumbers;
import io.gnomon.platform.core.http.internal.json.Json;

import java.io.IOException;
import java.io.OutputStream;
import java.util.List;

/**
 * Writes query results: times as seconds with at most three decimals, values as texts with Go's
 * digits. Allocates nothing for each sample. For one thread.
 */
final class ResultJson {
    private final JsonGenerator json;
    private final StringBuilder text = new StringBuilder(64);
    private final PointBytes points = new PointBytes();
    private final OutputStream out;
    private char[] chars = new char[64];

    /**
     * @param json writes to a stream of bytes
     */
    ResultJson(JsonGenerator json) {
        this.json = json.disable(JsonGenerator.Feature.FLUSH_PASSED_TO_STREAM);
        this.out = (OutputStream) json.getOutputTarget();
    }

    /**
     * The fields resultType and result.
     *
     * @param seriesMax how many series to write at most, 0 for all
     */
    void write(QueryResult result, int seriesMax) throws IOException {
        switch (result) {
            case QueryResult.Scalar scalar -> {
                json.writeStringField("resultType", "scalar");
                json.writeFieldName("result");
                floatPair(scalar.timeMillis(), scalar.value());
            }
            case QueryResult.Text string -> {
                json.writeStringField("resultType", "string");
                json.writeArrayFieldStart("result");
                time(string.timeMillis());
                json.writeString(string.value());
                json.writeEndArray();
            }
            case QueryResult.Vector vector -> {
                json.writeStringField("resultType", "vector");
                json.writeArrayFieldStart("result");
                for (QueryResult.Series series : cut(vector.series(), seriesMax)) {
                    vectorElement(series);
                }
                json.writeEndArray();
            }
            case QueryResult.Matrix matrix -> {
                json.writeStringField("resultType", "matrix");
                json.writeArrayFieldStart("result");
                for (QueryResult.Series series : cut(matrix.series(), seriesMax)) {
                    matrixElement(series);
                }
                json.writeEndArray();
            }
        }
    }

    static <T> List<T> cut(List<T> all, int max) {
        return max > 0 && all.size() > max ? all.subList(0, max) : all;
    }

    private void vectorElement(QueryResult.Series series) throws IOException {
        SampleColumn samples = series.samples();
        json.writeStartObject();
        json.writeFieldName("metric");
        Json.labels(json, series.labels());
        Histogram histogram = samples.histogram(0);
        if (histogram == null) {
            json.writeFieldName("value");
            floatPair(samples.times[0], samples.values[0]);
        } else {
            json.writeFieldName("histogram");
            histogramPair(samples.times[0], histogram);
        }
        json.writeEndObject();
    }

    private void matrixElement(QueryResult.Series series) throws IOException {
        SampleColumn samples = series.samples();
        json.writeStartObject();
        json.writeFieldName("metric");
        Json.labels(json, series.labels());
        int histograms = 0;
        for (int i = 0; i < samples.size; i++) {
            histograms += samples.histogram(i) == null ? 0 : 1;
        }
        if (histograms < samples.size) {
            json.writeArrayFieldStart("values");
            // Past the generator, which would turn each point from characters into bytes.
            json.flush();
            points.write(samples, out);
            json.writeEndArray();
        }
        if (histograms > 0) {
            json.writeArrayFieldStart("histograms");
            for (int i = 0; i < samples.size; i++) {
                Histogram histogram = samples.histogram(i);
                if (histogram != null) {
                    histogramPair(samples.times[i], histogram);
                }
            }
            json.writeEndArray();
        }
        json.writeEndObject();
    }

    private void histogramPair(long timeMillis, Histogram histogram) throws IOException {
        json.writeStartArray();
        time(timeMillis);
        NativeHistogramJson.write(json, histogram);
        json.writeEndArray();
    }

    private void floatPair(long timeMillis, double value) throws IOException {
        text.setLength(0);
        text.append('[');
        seconds(text, timeMillis);
        text.append(",\"");
        GoNumbers.json(text, value);
        text.append("\"]");
        raw();
    }

    private void time(long timeMillis) throws IOException {
        text.setLength(0);
        seconds(text, timeMillis);
        raw();
    }

    private void raw() throws IOException {
        int n = text.length();
        if (n > chars.length) {
            chars = new char[2 * n];
        }
        text.getChars(0, n, chars, 0);
        json.writeRawValue(chars, 0, n);
    }

    /** Seconds; a fraction has three digits, none at whole seconds. */
    static void seconds(StringBuilder out, long timeMillis) {
        long abs = Math.abs(timeMillis);
        if (timeMillis < 0) {
            out.append('-');
        }
        out.append(abs / 1000);
        int fraction = (int) (abs % 1000);
        if (fraction != 0) {
            out.append('.');
            if (fraction < 100) {
                out.append('0');
            }
            if (fraction < 10) {
                out.append('0');
            }
            out.append(fraction);
        }
    }
}
