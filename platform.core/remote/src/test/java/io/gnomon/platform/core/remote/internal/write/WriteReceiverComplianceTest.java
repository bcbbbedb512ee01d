package io.gnomon.platform.core.remote.internal.write;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gnomon.model.labels.Labels;
import io.gnomon.model.sample.Exemplar;
import io.gnomon.model.sample.Histogram;
import io.gnomon.model.sample.MetricMetadata;
import io.gnomon.model.sample.MetricType;
import io.gnomon.model.sample.SampleColumn;
import io.gnomon.model.sample.SampleValues;
import io.gnomon.platform.core.promformat.remote.WriteRequestWriter;
import io.gnomon.platform.core.remote.Incoming;
import io.gnomon.platform.core.remote.Reply;
import io.gnomon.platform.core.remote.internal.intake.BodyMemory;
import io.gnomon.platform.core.remote.internal.intake.Snappy;
import io.gnomon.platform.memory.MemoryStorage;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The cases of prometheus/compliance, remotewrite/receiver, by their names: what a receiver of
 * remote write 2.0 answers, and how much it says to have written.
 */
class WriteReceiverComplianceTest {
    private static final String V1 = "application/x-protobuf";
    private static final String V2 = "application/x-protobuf;proto=io.prometheus.write.v2.Request";
    private static final long NOW = 1_700_000_000_000L;
    private static final long HOUR = 3_600_000;

    private static final Map<String, Double> VALUES = new LinkedHashMap<>();

    static {
        VALUES.put("1.0", 1.0);
        VALUES.put("StaleNaN", SampleValues.STALE_NAN);
        VALUES.put("NaN", Double.longBitsToDouble(SampleValues.NORMAL_NAN_BITS));
        VALUES.put("Inf", Double.POSITIVE_INFINITY);
        VALUES.put("-Inf", Double.NEGATIVE_INFINITY);
    }

    /** One message of 2.0 to a store of its own; what it must be answered. */
    private static final class Message {
        final String name;
        final WriteRequestWriter writer = new WriteRequestWriter(true);
        int status = 204;
        int samples;
        int histograms;
        int exemplars;

        Message(String name) {
            this.name = name;
        }

        Message series(
                Labels labels,
                SampleColumn column,
                List<Exemplar> marks,
                @Nullable MetricMetadata metadata) {
            writer.add(labels, column, marks, metadata);
            for (int row = 0; row < column.size; row++) {
                histograms += column.histogram(row) == null ? 0 : 1;
                samples += column.histogram(row) == null ? 1 : 0;
            }
            exemplars += marks.size();
            return this;
        }

        Message sample(Labels labels, double value) {
            return series(labels, floats(value), List.of(), null);
        }

        /** Nothing of it is written. */
        Message refused() {
            return refused(0);
        }

        /** Only so many samples of it are. */
        Message refused(int written) {
            status = 400;
            samples = written;
            histograms = 0;
            exemplars = 0;
            return this;
        }
    }

    private final List<DynamicTest> tests = new ArrayList<>();

    private static SampleColumn floats(double value) {
        return floats(NOW, value);
    }

    private static SampleColumn floats(long time, double value) {
        SampleColumn column = new SampleColumn();
        column.add(time, value);
        return column;
    }

    private static SampleColumn since(long start, SampleColumn column) {
        column.startTimes = new long[column.times.length];
        column.startTimes[0] = start;
        return column;
    }

    private static Labels metric(String name, String... more) {
        return Labels.of(more).with("__name__", name);
    }

    private static Exemplar mark(double value, String... labels) {
        return new Exemplar(Labels.of(labels), value, NOW);
    }

    private static MetricMetadata meta(MetricType type, String help, String unit) {
        return new MetricMetadata(type, help, unit);
    }

    /** Two observations on each side and in the zero bucket that are asked for. */
    private static SampleColumn histogram(boolean positive, boolean negative, boolean zero) {
        return histogram(positive, negative, zero, 0);
    }

    private static SampleColumn histogram(
            boolean positive, boolean negative, boolean zero, int tooMany) {
        int count = (positive ? 2 : 0) + (negative ? 2 : 0) + (zero ? 2 : 0) + tooMany;
        SampleColumn column = new SampleColumn();
        column.add(
                NOW,
                new Histogram(
                        true,
                        Histogram.ResetHint.UNKNOWN,
                        1,
                        0.001,
                        zero ? 2 : 0,
                        count,
                        1.5,
                        positive ? new int[] {0, 2} : new int[0],
                        positive ? new double[] {1, 1} : new double[0],
                        negative ? new int[] {0, 2} : new int[0],
                        negative ? new double[] {1, 1} : new double[0],
                        new double[0],
                        0));
        return column;
    }

    private static SampleColumn customBuckets() {
        SampleColumn column = new SampleColumn();
        column.add(
                NOW,
                Histogram.ofClassic(
                        true,
                        Histogram.ResetHint.UNKNOWN,
                        new double[] {0.1, 1},
                        new double[] {1, 3},
                        4,
                        2.5,
                        0));
        return column;
    }

    private void add(Message message) {
        tests.add(
                DynamicTest.dynamicTest(
                        message.name,
                        () -> {
                            Reply reply = send(V2, "snappy", message.writer.toBytes(), false);
                            assertEquals(message.status, reply.status(), reply::text);
                            assertEquals(
                                    Map.of(
                                            "X-Prometheus-Remote-Write-Samples-Written",
                                            message.samples + "",
                                            "X-Prometheus-Remote-Write-Histograms-Written",
                                            message.histograms + "",
                                            "X-Prometheus-Remote-Write-Exemplars-Written",
                                            message.exemplars + ""),
                                    reply.headers());
                            assertEquals(message.status == 204, reply.text().isEmpty());
                        }));
    }

    private static Reply send(String type, String encoding, byte[] message, boolean corrupt)
            throws IOException {
        MemoryStorage storage = new MemoryStorage();
        byte[] body = Snappy.pack(message);
        if (corrupt) {
            body[0] = '0';
        }
        return new WriteReceiver(() -> storage, "", false, new BodyMemory(1 << 20))
                .write(
                        new Incoming(
                                name ->
                                        switch (name) {
                                            case "Content-Type" -> type;
                                            case "Content-Encoding" -> encoding;
                                            default -> "";
                                        },
                                new ByteArrayInputStream(body)));
    }

    @TestFactory
    List<DynamicTest> samples() {
        VALUES.forEach(this::singleMetric);
        VALUES.forEach(this::multipleMetrics);
        add(
                new Message("TestCounterWithCreatedTimestamp")
                        .series(
                                metric("http_requests_total", "job", "api"),
                                since(NOW - HOUR, floats(100)),
                                List.of(),
                                null));
        return counted(5 * 7 + 5 * 3 + 1);
    }

    private void singleMetric(String name, double value) {
        String test = "TestSingleMetric/" + name + "/";
        String[] target = {"job", "testjob", "instance", "localhost:9090"};
        add(new Message(test + "simple metric").sample(metric("up"), value));
        add(
                new Message(test + "simple metric with multiple labels")
                        .sample(metric("up", target), value));
        add(
                new Message(test + "simple metric with newlines")
                        .sample(metric("up", "job", "test\njob\n"), value));
        add(
                new Message(test + "simple metric with dots")
                        .sample(metric("resource.cpu.usage", "job.name", "testjob"), value));
        add(
                new Message(test + "simple metric with spaces")
                        .sample(metric("resource cpu usage", "job name", "testjob"), value));
        add(
                new Message(test + "simple metric without name label")
                        .sample(Labels.of(target), value)
                        .refused());
        add(new Message(test + "empty metric").sample(Labels.EMPTY, value).refused());
    }

    private void multipleMetrics(String name, double value) {
        String test = "TestMultipleMetrics/" + name + "/";
        Message all = new Message(test + "multiple metrics");
        Message nameless = new Message(test + "multiple metrics, without name label");
        Message one = new Message(test + "multiple metrics, 1 without name label");
        for (int i = 0; i < 4; i++) {
            Labels target = Labels.of("job", "testjob", "instance", "localhost:909" + i);
            all.sample(target.with("__name__", "up"), value);
            nameless.sample(target, value);
            one.sample(i == 0 ? target : target.with("__name__", "up"), value);
        }
        add(all);
        add(nameless.refused());
        add(one.refused(3));
    }

    @TestFactory
    List<DynamicTest> histograms() {
        Labels name = metric("test_histogram");
        List<Exemplar> marks = List.of(mark(1.23, "trace_id", "abc123def456"));
        MetricMetadata seconds = meta(MetricType.HISTOGRAM, "Duration", "seconds");
        histogramCase("TestHistograms/basic_histogram", histogram(true, true, true));
        histogramCase("TestHistograms/custom_buckets_histogram", customBuckets());
        histogramCase("TestHistograms/positive_only_histogram", histogram(true, false, true));
        histogramCase("TestHistograms/negative_only_histogram", histogram(false, true, false));
        histogramCase("TestHistograms/minimal_histogram", histogram(false, false, true));
        add(
                new Message("TestHistograms/bad_count_histogram")
                        .series(name, histogram(true, false, false, -1), List.of(), null)
                        .refused());
        histogramCase(
                "TestHistogramWithCreatedTimestamp",
                since(NOW - HOUR / 2, histogram(true, true, true)));
        add(
                new Message("TestMultipleHistograms")
                        .series(metric("hist1"), histogram(true, false, true), List.of(), null)
                        .series(metric("hist2"), histogram(false, true, false), List.of(), null));
        histogramCase("TestEmptyHistogram", histogram(false, false, false));
        add(
                new Message("TestHistogramWithMetadata")
                        .series(name, histogram(true, true, true), List.of(), seconds));
        add(
                new Message("TestHistogramWithExemplar")
                        .series(name, histogram(true, false, true), marks, null));
        add(
                new Message("TestHistogramWithMetadataAndExemplar")
                        .series(name, histogram(true, true, true), marks, seconds));
        add(
                new Message("TestMultipleHistogramsWithMetadata")
                        .series(metric("a"), histogram(true, false, true), List.of(), seconds)
                        .series(metric("b"), histogram(true, true, false), List.of(), seconds));
        return counted(13);
    }

    private void histogramCase(String test, SampleColumn column) {
        add(new Message(test).series(metric("test_histogram"), column, List.of(), null));
    }

    @TestFactory
    List<DynamicTest> exemplars() {
        marked("TestExemplars/basic_exemplar", 1, "trace_id", "abc123def456");
        marked("TestExemplars/exemplar_with_span_id", 0.125, "trace_id", "x", "span_id", "span123");
        marked("TestExemplars/exemplar_without_trace_id", 0.85, "user_id", "user123");
        marked("TestExemplars/exemplar_with_multiple_labels", 0.05, "trace_id", "x", "user", "a");
        marked("TestExemplars/exemplar_no_labels", 1);
        marked("TestExemplars/exemplar_with_special_chars", 42, "trace_id", "with-dashes_and.123");
        marked("TestExemplars/exemplar_with_unicode", 100, "trace_id", "unicode_\u6d4b\u8bd5");
        add(
                new Message("TestExemplarWithCreatedTimestamp")
                        .series(
                                metric("http_requests_total"),
                                since(NOW - 2 * HOUR, floats(250)),
                                List.of(mark(250, "trace_id", "abc123")),
                                null));
        Message several = new Message("TestMultipleExemplars");
        for (String name : List.of("request_duration", "request_size", "error_count")) {
            several.series(
                    metric(name), floats(1), List.of(mark(1, "trace_id", "of_" + name)), null);
        }
        add(several);
        SampleColumn column = floats(NOW - HOUR, 0.05);
        column.add(NOW - 60_000, 0.15);
        column.add(NOW, 0.08);
        List<Exemplar> marks = new ArrayList<>();
        for (long time : new long[] {NOW - HOUR, NOW - 60_000, NOW}) {
            marks.add(new Exemplar(Labels.of("trace_id", "at_" + time), 1, time));
        }
        add(
                new Message("TestExemplarTimestamps")
                        .series(metric("latency_hist"), column, marks, null));
        Exemplar mark = mark(1, "trace_id", "test_trace");
        add(
                new Message("TestExemplarValidation/exemplar_without_name_label")
                        .series(Labels.of("job", "test"), floats(1), List.of(mark), null)
                        .refused());
        add(
                new Message("TestExemplarValidation/exemplar_with_empty_name")
                        .series(metric(""), floats(1), List.of(mark), null)
                        .refused());
        marked("TestExemplarValidation/exemplar_with_valid_name", 1, "trace_id", "test_trace");
        Map<String, Double> values = new LinkedHashMap<>(VALUES);
        values.keySet().retainAll(List.of("NaN", "Inf", "-Inf"));
        values.putAll(Map.of("zero", 0.0, "negative", -123.456, "large", 1e10, "small", 1e-10));
        values.forEach((name, value) ->
                marked("TestExemplarSpecialValues/" + name + "_value", value, "trace_id", "x"));
        return counted(13 + 7);
    }

    private void marked(String test, double value, String... labels) {
        add(
                new Message(test)
                        .series(
                                metric("test_metric"),
                                floats(value),
                                List.of(mark(value, labels)),
                                null));
    }

    @TestFactory
    List<DynamicTest> metadata() {
        for (MetricType type : MetricType.values()) {
            String test = "TestMetadata/" + type.text() + "_metadata";
            boolean histogram = type == MetricType.HISTOGRAM;
            described(
                    test,
                    histogram ? histogram(true, true, true) : floats(1),
                    meta(type, "Help", "seconds"));
        }
        described(
                "TestMetadata/metadata_no_help_no_unit",
                floats(1),
                meta(MetricType.COUNTER, "", ""));
        described(
                "TestMetadata/metadata_with_special_chars",
                floats(1),
                meta(MetricType.GAUGE, "with\nnewlines and \"quotes\"", "bytes/sec"));
        MetricMetadata counter = meta(MetricType.COUNTER, "Total HTTP requests", "requests");
        described(
                "TestCounterMetadataWithCreatedTimestamp", since(NOW - HOUR, floats(150)), counter);
        described("TestMetadataWithSamples", floats(42), counter);
        Message several = new Message("TestMultipleMetadata");
        for (String name : List.of("cpu_usage", "memory_usage", "disk_usage")) {
            several.series(
                    metric(name), floats(1), List.of(), meta(MetricType.GAUGE, name, "percent"));
        }
        add(several);
        add(
                new Message("TestMetadataWithComplexLabels")
                        .series(
                                metric("d_seconds", "job", "api-server", "endpoint", "/api/v1"),
                                histogram(true, true, true),
                                List.of(),
                                meta(MetricType.HISTOGRAM, "Duration", "seconds")));
        add(
                new Message("TestMetadataValidation/metadata_without_name_label")
                        .series(Labels.of("job", "test"), floats(1), List.of(), counter)
                        .refused());
        add(
                new Message("TestMetadataValidation/metadata_with_empty_name")
                        .series(metric(""), floats(1), List.of(), counter)
                        .refused());
        described("TestMetadataValidation/metadata_with_valid_name", floats(1), counter);
        return counted(8 + 2 + 4 + 3);
    }

    private void described(String test, SampleColumn column, MetricMetadata metadata) {
        add(new Message(test).series(metric("test_metric"), column, List.of(), metadata));
    }

    @TestFactory
    List<DynamicTest> combined() {
        MetricMetadata counter = meta(MetricType.COUNTER, "Help", "requests");
        MetricMetadata seconds = meta(MetricType.HISTOGRAM, "Help", "seconds");
        List<Exemplar> marks = List.of(mark(1, "trace_id", "t", "user_id", "u"));
        Labels name = metric("test_metric", "method", "POST");
        add(
                new Message("TestSamplesWithMetadataAndExemplars")
                        .series(name, floats(1), marks, counter));
        add(
                new Message("TestHistogramsWithMetadataAndExemplars")
                        .series(name, histogram(true, true, true), marks, seconds));
        add(
                new Message("TestComplexSamplesRequest")
                        .series(metric("cpu_usage"), floats(0.85), marks, counter)
                        .series(metric("memory_usage"), floats(8589934592.0), List.of(), counter));
        add(
                new Message("TestComplexHistogramsRequest")
                        .series(metric("a"), histogram(true, false, true), marks, seconds)
                        .series(metric("b"), histogram(false, true, true), List.of(), seconds));
        add(
                new Message("TestMultipleMetricFamiliesSamples")
                        .series(metric("http_requests_total"), floats(1000), marks, counter)
                        .series(metric("temperature_celsius"), floats(23.5), List.of(), counter));
        add(
                new Message("TestMultipleMetricFamiliesHistograms")
                        .series(name, histogram(true, false, true), marks, seconds));
        SampleColumn none = new SampleColumn();
        add(
                new Message("TestEdgeCaseCombinations/metadata_without_data")
                        .series(name, none, List.of(), counter));
        add(
                new Message("TestEdgeCaseCombinations/exemplars_without_data")
                        .series(name, none, marks, null));
        Exemplar old = new Exemplar(Labels.of("trace_id", "old"), 1, NOW - HOUR / 2);
        add(
                new Message("TestEdgeCaseCombinations/mixed_timestamp_data")
                        .series(metric("old_metric"), floats(NOW - HOUR, 1), List.of(old), null)
                        .sample(metric("new_metric"), 2));
        Message samples = new Message("TestManySamples");
        Message histograms = new Message("TestManyHistograms");
        for (int i = 0; i < 50; i++) {
            Labels labels = metric("metric_" + i, "series", "series_" + i);
            List<Exemplar> own = List.of(mark(i, "trace_id", "trace_" + i));
            samples.series(labels, floats(i * 100), own, counter);
            histograms.series(labels, histogram(true, i % 2 == 0, true), own, seconds);
        }
        add(samples);
        add(histograms);
        add(
                new Message("TestSpecialCharactersCombined")
                        .series(
                                metric("test_metric", "job", "a_.@", "env", "\ud83d\ude80"),
                                floats(42),
                                List.of(mark(42, "trace_id", "\u00e4\u00f6\u00fc-123")),
                                meta(MetricType.GAUGE, "\u00e4\n\"q\"", "special/units")));
        add(
                new Message("TestCustomBucketsHistogramWithExemplar")
                        .series(metric("custom_latency_hist"), customBuckets(), marks, null));
        return counted(13);
    }

    @TestFactory
    List<DynamicTest> requests() {
        byte[] message = new Message("").sample(metric("up"), 1).writer.toBytes();
        for (String type : List.of("application/json", "image/png")) {
            request("TestBadContentTypes/" + type, 415, () -> send(type, "snappy", message, true));
        }
        for (String encoding : List.of("gzip", "deflate")) {
            request(
                    "TestBadContentEncodings/" + encoding,
                    415,
                    () -> send(V2, encoding, message, true));
        }
        request("TestCorruptRequestBody", 400, () -> send(V2, "snappy", message, true));
        WriteRequestWriter version1 = new WriteRequestWriter(false);
        version1.add(metric("up"), floats(1), List.of(), null);
        version1.add(metric("http_requests_total"), floats(100), List.of(), null);
        byte[] old = version1.toBytes();
        request("TestRW1BasicCompatibility", 204, () -> send(V1, "snappy", old, false));
        request("TestRW1ErrorHandling", 400, () -> send(V1, "snappy", old, true));
        return counted(7);
    }

    private interface Request {
        Reply send() throws IOException;
    }

    private void request(String name, int status, Request request) {
        tests.add(
                DynamicTest.dynamicTest(
                        name,
                        () -> {
                            Reply reply = request.send();
                            assertEquals(status, reply.status(), reply::text);
                            assertTrue(status == 204 || !reply.text().isEmpty());
                        }));
    }

    private List<DynamicTest> counted(int expected) {
        assertEquals(expected, tests.size());
        return tests;
    }
}
