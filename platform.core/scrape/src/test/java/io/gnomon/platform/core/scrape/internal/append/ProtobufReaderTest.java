package io.gnomon.platform.core.scrape.internal.append;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.gnomon.model.labels.Labels;
import io.gnomon.model.labels.Matcher;
import io.gnomon.model.sample.Histogram;
import io.gnomon.model.sample.MetricMetadata;
import io.gnomon.model.sample.MetricType;
import io.gnomon.model.sample.SampleColumn;
import io.gnomon.model.storage.SampleReader;
import io.gnomon.model.storage.SelectHints;
import io.gnomon.model.storage.Selection;
import io.gnomon.model.storage.Snapshot;
import io.gnomon.platform.core.promformat.remote.MetricFamilyWriter;
import io.gnomon.platform.core.scrape.internal.Configs;
import io.gnomon.platform.memory.MemoryStorage;

import org.junit.jupiter.api.Test;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Bodies in protobuf on their way into the store. */
class ProtobufReaderTest {
    private final MemoryStorage storage = new MemoryStorage();
    private final AppendCounters counters = new AppendCounters();
    private final Configs config = Configs.job("j");

    private interface Families {
        void write(MetricFamilyWriter writer) throws IOException;
    }

    private TargetAppender appender() {
        StoreGate gate = new StoreGate(() -> 0);
        gate.set(storage);
        return new TargetAppender(
                "group",
                5_000,
                config.build(),
                new SampleLabels(Labels.of("job", "j"), config.build()),
                gate,
                counters,
                new TargetMetadata(new HashMap<>()));
    }

    private Answer body(Families families) throws Exception {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        MetricFamilyWriter writer = new MetricFamilyWriter(bytes);
        families.write(writer);
        writer.finish();
        return new ProtobufReader(config.build()).read(bytes.toByteArray(), bytes.size());
    }

    @Test
    void classicSeriesAreThoseOfTheText() throws Exception {
        config.honorTimestamps = true;
        TargetAppender appender = appender();
        for (int second = 10; second <= 20; second += 10) {
            double count = second;
            Answer answer =
                    body(writer -> {
                        long none = MetricFamilyWriter.NO_TIME;
                        writer.family("c_total", MetricType.COUNTER, "Help.", "seconds");
                        writer.number(MetricType.COUNTER, new String[0], none, count);
                        writer.family("h", MetricType.HISTOGRAM);
                        writer.classic(
                                new String[] {"l", "v"},
                                none,
                                count,
                                1.5,
                                new double[] {0.0001, 1},
                                new double[] {1, 2});
                        writer.family("t", MetricType.GAUGE);
                        writer.number(MetricType.GAUGE, new String[0], 5_000 + (long) count, 1);
                    });
            assertEquals("", appender.write(answer, null, second * 1000L, () -> 0));
        }
        assertEquals("10.0@10.0 20.0@20.0", Stored.of(storage, "c_total"));
        assertEquals("10.0@10.0 20.0@20.0", Stored.of(storage, "h_count"));
        assertEquals("1.5@10.0 1.5@20.0", Stored.of(storage, "h_sum"));
        assertEquals("1.0@5.01 1.0@5.02", Stored.of(storage, "t"));
        Map<String, String> buckets = new TreeMap<>();
        Stored.series(storage, "h_bucket")
                .forEach((labels, samples) -> buckets.put(labels.get("le"), samples));
        assertEquals(
                Map.of(
                        "0.0001", "1.0@10.0 1.0@20.0",
                        "1.0", "2.0@10.0 2.0@20.0",
                        "+Inf", "10.0@10.0 20.0@20.0"),
                buckets);
        assertEquals(
                new MetricMetadata(MetricType.COUNTER, "Help.", "seconds"),
                appender.metadata().families().get("c_total"));
    }

    @Test
    void nativeHistogramsAreStoredAsSuch() throws Exception {
        config.nativeHistograms = true;
        Histogram sent =
                new Histogram(
                        false,
                        Histogram.ResetHint.UNKNOWN,
                        3,
                        0.001,
                        1,
                        6,
                        5.5,
                        new int[] {-2, 1, 3, 1},
                        new double[] {1, 2},
                        new int[] {0, 1},
                        new double[] {2},
                        new double[0],
                        0);
        Answer answer =
                body(writer -> {
                    writer.family("h", MetricType.HISTOGRAM);
                    writer.histogram(new String[0], MetricFamilyWriter.NO_TIME, sent);
                });
        assertEquals("", appender().write(answer, null, 10_000, () -> 0));
        assertEquals(sent, histogram("h"));
    }

    @Test
    void classicOnesGetCustomBucketsWhenThatIsWanted() throws Exception {
        config.customBuckets = true;
        Answer answer =
                body(writer -> {
                    writer.family("h", MetricType.HISTOGRAM);
                    writer.classic(
                            new String[0],
                            MetricFamilyWriter.NO_TIME,
                            7,
                            8.5,
                            new double[] {1, 2},
                            new double[] {2, 3});
                });
        assertEquals("", appender().write(answer, null, 10_000, () -> 0));
        Histogram stored = histogram("h");
        assertEquals(Histogram.CUSTOM_BUCKETS_SCHEMA, stored.schema());
        assertEquals(List.of(), List.copyOf(Stored.series(storage, "h_.*").keySet()));
    }

    @Test
    void fineHistogramsBecomeCoarserAndTooLargeOnesFail() throws Exception {
        config.nativeHistograms = true;
        config.bucketLimit = 2;
        config.minBucketFactor = 2;
        TargetAppender appender = appender();
        assertEquals("", appender.write(fourBuckets(3), null, 10_000, () -> 0));
        assertEquals(0, histogram("h").schema());
        assertEquals(
                "histogram bucket limit exceeded",
                appender.write(fourBuckets(-4), null, 20_000, () -> 0));
        assertEquals("1.0@10.0 0.0@20.0", Stored.of(storage, "up"));
        assertEquals(1, counters.bucketLimit.sum());
    }

    private Answer fourBuckets(int schema) throws Exception {
        Histogram histogram =
                new Histogram(
                        true,
                        Histogram.ResetHint.UNKNOWN,
                        schema,
                        0,
                        0,
                        4,
                        1,
                        new int[] {1, 4},
                        new double[] {1, 1, 1, 1},
                        new int[0],
                        new double[0],
                        new double[0],
                        0);
        return body(writer -> {
            writer.family("h", MetricType.HISTOGRAM);
            writer.histogram(new String[0], MetricFamilyWriter.NO_TIME, histogram);
        });
    }

    private Histogram histogram(String name) throws Exception {
        try (Snapshot snapshot = storage.open(0, Long.MAX_VALUE)) {
            Selection found =
                    snapshot.select(
                            List.of(Matcher.equal(Labels.METRIC_NAME, name)),
                            SelectHints.between(0, Long.MAX_VALUE));
            try (SampleReader reader = found.reader()) {
                SampleColumn column = new SampleColumn();
                reader.read(0, column);
                Histogram histogram = column.histogram(0);
                if (histogram == null) {
                    throw new AssertionError(name + " is no histogram");
                }
                return histogram;
            }
        }
    }

    @Test
    void aBrokenBodyFailsInWords() {
        byte[] html = "<html>".getBytes(java.nio.charset.StandardCharsets.UTF_8);
        ProtobufReader reader = new ProtobufReader(config.build());
        ScrapeFailure failure =
                assertThrows(ScrapeFailure.class, () -> reader.read(html, html.length));
        assertEquals(
                "the message cannot be read at byte 1: a family of 60 bytes does not end in it",
                failure.sentence());
    }
}
