package io.gnomon.platform.core.http.internal.prometheus;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.core.JsonGenerator;

import io.gnomon.model.labels.Labels;
import io.gnomon.model.query.QueryResult;
import io.gnomon.model.sample.Histogram;
import io.gnomon.model.sample.SampleColumn;
import io.gnomon.platform.core.http.internal.json.Json;

import org.junit.jupiter.api.Test;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

class ResultJsonTest {
    private static String written(QueryResult result, int limit) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (JsonGenerator json = Json.generator(out)) {
            json.writeStartObject();
            new ResultJson(json).write(result, limit);
            json.writeEndObject();
        }
        return out.toString(StandardCharsets.UTF_8);
    }

    private static QueryResult.Series series(String name, SampleColumn samples) {
        return new QueryResult.Series(Labels.of("__name__", name, "a", "<\"b\">"), samples);
    }

    @Test
    void valuesAreTextsAndTimesAreSeconds() throws IOException {
        SampleColumn samples = new SampleColumn();
        samples.add(-1, Double.NaN);
        samples.add(0, Double.POSITIVE_INFINITY);
        samples.add(1_435_781_430_781L, 1e21);
        samples.add(1_435_781_431_050L, 0.1);
        samples.add(1_435_781_432_000L, 1e-7);
        samples.add(1_435_781_432_001L, 0x1p63);
        samples.add(1_435_781_432_002L, -0x1p63);
        assertEquals(
                "{\"resultType\":\"matrix\",\"result\":[{\"metric\":{\"__name__\":\"m\",\"a\":"
                        + "\"<\\\"b\\\">\"},\"values\":[[-0.001,\"NaN\"],[0,\"+Inf\"],"
                        + "[1435781430.781,\"1e+21\"],[1435781431.050,\"0.1\"],"
                        + "[1435781432,\"1e-07\"],[1435781432.001,\"9223372036854776000\"],"
                        + "[1435781432.002,\"-9223372036854776000\"]]}]}",
                written(
                        new QueryResult.Matrix(
                                List.of(series("m", samples)), QueryResult.Notes.NONE),
                        0));
    }

    @Test
    void scalarAndText() throws IOException {
        assertEquals(
                "{\"resultType\":\"scalar\",\"result\":[1,\"2.5\"]}",
                written(new QueryResult.Scalar(1000, 2.5, QueryResult.Notes.NONE), 0));
        assertEquals(
                "{\"resultType\":\"string\",\"result\":[1,\"\\\"x\"]}",
                written(new QueryResult.Text(1000, "\"x", QueryResult.Notes.NONE), 0));
    }

    @Test
    void aLimitCutsSeries() throws IOException {
        SampleColumn one = new SampleColumn();
        one.add(0, 1);
        assertEquals(
                "{\"resultType\":\"vector\",\"result\":[{\"metric\":{\"__name__\":\"x\",\"a\":"
                        + "\"<\\\"b\\\">\"},\"value\":[0,\"1\"]}]}",
                written(
                        new QueryResult.Vector(
                                List.of(series("x", one), series("y", one)),
                                QueryResult.Notes.NONE),
                        1));
    }

    /** Bounds of schema 0 are powers of two; empty buckets are left out. */
    @Test
    void nativeHistograms() throws IOException {
        Histogram exponential =
                new Histogram(
                        false,
                        Histogram.ResetHint.UNKNOWN,
                        0,
                        0.001,
                        2,
                        9,
                        3.5,
                        new int[] {0, 2, 1, 1},
                        new double[] {1, 0, 3},
                        new int[] {0, 1},
                        new double[] {3},
                        new double[0],
                        0);
        SampleColumn column = new SampleColumn();
        column.add(1000, exponential);
        assertEquals(
                "{\"resultType\":\"vector\",\"result\":[{\"metric\":{\"__name__\":\"h\",\"a\":"
                        + "\"<\\\"b\\\">\"},\"histogram\":[1,{\"count\":\"9\",\"sum\":\"3.5\","
                        + "\"buckets\":[[1,\"-1\",\"-0.5\",\"3\"],[3,\"-0.001\",\"0.001\",\"2\"],"
                        + "[0,\"0.5\",\"1\",\"1\"],[0,\"4\",\"8\",\"3\"]]}]}]}",
                written(
                        new QueryResult.Vector(
                                List.of(series("h", column)), QueryResult.Notes.NONE),
                        0));
    }

    @Test
    void customBuckets() throws IOException {
        Histogram custom =
                new Histogram(
                        false,
                        Histogram.ResetHint.UNKNOWN,
                        Histogram.CUSTOM_BUCKETS_SCHEMA,
                        0,
                        0,
                        6,
                        1,
                        new int[] {0, 3},
                        new double[] {1, 2, 3},
                        new int[0],
                        new double[0],
                        new double[] {0.5, 10},
                        0);
        SampleColumn column = new SampleColumn();
        column.add(0, custom);
        String text =
                written(
                        new QueryResult.Matrix(
                                List.of(series("h", column)), QueryResult.Notes.NONE),
                        0);
        assertEquals(
                "\"histograms\":[[0,{\"count\":\"6\",\"sum\":\"1\",\"buckets\":"
                        + "[[3,\"-Inf\",\"0.5\",\"1\"],[0,\"0.5\",\"10\",\"2\"],"
                        + "[0,\"10\",\"+Inf\",\"3\"]]}]]}]}",
                text.substring(text.indexOf("\"histograms\"")));
    }
}
