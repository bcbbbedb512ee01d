package io.gnomon.platform.core.remote.internal.send;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gnomon.model.labels.Labels;
import io.gnomon.model.labels.Matcher;
import io.gnomon.model.sample.Exemplar;
import io.gnomon.model.sample.Histogram;
import io.gnomon.model.sample.MetricMetadata;
import io.gnomon.model.sample.MetricType;
import io.gnomon.model.sample.SampleColumn;
import io.gnomon.model.sample.SampleValues;
import io.gnomon.model.storage.AppendBatch;
import io.gnomon.model.storage.AppendBatch.Durability;
import io.gnomon.model.storage.SampleReader;
import io.gnomon.model.storage.SelectHints;
import io.gnomon.model.storage.Snapshot;
import io.gnomon.platform.core.config.RemoteWriteConfig;
import io.gnomon.platform.core.config.RemoteWriteConfig.MetadataConfig;
import io.gnomon.platform.core.config.RemoteWriteConfig.QueueConfig;
import io.gnomon.platform.core.config.ValidationScheme;
import io.gnomon.platform.core.remote.Reply;
import io.gnomon.platform.memory.MemoryStorage;
import io.gnomon.spi.common.HttpCaller;
import io.gnomon.spi.common.HttpSettings;
import io.gnomon.spi.common.Secret;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/**
 * The requirements of prometheus/compliance, remotewrite/sender, by the names of its cases: what a
 * sender of remote write 2.0 writes into its requests, and what it does with the answers. Not here,
 * because nothing of the kind is done: the change to 1.0 after a 415 (which Prometheus does not do
 * either), start times of counters, which the store does not keep.
 */
@Timeout(60)
class SenderComplianceTest {
    private static final String V1 = "prometheus.WriteRequest";
    private static final String V2 = "io.prometheus.write.v2.Request";
    private static final long NOW = System.currentTimeMillis();
    private static final double[] VALUES = {
        SampleValues.STALE_NAN,
        Double.longBitsToDouble(SampleValues.NORMAL_NAN_BITS),
        Double.POSITIVE_INFINITY,
        Double.NEGATIVE_INFINITY,
        0,
        -123.456,
        0.1 + 0.2
    };

    @TempDir private Path folder;

    private final List<DynamicTest> tests = new ArrayList<>();

    private static RemoteWriteConfig config(String message, int perSend, boolean retry429) {
        return config(message, perSend, retry429, "X-Scope");
    }

    private static RemoteWriteConfig config(
            String message, int perSend, boolean retry429, String header) {
        return new RemoteWriteConfig(
                URI.create("http://receiver/api/v1/write"),
                "",
                Duration.ofSeconds(30),
                Map.of(header, new Secret("team")),
                List.of(),
                message,
                true,
                true,
                false,
                null,
                HttpSettings.PLAIN,
                new QueueConfig(
                        1000,
                        1,
                        1,
                        perSend,
                        Duration.ofMillis(20),
                        Duration.ofMillis(4),
                        Duration.ofMillis(64),
                        retry429,
                        Duration.ZERO),
                new MetadataConfig(true, Duration.ofMillis(20), 10),
                null,
                null,
                null);
    }

    /** A sender from one store to another. */
    private final class Run implements AutoCloseable {
        final MemoryStorage ours = new MemoryStorage();
        final MemoryStorage theirs = new MemoryStorage();
        final FakeReceiver receiver = new FakeReceiver(theirs);
        final List<Long> arrivals = new CopyOnWriteArrayList<>();
        final Sender sender;

        /**
         * Starts it.
         *
         * @param failures so many requests are answered otherwise
         * @param failure how, null for no answer at all
         */
        Run(RemoteWriteConfig config, int failures, @Nullable Reply failure) throws Exception {
            receiver.instead =
                    request -> {
                        arrivals.add(System.nanoTime());
                        if (arrivals.size() > failures) {
                            return null;
                        }
                        if (failure == null) {
                            throw new UncheckedIOException(new IOException("connection refused"));
                        }
                        return failure;
                    };
            Path position = Files.createTempFile(folder, "queue", ".position");
            Files.delete(position);
            sender =
                    new Sender(
                            config,
                            "test",
                            Labels.of("region", "eu"),
                            ValidationScheme.UTF8,
                            receiver,
                            () -> ours,
                            position,
                            Duration.ofSeconds(10),
                            InstantSource.system());
            await(() -> position.toFile().length() > 0);
        }

        void sample(String name, double value, String... labels) throws Exception {
            try (AppendBatch batch = ours.batch("scrape", NOW)) {
                batch.append(batch.series(Labels.of(labels).with("__name__", name)), value);
                batch.commit(Durability.VISIBLE);
            }
        }

        /** What was sent until all arrived. */
        List<SentMessage> messages() throws Exception {
            long wanted = ours.stats().samplesAppended();
            await(() -> theirs.stats().samplesAppended() >= wanted);
            List<SentMessage> messages = new ArrayList<>();
            for (HttpCaller.Request request : List.copyOf(receiver.requests)) {
                messages.add(SentMessage.of(request));
            }
            return messages;
        }

        @Override
        public void close() {
            sender.close();
        }
    }

    private static void await(BooleanSupplier condition) {
        long deadline = System.nanoTime() + 30_000_000_000L;
        while (!condition.getAsBoolean()) {
            assertTrue(System.nanoTime() < deadline, "waited for half a minute");
            LockSupport.parkNanos(1_000_000);
        }
    }

    private void test(String name, Executable body) {
        tests.add(DynamicTest.dynamicTest(name, body));
    }

    private List<DynamicTest> counted(int expected) {
        assertEquals(expected, tests.size());
        return tests;
    }

    private static Histogram histogram(Histogram.ResetHint hint) {
        return new Histogram(
                true,
                hint,
                3,
                0.001,
                1,
                6,
                5.5,
                new int[] {0, 1, 2, 1},
                new double[] {1, 2},
                new int[] {0, 1},
                new double[] {2},
                new double[0],
                0);
    }

    /** One run with all kinds of samples; the cases look at what it sent. */
    @TestFactory
    List<DynamicTest> requests() throws Exception {
        List<SentMessage> sent;
        MemoryStorage theirs;
        String huge = "v".repeat(10_000);
        try (Run run = new Run(config(V2, 500, false), 0, Reply.of(500, ""))) {
            try (AppendBatch batch = run.ours.batch("metadata", NOW)) {
                batch.metadata("c_total", new MetricMetadata(MetricType.COUNTER, "Help c", "c"));
                batch.metadata("h", new MetricMetadata(MetricType.HISTOGRAM, "Help h", ""));
                batch.metadata("g", new MetricMetadata(MetricType.GAUGE, "Help g", "bytes"));
                batch.metadata("s", new MetricMetadata(MetricType.SUMMARY, "Help s", ""));
                batch.commit(Durability.VISIBLE);
            }
            try (AppendBatch batch = run.ours.batch("all", NOW)) {
                for (int i = 0; i < VALUES.length; i++) {
                    batch.append(
                            batch.series(Labels.of("__name__", "value", "i", "" + i)), VALUES[i]);
                }
                long counter = batch.series(Labels.of("__name__", "c_total", "job", "j"));
                batch.append(counter, NOW - 2, 1);
                batch.append(counter, NOW - 1, 2);
                batch.append(counter, NOW, 3);
                batch.exemplar(
                        counter, new Exemplar(Labels.of("trace_id", "t", "own", "o"), 3, NOW));
                long h = batch.series(Labels.of("__name__", "h", "job", "j"));
                batch.append(h, NOW, histogram(Histogram.ResetHint.UNKNOWN));
                batch.exemplar(h, new Exemplar(Labels.of("span_id", "s"), 2, NOW));
                batch.append(
                        batch.series(Labels.of("__name__", "gh")),
                        NOW,
                        histogram(Histogram.ResetHint.GAUGE));
                batch.append(
                        batch.series(
                                Labels.of("__name__", "own", "__type__", "info", "__unit__", "u")),
                        1);
                for (String name : List.of("g", "s", "a:b:c", "n".repeat(2000), "m\u00fc.x")) {
                    batch.append(batch.series(Labels.of("__name__", name)), 1);
                }
                batch.append(
                        batch.series(
                                Labels.of(
                                        "__name__",
                                        "text",
                                        "huge",
                                        huge,
                                        "odd",
                                        "a\n\"\\\ud83d\ude80")),
                        1);
                batch.append(batch.series(Labels.of("__name__", "future")), NOW + 60_000, 1);
                batch.commit(Durability.VISIBLE);
            }
            sent = run.messages();
            theirs = run.theirs;
        }
        protocol(sent);
        symbols(sent);
        labels(sent, huge);
        samples(sent);
        metadata(sent);
        typeOfLabels(sent);
        test(
                "TestHistograms/native_histogram_encoding, sum, count, schema, buckets",
                () ->
                        assertEquals(
                                histogram(Histogram.ResetHint.UNKNOWN), histogramOf(theirs, "h")));
        test(
                "TestHistograms/gauge_histogram",
                () ->
                        assertEquals(
                                histogram(Histogram.ResetHint.GAUGE), histogramOf(theirs, "gh")));
        return counted(40);
    }

    private static @Nullable Histogram histogramOf(MemoryStorage store, String name)
            throws Exception {
        try (Snapshot snapshot = store.open(0, Long.MAX_VALUE);
                SampleReader reader =
                        snapshot.select(
                                        List.of(Matcher.equal("__name__", name)),
                                        SelectHints.between(0, Long.MAX_VALUE))
                                .reader()) {
            SampleColumn column = new SampleColumn();
            reader.read(0, column);
            return column.histogram(0);
        }
    }

    private void header(List<SentMessage> sent, String test, String name, String value) {
        test(
                "TestProtocolCompliance/" + test,
                () ->
                        sent.forEach(message ->
                                assertEquals(value, message.request().headers().get(name))));
    }

    private void protocol(List<SentMessage> sent) {
        test(
                "TestProtocolCompliance/http_post_method",
                () -> sent.forEach(each -> assertEquals("POST", each.request().method())));
        test(
                "TestProtocolCompliance/snappy_block_format, protobuf_parseable",
                () -> assertFalse(sent.isEmpty(), "read by SentMessage"));
        header(sent, "snappy_compression", "Content-Encoding", "snappy");
        header(
                sent,
                "content_type_protobuf, proto_parameter",
                "Content-Type",
                "application/x-protobuf;proto=" + V2);
        header(sent, "version_header", "X-Prometheus-Remote-Write-Version", "2.0.0");
        header(sent, "user_agent", "User-Agent", "Gnomon");
        header(sent, "custom_headers", "X-Scope", "team");
        for (String reserved :
                List.of("Content-Encoding", "Content-Type", "X-Prometheus-Remote-Write-Version")) {
            test(
                    "TestProtocolCompliance/custom headers do not replace " + reserved,
                    () ->
                            assertThrows(
                                    IllegalArgumentException.class,
                                    () -> config(V2, 10, false, reserved)));
        }
    }

    private void symbols(List<SentMessage> sent) {
        test(
                "TestSymbolTable/symbols_table_populated",
                () -> sent.forEach(each -> assertTrue(each.symbols().size() > 1)));
        test(
                "TestSymbolTable/empty_string_at_index_zero",
                () -> sent.forEach(each -> assertEquals("", each.symbols().getFirst())));
        test(
                "TestSymbolTable/string_deduplication",
                () ->
                        sent.forEach(each ->
                                assertEquals(
                                        each.symbols().size(),
                                        new HashSet<>(each.symbols()).size())));
        test(
                "TestSymbolTable/valid_label_references, even_length_refs",
                () ->
                        sent.forEach(each ->
                                each.series()
                                        .forEach(series -> {
                                            assertEquals(0, series.labels().size() % 2);
                                            each.texts(series.labels());
                                        })));
    }

    private static List<String> find(List<SentMessage> sent, String name) {
        return sent.stream()
                .flatMap(each -> each.series().stream().map(of -> each.texts(of.labels())))
                .filter(labels -> labels.get(labels.indexOf("__name__") + 1).equals(name))
                .findFirst()
                .orElseThrow();
    }

    private void labels(List<SentMessage> sent, String huge) {
        test(
                "TestLabels/label_completeness, metric_name_label",
                () ->
                        assertEquals(
                                List.of("__name__", "c_total", "job", "j", "region", "eu"),
                                find(sent, "c_total")));
        test(
                "TestLabels/label_ordering, no_duplicate_labels",
                () ->
                        sent.forEach(each ->
                                each.series()
                                        .forEach(series -> {
                                            List<String> names = new ArrayList<>();
                                            for (int i = 0; i < series.labels().size(); i += 2) {
                                                names.add(
                                                        each.symbols().get(series.labels().get(i)));
                                            }
                                            assertEquals(List.copyOf(new TreeSet<>(names)), names);
                                        })));
        test(
                "TestLabels/special_characters_in_values, TestEdgeCases/unicode_in_labels",
                () -> assertTrue(find(sent, "text").contains("a\n\"\\\ud83d\ude80")));
        test(
                "TestEdgeCases/huge_label_values",
                () -> assertTrue(find(sent, "text").contains(huge)));
        for (String name : List.of("a:b:c", "n".repeat(2000), "m\u00fc.x")) {
            test(
                    "TestEdgeCases/metric name of "
                            + name.length()
                            + " characters, "
                            + name.charAt(1),
                    () -> assertFalse(find(sent, name).isEmpty()));
        }
    }

    private void samples(List<SentMessage> sent) {
        List<Double> values = new ArrayList<>();
        for (SentMessage message : sent) {
            for (SentMessage.Series series : message.series()) {
                if (message.texts(series.labels()).contains("value")) {
                    values.addAll(series.values());
                }
            }
        }
        String[] names = {
            "edge_cases/stale_marker",
            "nan_value",
            "positive_infinity",
            "negative_infinity",
            "zero_value",
            "negative_value",
            "high_precision_float"
        };
        for (int i = 0; i < VALUES.length; i++) {
            long bits = Double.doubleToRawLongBits(VALUES[i]);
            test(
                    "TestSamples/" + names[i],
                    () ->
                            assertTrue(
                                    values.stream()
                                            .anyMatch(v -> Double.doubleToRawLongBits(v) == bits)));
        }
        test(
                "TestTimestamps/millisecond_precision, timestamp_ordering",
                () ->
                        assertEquals(
                                List.of(NOW - 2, NOW - 1, NOW), series(sent, "c_total").times()));
        test(
                "TestEdgeCases/future_timestamp",
                () -> assertEquals(List.of(NOW + 60_000), series(sent, "future").times()));
        test(
                "TestBatching/batch_multiple_series",
                () -> assertTrue(sent.stream().anyMatch(each -> each.series().size() > 5)));
        test(
                "TimeSeries: samples or histograms, at least one",
                () ->
                        sent.forEach(each ->
                                each.series()
                                        .forEach(of ->
                                                assertTrue(
                                                        of.values().isEmpty()
                                                                != (of.histograms() == 0)))));
        test(
                "TestExemplars/basic_exemplar, custom_labels, label_reference_validity",
                () -> {
                    for (SentMessage message : sent) {
                        for (SentMessage.Series each : message.series()) {
                            if (message.texts(each.labels()).contains("c_total")) {
                                assertEquals(
                                        List.of("own", "o", "trace_id", "t"),
                                        message.texts(each.exemplars().getFirst()));
                            }
                        }
                    }
                    assertEquals(1, series(sent, "c_total").exemplars().size());
                });
    }

    private static SentMessage.Series series(List<SentMessage> sent, String name) {
        return sent.stream()
                .flatMap(each ->
                        each.series().stream().filter(of -> each.texts(of.labels()).contains(name)))
                .findFirst()
                .orElseThrow();
    }

    private void metadata(List<SentMessage> sent) {
        Map<String, Integer> types = Map.of("c_total", 1, "g", 2, "h", 3, "s", 5);
        types.forEach((name, type) ->
                test(
                        "TestMetadata/type, help and unit of " + name,
                        () -> {
                            SentMessage.Series series = series(sent, name);
                            assertEquals(type, series.metadataType());
                            SentMessage message =
                                    sent.stream()
                                            .filter(each -> each.series().contains(series))
                                            .findFirst()
                                            .orElseThrow();
                            assertEquals(
                                    "Help " + name.charAt(0), message.symbols().get(series.help()));
                            assertEquals(
                                    name.equals("g") ? "bytes" : name.equals("c_total") ? "c" : "",
                                    message.symbols().get(series.unit()));
                        }));
    }

    private void typeOfLabels(List<SentMessage> sent) {
        test(
                "type and unit that the labels of a series say",
                () -> {
                    SentMessage.Series series = series(sent, "own");
                    assertEquals(6, series.metadataType());
                    assertTrue(find(sent, "own").contains("__type__"));
                    assertTrue(
                            sent.stream()
                                    .filter(each -> each.series().contains(series))
                                    .allMatch(m -> m.symbols().get(series.unit()).equals("u")));
                });
    }

    private void retry(String test, int status, boolean again) {
        test(
                test,
                () -> {
                    try (Run run =
                            new Run(config(V2, 10, false), 2, Reply.of(status, "as it is"))) {
                        run.sample("m", 1);
                        if (again) {
                            run.messages();
                            assertEquals(3, run.arrivals.size());
                            assertEquals(0, run.sender.metrics().failed.samples.sum());
                        } else {
                            await(() -> run.sender.metrics().failed.samples.sum() == 1);
                            assertEquals(1, run.arrivals.size());
                        }
                    }
                });
    }

    @TestFactory
    List<DynamicTest> retries() {
        retry("TestRetryBehavior/no_retry_on_400_bad_request", 400, false);
        retry("TestRetryBehavior/no_retry_on_401_unauthorized", 401, false);
        retry("TestRetryBehavior/no_retry_on_404_not_found", 404, false);
        retry("TestRetryBehavior/no_retry_on_413_payload_too_large", 413, false);
        retry("TestFallbackBehavior/no retry of the same on 415", 415, false);
        retry("TestRetryBehavior/optional_retry_on_429_rate_limited", 429, false);
        retry("TestRetryBehavior/retry_on_500_internal_server_error", 500, true);
        retry("TestRetryBehavior/retry_on_502_bad_gateway", 502, true);
        retry("TestRetryBehavior/retry_on_503_service_unavailable", 503, true);
        test(
                "TestBackoffBehavior/exponential_backoff_on_retries, backoff_with_jitter",
                () -> {
                    try (Run run = new Run(config(V2, 10, false), 5, Reply.of(500, ""))) {
                        run.sample("m", 1);
                        run.messages();
                        // 4, 8, 16, 32 and 64 ms, less a quarter at most.
                        for (int i = 1; i < 6; i++) {
                            long waited = run.arrivals.get(i) - run.arrivals.get(i - 1);
                            assertTrue(waited >= (1_500_000L << i), i + ": " + waited);
                        }
                    }
                });
        test(
                "TestBackoffBehavior/retry_after_header_respected",
                () -> {
                    Reply later = new Reply(503, Map.of("Retry-After", "1"), "later");
                    try (Run run = new Run(config(V2, 10, false), 1, later)) {
                        run.sample("m", 1);
                        run.messages();
                        assertTrue(run.arrivals.get(1) - run.arrivals.get(0) >= 1_000_000_000L);
                    }
                });
        test(
                "TestErrorHandling/network_error_handling, connection_refused, request_timeout",
                () -> {
                    try (Run run = new Run(config(V2, 10, false), 2, null)) {
                        run.sample("m", 1);
                        run.messages();
                        assertEquals(3, run.arrivals.size());
                    }
                });
        return counted(12);
    }

    private void answered(String test, Reply reply, long lost) {
        test(
                test,
                () -> {
                    try (Run run = new Run(config(V2, 10, false), 1, reply)) {
                        run.sample("m", 1);
                        await(() -> run.sender.metrics().sent.samples.sum() == 1);
                        await(() -> run.sender.metrics().highestSent.get() == NOW);
                        await(() -> run.sender.metrics().failed.samples.sum() == lost);
                        assertEquals(1, run.arrivals.size(), "never again");
                    }
                });
    }

    @TestFactory
    List<DynamicTest> responses() {
        Map<String, String> one =
                Map.of(
                        "X-Prometheus-Remote-Write-Samples-Written", "1",
                        "X-Prometheus-Remote-Write-Histograms-Written", "0",
                        "X-Prometheus-Remote-Write-Exemplars-Written", "0");
        Map<String, String> none = Map.of("X-Prometheus-Remote-Write-Samples-Written", "0");
        answered("TestResponseProcessing/handle_204_no_content", new Reply(204, one, ""), 0);
        answered("TestResponseProcessing/handle_200_ok", new Reply(200, one, ""), 0);
        answered(
                "TestResponseProcessing/ignore_response_body_on_success",
                new Reply(200, one, "error"),
                0);
        answered("TestResponseProcessing/handle_missing_written_headers", Reply.of(204, ""), 1);
        answered(
                "TestResponseProcessing/process_written_count_headers",
                new Reply(200, none, ""),
                1);
        test(
                "TestResponseProcessing/handle_partial_write_response, handle_large_error_body",
                () -> {
                    Reply partial = new Reply(400, one, "x".repeat(1 << 20));
                    try (Run run = new Run(config(V2, 10, false), 1, partial)) {
                        try (AppendBatch batch = run.ours.batch("scrape", NOW)) {
                            batch.append(batch.series(Labels.of("__name__", "a")), 1);
                            batch.append(batch.series(Labels.of("__name__", "b")), 1);
                            batch.commit(Durability.VISIBLE);
                        }
                        await(() -> run.sender.metrics().failed.samples.sum() == 1);
                        assertEquals(1, run.arrivals.size());
                    }
                });
        return counted(6);
    }

    @TestFactory
    List<DynamicTest> batches() {
        test(
                "TestBatching/size_based_flush",
                () -> {
                    try (Run run = new Run(config(V2, 10, false), 0, Reply.of(500, ""))) {
                        try (AppendBatch batch = run.ours.batch("scrape", NOW)) {
                            for (int i = 0; i < 95; i++) {
                                batch.append(batch.series(Labels.of("__name__", "m" + i)), 1);
                            }
                            batch.commit(Durability.VISIBLE);
                        }
                        List<SentMessage> sent = run.messages();
                        assertEquals(10, sent.size());
                        assertEquals(
                                9, sent.stream().filter(of -> of.series().size() == 10).count());
                    }
                });
        test(
                "TestBatching/time_based_flush",
                () -> {
                    try (Run run = new Run(config(V2, 1000, false), 0, Reply.of(500, ""))) {
                        run.sample("m", 1);
                        assertEquals(1, run.messages().size(), "one of a thousand is sent, too");
                    }
                });
        test(
                "TestRemoteWrite1Compatibility/rw1_version_header, rw1_content_type, rw1_samples",
                () -> {
                    try (Run run = new Run(config(V1, 10, false), 0, Reply.of(500, ""))) {
                        run.sample("m", 1);
                        await(() -> run.theirs.stats().samplesAppended() == 1);
                        HttpCaller.Request request = run.receiver.requests.getFirst();
                        assertEquals(
                                "application/x-protobuf", request.headers().get("Content-Type"));
                        assertEquals(
                                "0.1.0",
                                request.headers().get("X-Prometheus-Remote-Write-Version"));
                    }
                });
        test(
                "TestEdgeCases/empty_scrape",
                () -> {
                    try (Run run = new Run(config(V2, 10, false), 0, Reply.of(500, ""))) {
                        try (AppendBatch batch = run.ours.batch("scrape", NOW)) {
                            batch.commit(Durability.VISIBLE);
                        }
                        run.sample("m", 1);
                        assertEquals(1, run.messages().size(), "nothing is sent for nothing");
                    }
                });
        return counted(4);
    }
}
