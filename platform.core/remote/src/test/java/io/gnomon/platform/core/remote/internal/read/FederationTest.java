package io.gnomon.platform.core.remote.internal.read;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gnomon.model.labels.Labels;
import io.gnomon.model.labels.Matcher;
import io.gnomon.model.sample.Histogram;
import io.gnomon.model.sample.Histogram.ResetHint;
import io.gnomon.model.sample.MetricType;
import io.gnomon.model.sample.SampleValues;
import io.gnomon.model.storage.AppendBatch;
import io.gnomon.platform.core.promformat.remote.MetricFamilyWriter;
import io.gnomon.platform.core.remote.Incoming;
import io.gnomon.platform.memory.MemoryStorage;

import org.junit.jupiter.api.Test;

import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;

/** The cases are those of prometheus/prometheus, web/federate_test.go. */
class FederationTest {
    private static final long NOW = 1_000_000;

    private final MemoryStorage storage = new MemoryStorage();
    private Labels external = Labels.EMPTY;

    private void add(long time, double value, String... labels) throws Exception {
        try (AppendBatch batch = storage.batch("g", time)) {
            batch.append(batch.series(Labels.of(labels)), value);
            batch.commit(AppendBatch.Durability.VISIBLE);
        }
    }

    private String federate(Matcher... selectors) throws Exception {
        Answer answer = federateAs("", selectors);
        assertEquals(
                "text/plain; version=0.0.4; charset=utf-8; escaping=underscores",
                answer.headers.get("Content-Type"));
        return answer.text();
    }

    private Answer federateAs(String accept, Matcher... selectors) throws Exception {
        Answer answer = new Answer();
        new Federation(
                        () -> storage,
                        () -> external,
                        300_000,
                        InstantSource.fixed(Instant.ofEpochMilli(NOW)))
                .federate(
                        List.of(selectors).stream().map(List::of).toList(),
                        new Incoming(
                                name -> name.equals("Accept") ? accept : "",
                                InputStream.nullInputStream()),
                        answer);
        assertEquals(200, answer.status);
        return answer;
    }

    @Test
    void theNewestSamplesByName() throws Exception {
        add(900_000, 1, "__name__", "b", "i", "2");
        add(950_000, 2, "__name__", "b", "i", "1", "instance", "x");
        add(960_000, 1e21, "__name__", "b", "i", "1", "instance", "x");
        add(970_000, 0, "__name__", "a", "foo", "bar \"quoted\"");
        assertEquals(
                """
                # TYPE a untyped
                a{foo="bar \\"quoted\\"",instance=""} 0 970000
                # TYPE b untyped
                b{i="1",instance="x"} 1e+21 960000
                b{i="2",instance=""} 1 900000
                """,
                federate(
                        Matcher.equal("__name__", "b"),
                        new Matcher(Matcher.Type.REGEX, "__name__", "[ab]")));
        assertEquals("", federate(Matcher.equal("__name__", "c")));
        assertEquals("", federate());
    }

    @Test
    void whatIsOldOrEndedDoesNotCount() throws Exception {
        add(NOW - 300_000, 1, "__name__", "old");
        add(NOW - 299_999, 1, "__name__", "young");
        add(NOW - 2000, 1, "__name__", "ended");
        add(NOW - 1000, SampleValues.STALE_NAN, "__name__", "ended");
        add(NOW, 1, "nameless", "x");
        assertEquals(
                "# TYPE young untyped\nyoung{instance=\"\"} 1 700001\n",
                federate(new Matcher(Matcher.Type.NOT_EQUAL, "x", "y")));
    }

    @Test
    void externalLabelsAreAdded() throws Exception {
        external = Labels.of("zone", "ie", "foo", "baz", "instance", "i");
        add(NOW, 1, "__name__", "a", "foo", "bar");
        assertEquals(
                "# TYPE a untyped\na{foo=\"bar\",instance=\"i\",zone=\"ie\"} 1 1000000\n",
                federate(Matcher.equal("__name__", "a")));
    }

    private static final String PROTOBUF =
            "application/vnd.google.protobuf;proto=io.prometheus.client.MetricFamily;encoding=delimited";

    private static Histogram histogram(int schema, ResetHint hint, double... bounds) {
        return new Histogram(
                true,
                hint,
                schema,
                0,
                0,
                6,
                5.5,
                new int[] {1, 2},
                new double[] {4, 2},
                new int[0],
                new double[0],
                bounds,
                0);
    }

    private void addHistograms() throws Exception {
        try (AppendBatch batch = storage.batch("g", NOW)) {
            Histogram gauge = histogram(1, ResetHint.GAUGE);
            Histogram custom =
                    histogram(Histogram.CUSTOM_BUCKETS_SCHEMA, ResetHint.UNKNOWN, 0.5, 1, 2000000);
            batch.append(batch.series(Labels.of("__name__", "h", "i", "1")), NOW, gauge);
            batch.append(batch.series(Labels.of("__name__", "h", "i", "2")), NOW, custom);
            batch.append(batch.series(Labels.of("__name__", "h", "i", "3")), NOW, 7);
            batch.append(batch.series(Labels.of("__name__", "h", "i", "4")), NOW, gauge);
            batch.commit(AppendBatch.Durability.VISIBLE);
        }
    }

    @Test
    void textHasClassicHistogramsOnly() throws Exception {
        addHistograms();
        assertEquals(
                """
                # TYPE h untyped
                h{i="3",instance=""} 7 1000000
                # TYPE h histogram
                h_bucket{i="2",instance="",le="0.5"} 0 1000000
                h_bucket{i="2",instance="",le="1"} 4 1000000
                h_bucket{i="2",instance="",le="2e+06"} 6 1000000
                h_bucket{i="2",instance="",le="+Inf"} 6 1000000
                h_sum{i="2",instance=""} 5.5 1000000
                h_count{i="2",instance=""} 6 1000000
                """,
                federate(Matcher.equal("__name__", "h")));
    }

    @Test
    void protobufHasAll() throws Exception {
        addHistograms();
        external = Labels.of("zone", "ie");
        Answer answer = federateAs(PROTOBUF + ";q=0.7,text/plain;q=0.3", Matcher.equal("i", "4"));
        assertEquals(
                "application/vnd.google.protobuf; proto=io.prometheus.client.MetricFamily;"
                        + " encoding=delimited; escaping=underscores",
                answer.headers.get("Content-Type"));
        ByteArrayOutputStream expected = new ByteArrayOutputStream();
        MetricFamilyWriter writer = new MetricFamilyWriter(expected);
        writer.family("h", MetricType.GAUGE_HISTOGRAM);
        writer.histogram(
                new String[] {"i", "4", "zone", "ie", "instance", ""},
                NOW,
                histogram(1, ResetHint.GAUGE));
        writer.finish();
        assertArrayEquals(expected.toByteArray(), answer.bytes());
        answer = federateAs(PROTOBUF, Matcher.equal("__name__", "h"));
        String text = answer.text();
        for (String instance : List.of("1", "2", "3", "4")) {
            assertTrue(text.contains("i\u0012\u0001" + instance), text);
        }
        assertTrue(
                federateAs("text/plain;q=0.9," + PROTOBUF + ";q=0.7")
                        .headers
                        .getOrDefault("Content-Type", "")
                        .startsWith("text/plain"));
    }
}
