package io.gnomon.platform.core.remote.internal.otlp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gnomon.model.labels.Labels;
import io.gnomon.model.labels.Matcher;
import io.gnomon.model.sample.Histogram;
import io.gnomon.model.sample.MetricMetadata;
import io.gnomon.model.sample.MetricType;
import io.gnomon.model.sample.SampleColumn;
import io.gnomon.model.sample.SampleValues;
import io.gnomon.model.storage.SampleReader;
import io.gnomon.model.storage.SelectHints;
import io.gnomon.model.storage.Selection;
import io.gnomon.model.storage.Snapshot;
import io.gnomon.platform.core.config.OtlpConfig;
import io.gnomon.platform.core.config.OtlpConfig.TranslationStrategy;
import io.gnomon.platform.core.remote.Incoming;
import io.gnomon.platform.core.remote.Reply;
import io.gnomon.platform.core.remote.internal.intake.BodyMemory;
import io.gnomon.platform.memory.MemoryStorage;
import io.gnomon.platform.testkit.otlp.OtlpRequest;
import io.gnomon.platform.testkit.otlp.Proto;

import org.junit.jupiter.api.Test;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.zip.GZIPOutputStream;

class OtlpReceiverTest {
    private static final long T = 1_700_000_000_000L;

    private final BodyMemory memory = new BodyMemory(96 << 20);
    private MemoryStorage store = new MemoryStorage();
    private OtlpConfig config = OtlpConfig.DEFAULTS;
    private boolean deltas;
    private boolean typeAndUnitLabels;

    private Reply post(byte[] body, String... headers) throws IOException {
        Map<String, String> all = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        all.put("Content-Type", "application/x-protobuf");
        for (int i = 0; i < headers.length; i += 2) {
            all.put(headers[i], headers[i + 1]);
        }
        OtlpReceiver receiver =
                new OtlpReceiver(
                        () -> store, () -> config, deltas, typeAndUnitLabels, 300_000, memory);
        return receiver.write(
                new Incoming(name -> all.getOrDefault(name, ""), new ByteArrayInputStream(body)));
    }

    private Map<String, String> stored() throws Exception {
        Map<String, String> rows = new TreeMap<>();
        try (Snapshot snapshot = store.open(0, Long.MAX_VALUE)) {
            Selection all =
                    snapshot.select(
                            List.of(new Matcher(Matcher.Type.NOT_EQUAL, "__name__", "")),
                            SelectHints.between(0, Long.MAX_VALUE));
            SampleColumn column = new SampleColumn();
            try (SampleReader reader = all.reader()) {
                for (int i = 0; i < all.size(); i++) {
                    reader.read(i, column);
                    StringBuilder text = new StringBuilder();
                    for (int row = 0; row < column.size; row++) {
                        Histogram h = column.histogram(row);
                        text.append(row == 0 ? "" : " ").append(column.times[row] - T).append(':');
                        text.append(
                                h != null
                                        ? "h"
                                        : SampleValues.isStale(column.values[row])
                                                ? "stale"
                                                : "" + column.values[row]);
                    }
                    Labels labels = all.labels(i);
                    rows.put(
                            labels.metricName() + labels.without(List.of(Labels.METRIC_NAME)),
                            text.toString());
                }
            }
        }
        return rows;
    }

    private Histogram histogram(String name) throws Exception {
        try (Snapshot snapshot = store.open(0, Long.MAX_VALUE)) {
            Selection all =
                    snapshot.select(
                            List.of(Matcher.equal("__name__", name)),
                            SelectHints.between(0, Long.MAX_VALUE));
            SampleColumn column = new SampleColumn();
            try (SampleReader reader = all.reader()) {
                reader.read(0, column);
            }
            Histogram found = column.histogram(0);
            if (found == null) {
                throw new AssertionError("no histogram " + name);
            }
            return found;
        }
    }

    @Test
    void everyKindBecomesSeries() throws Exception {
        config = config(false, List.of("deployment.environment"), false);
        Reply reply = post(OtlpRequest.ofEveryKind(T).bytes());
        assertEquals("200 ", reply.status() + " " + reply.text());
        String end = "deployment_environment=\"prod\", instance=\"shop-1\", job=\"eu/shop\"";
        Map<String, String> rows = stored();
        for (String wanted :
                new String[] {
                    "process_memory_usage_bytes{" + end + ", state_kind=\"used\"}|0:1000000.0",
                    "pool_utilization_ratio{" + end + "}|0:0.5",
                    "http_requests_total{" + end + "}|0:42.0",
                    "io_bytes_per_second{" + end + "}|0:-7.0",
                    "old_gauge{" + end + "}|0:stale",
                    "http_duration_seconds_sum{" + end + ", route=\"/\"}|0:12.5",
                    "http_duration_seconds_count{" + end + ", route=\"/\"}|0:10.0",
                    "http_duration_seconds_bucket{" + end + ", le=\"0.5\", route=\"/\"}|0:1.0",
                    "http_duration_seconds_bucket{" + end + ", le=\"1\", route=\"/\"}|0:1.0",
                    "http_duration_seconds_bucket{" + end + ", le=\"2.5\", route=\"/\"}|0:5.0",
                    "http_duration_seconds_bucket{" + end + ", le=\"+Inf\", route=\"/\"}|0:10.0",
                    "size_bytes{" + end + "}|0:h",
                    "fine_bytes{" + end + "}|0:h",
                    "rpc_time_milliseconds_sum{" + end + "}|0:9.5",
                    "rpc_time_milliseconds_count{" + end + "}|0:5.0",
                    "rpc_time_milliseconds{" + end + ", quantile=\"0.5\"}|0:1.5",
                    "rpc_time_milliseconds{" + end + ", quantile=\"0.99\"}|0:3.0",
                    "target_info{deployment_environment=\"prod\", host_name=\"h1\","
                            + " instance=\"shop-1\", job=\"eu/shop\"}|0:1.0",
                }) {
            String[] parts = wanted.split("\\|", 2);
            assertEquals(parts[1], rows.remove(parts[0]), parts[0] + " in " + rows.keySet());
        }
        assertEquals(Map.of(), rows);
        try (Snapshot snapshot = store.open(0, Long.MAX_VALUE)) {
            assertEquals(
                    new MetricMetadata(MetricType.COUNTER, "About http.requests", ""),
                    snapshot.metadata("http_requests_total").get("http_requests_total"));
            assertEquals(
                    new MetricMetadata(MetricType.HISTOGRAM, "About http.duration", "seconds"),
                    snapshot.metadata("").get("http_duration_seconds"));
            var exemplars = snapshot.exemplars(List.of(Matcher.equal("route", "/")));
            assertEquals(1, exemplars.size());
            assertEquals("1", exemplars.keySet().iterator().next().get("le"));
            assertEquals(
                    Labels.of("trace_id", "0102030405060708090a0b0c0d0e0f10", "user", "u"),
                    exemplars.values().iterator().next().getFirst().labels());
        }
    }

    private static OtlpConfig config(boolean all, List<String> attributes, boolean nhcb) {
        return new OtlpConfig(
                all,
                all ? List.of() : attributes,
                all ? attributes : List.of(),
                TranslationStrategy.UNDERSCORE_ESCAPING_WITH_SUFFIXES,
                false,
                nhcb,
                false,
                true,
                true);
    }

    /** Bucket 0 of OTLP begins at 1, ours ends there; scale 10 becomes schema 8. */
    @Test
    void exponentialHistograms() throws Exception {
        assertEquals(200, post(OtlpRequest.ofEveryKind(T).bytes()).status());
        Histogram size = histogram("size_bytes");
        assertEquals(3, size.schema());
        assertEquals("[-2, 5, 4, 1]", Arrays.toString(size.positiveSpans()));
        assertEquals("[1.0, 0.0, 0.0, 2.0, 3.0, 4.0]", Arrays.toString(size.positiveBuckets()));
        assertEquals("[6, 1]", Arrays.toString(size.negativeSpans()));
        assertEquals("[7.0]", Arrays.toString(size.negativeBuckets()));
        assertEquals(20, size.count());
        assertEquals(-4.5, size.sum());
        assertEquals(3, size.zeroCount());
        Histogram fine = histogram("fine_bytes");
        assertEquals(8, fine.schema());
        // -3 to 6 by four: -1 has 1, 0 has 2 + 3, 1 has 4.
        assertEquals("[0, 3]", Arrays.toString(fine.positiveSpans()));
        assertEquals("[1.0, 5.0, 4.0]", Arrays.toString(fine.positiveBuckets()));
        assertEquals("[2, 1]", Arrays.toString(fine.negativeSpans()));
    }

    @Test
    void customBucketsAndScopesAndUtf8() throws Exception {
        config =
                new OtlpConfig(
                        true,
                        List.of(),
                        List.of("host.name"),
                        TranslationStrategy.NO_TRANSLATION,
                        true,
                        true,
                        true,
                        true,
                        true);
        assertEquals(200, post(OtlpRequest.ofEveryKind(T).bytes()).status());
        Histogram custom = histogram("http.duration");
        assertEquals(Histogram.CUSTOM_BUCKETS_SCHEMA, custom.schema());
        assertEquals("[0.5, 1.0, 2.5]", Arrays.toString(custom.customBounds()));
        assertEquals("[0, 4]", Arrays.toString(custom.positiveSpans()));
        assertEquals("[1.0, 0.0, 4.0, 5.0]", Arrays.toString(custom.positiveBuckets()));
        Map<String, String> rows = stored();
        String counter =
                rows.keySet().stream().filter(s -> s.contains("http.requests")).findFirst().get();
        for (String part :
                new String[] {
                    "\"service.name\"=\"shop\"",
                    "\"deployment.environment\"=\"prod\"",
                    "otel_scope_name=\"my.scope\"",
                    "otel_scope_version=\"1.2\"",
                    "otel_scope_schema_url=\"http://schema\"",
                    "\"otel_scope_scope.kind\"=\"x\""
                }) {
            assertTrue(counter.contains(part), part + " in " + counter);
        }
        assertTrue(!counter.contains("host.name"), counter);
        String info =
                rows.keySet().stream().filter(s -> s.contains("target_info")).findFirst().get();
        assertTrue(info.contains("\"service.instance.id\"=\"shop-1\""), info);
        assertTrue(!info.contains("otel_scope"), info);
    }

    @Test
    void changesAreRefusedUnlessAskedForAndTheRestIsStored() throws Exception {
        byte[] body =
                new OtlpRequest()
                        .resource("service.name", "s")
                        .metric("d", "", 7, OtlpRequest.DELTA, true, OtlpRequest.number(T, 1))
                        .metric("n", "", 7, 0, true, OtlpRequest.number(T, 1))
                        .metric("@#", "", 5, 0, false, OtlpRequest.number(T, 1))
                        .metric(
                                "coarse",
                                "",
                                10,
                                OtlpRequest.CUMULATIVE,
                                false,
                                OtlpRequest.exponential(T, -5))
                        .metric("g", "", 5, 0, false, OtlpRequest.number(T, 2))
                        .bytes();
        Reply reply = post(body);
        assertEquals(400, reply.status());
        assertEquals(
                """
                1 samples were written, 4 metrics or points were not:
                invalid temporality and type combination for metric "d"
                invalid temporality and type combination for metric "n"
                normalization for metric "@#" resulted in empty name
                cannot convert exponential to native histogram. Scale must be >= -4, was -5\
                """
                        .stripIndent(),
                reply.text());
        assertEquals(Map.of("g{job=\"s\"}", "0:2.0"), stored());
        deltas = true;
        typeAndUnitLabels = true;
        store = new MemoryStorage();
        assertTrue(post(body).text().startsWith("2 samples were written, 3 "));
        assertEquals(
                Set.of("d_total{job=\"s\"}", "g{__type__=\"gauge\", job=\"s\"}"),
                stored().keySet(),
                "deltas have no type");
    }

    @Test
    void typeAndUnitBecomeLabels() throws Exception {
        typeAndUnitLabels = true;
        config = config(false, List.of("deployment.environment"), false);
        assertEquals(200, post(OtlpRequest.ofEveryKind(T).bytes()).status());
        Set<String> series = stored().keySet();
        String end = "deployment_environment=\"prod\", instance=\"shop-1\", job=\"eu/shop\"";
        for (String wanted :
                new String[] {
                    "http_requests_total{__type__=\"counter\", " + end + "}",
                    "pool_utilization_ratio{__type__=\"gauge\", " + end + "}",
                    "http_duration_seconds_sum{__type__=\"histogram\", __unit__=\"seconds\", "
                            + end
                            + ", route=\"/\"}",
                    "size_bytes{__type__=\"histogram\", __unit__=\"bytes\", " + end + "}"
                }) {
            assertTrue(series.contains(wanted), () -> wanted + " is not among " + series);
        }
        assertTrue(
                series.stream()
                        .filter(name -> name.startsWith("target_info"))
                        .noneMatch(name -> name.contains("__type__")));
    }

    @Test
    void moreAttributesThanASeriesMayHave() throws Exception {
        OtlpRequest request = new OtlpRequest();
        for (int i = 0; i <= Labels.MAX_SIZE; i++) {
            request.resource("a" + i, "v");
        }
        Reply reply = post(request.metric("g", "", 5, 0, false, OtlpRequest.number(T, 2)).bytes());
        assertEquals(
                "400 there are more than 4096 attributes in one place",
                reply.status() + " " + reply.text());
    }

    /** So that queries find it at any time of the request. */
    @Test
    void targetInfoIsRepeated() throws Exception {
        Proto data =
                new Proto()
                        .bytes(1, pointOf(OtlpRequest.number(T, 1)))
                        .bytes(1, pointOf(OtlpRequest.number(T + 400_000, 1)));
        post(
                new OtlpRequest()
                        .resource("service.name", "s")
                        .resource("host", "h")
                        .metric("g", "", 5, 0, false, data)
                        .bytes());
        assertEquals(
                "0:1.0 150000:1.0 300000:1.0 400000:1.0",
                stored().get("target_info{host=\"h\", job=\"s\"}"));
    }

    /** The point in a message of one. */
    private static byte[] pointOf(Proto data) {
        byte[] bytes = data.bytes();
        return Arrays.copyOfRange(bytes, 2, bytes.length);
    }

    @Test
    void packedBodiesAndOthers() throws Exception {
        byte[] body = OtlpRequest.ofEveryKind(T).bytes();
        assertEquals(200, post(gzip(body), "Content-Encoding", "gzip").status());
        int count = stored().size();
        store = new MemoryStorage();
        assertEquals(200, post(body).status());
        assertEquals(count, stored().size());
        assertEquals(415, post(body, "Content-Encoding", "br").status());
        assertEquals(415, post(body, "Content-Type", "text/plain").status());
        assertEquals(400, post(body, "Content-Encoding", "gzip").status(), "it is no gzip");
        byte[] cut = Arrays.copyOf(gzip(body), 40);
        assertEquals(400, post(cut, "Content-Encoding", "gzip").status());
        byte[] bomb = gzip(new byte[64 << 20]);
        assertTrue(bomb.length < 100_000);
        assertEquals(413, post(bomb, "Content-Encoding", "gzip").status());
        assertEquals(0, memory.takenBytes());
    }

    private static byte[] gzip(byte[] body) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
            gzip.write(body);
        }
        return out.toByteArray();
    }

    @Test
    void requestsInJson() throws Exception {
        String body =
                """
                {"resourceMetrics": [{
                  "resource": {"attributes": [
                    {"key": "service.name", "value": {"stringValue": "s"}},
                    {"key": "n", "value": {"arrayValue": {"values": [{"intValue": "5"}, {"stringValue": "a"}]}}}]},
                  "scopeMetrics": [{"scope": {"name": "x"}, "metrics": [
                    {"name": "g", "unit": "By", "gauge": {"dataPoints": [
                      {"timeUnixNano": "1700000000000000000", "asInt": "-7"},
                      {"timeUnixNano": 1700000001000000000, "asDouble": "NaN"}]}},
                    {"name": "c", "sum": {"aggregationTemporality": 2, "isMonotonic": true, "dataPoints": [
                      {"timeUnixNano": "1700000000000000000", "asDouble": 1.5,
                       "attributes": [{"key": "k", "value": {"boolValue": true}}]}]}},
                    {"name": "h", "histogram": {"aggregationTemporality": "AGGREGATION_TEMPORALITY_CUMULATIVE",
                      "dataPoints": [{"timeUnixNano": "1700000000000000000", "count": "3", "sum": 2,
                       "bucketCounts": ["1", "2"], "explicitBounds": [0.5],
                       "exemplars": [{"timeUnixNano": "1700000000000000000", "asDouble": 0.25, "traceId": "0A"}]}]}}
                  ]}]}]}
                """;
        Reply reply =
                post(body.getBytes(StandardCharsets.UTF_8), "Content-Type", "application/json");
        assertEquals("200 ", reply.status() + " " + reply.text());
        assertEquals(
                Map.of(
                        "g_bytes{job=\"s\"}", "0:-7.0 1000:NaN",
                        "c_total{job=\"s\", k=\"true\"}", "0:1.5",
                        "h_sum{job=\"s\"}", "0:2.0",
                        "h_count{job=\"s\"}", "0:3.0",
                        "h_bucket{job=\"s\", le=\"0.5\"}", "0:1.0",
                        "h_bucket{job=\"s\", le=\"+Inf\"}", "0:3.0",
                        "target_info{job=\"s\", n=\"[5,\\\"a\\\"]\"}", "0:1.0 1000:1.0"),
                stored());
        for (String bad :
                new String[] {
                    "",
                    "{",
                    "[1",
                    "{\"resourceMetrics\": [{\"scopeMetrics\": [{\"metrics\": [{\"gauge\":"
                            + " {\"dataPoints\": [{\"timeUnixNano\": \"x\"}]}}]}]}]}"
                }) {
            int status =
                    post(bad.getBytes(StandardCharsets.UTF_8), "Content-Type", "application/json")
                            .status();
            assertEquals(bad.isEmpty() ? 200 : 400, status, bad);
        }
    }

    /** Values in values in values ... must not end the thread's stack. */
    @Test
    void deepAttributesAreRefused() throws Exception {
        Proto value = new Proto().text(1, "deep");
        for (int depth = 0; depth < 2000; depth++) {
            value = new Proto().message(5, new Proto().message(1, value));
        }
        Proto attribute = new Proto().text(1, "a").message(2, value);
        byte[] body =
                new OtlpRequest()
                        .metric("g", "", 5, 0, false, OtlpRequest.number(T, 1, attribute))
                        .bytes();
        Reply reply = post(body);
        assertEquals(400, reply.status());
        assertTrue(reply.text().contains("nested deeper than 32"), reply.text());
    }

    @Test
    void nestedValuesAreJson() throws Exception {
        Proto list =
                new Proto()
                        .message(1, new Proto().number(3, 5))
                        .message(1, new Proto().text(1, "a\"b"))
                        .message(1, new Proto().number(2, 1))
                        .message(1, new Proto().fixed(4, 0.5));
        Proto map =
                new Proto()
                        .message(
                                1,
                                new Proto().text(1, "k").message(2, new Proto().message(5, list)));
        Proto attribute = new Proto().text(1, "v").message(2, new Proto().message(6, map));
        assertEquals(
                200,
                post(new OtlpRequest()
                                .metric("g", "", 5, 0, false, OtlpRequest.number(T, 1, attribute))
                                .bytes())
                        .status());
        try (Snapshot snapshot = store.open(0, Long.MAX_VALUE)) {
            assertEquals(
                    List.of("{\"k\":[5,\"a\\\"b\",true,0.5]}"),
                    snapshot.labelValues("v", List.of(), 0));
        }
    }

    /** Whatever comes: an answer, no exception, and no memory kept. */
    @Test
    void damagedMessagesEndInAnAnswer() throws Exception {
        byte[] good = OtlpRequest.ofEveryKind(T).bytes();
        Random random = new Random(11);
        int refused = 0;
        for (int round = 0; round < 5000; round++) {
            byte[] bad = good.clone();
            int changes = 1 + random.nextInt(4);
            for (int i = 0; i < changes; i++) {
                bad[random.nextInt(bad.length)] = (byte) random.nextInt();
            }
            if (round % 3 == 0) {
                bad = Arrays.copyOf(bad, random.nextInt(bad.length));
            }
            store = new MemoryStorage();
            int status = post(bad).status();
            assertTrue(status == 200 || status == 400, "round " + round + ": " + status);
            refused += status == 400 ? 1 : 0;
        }
        assertTrue(refused > 1000, "refused: " + refused);
        assertEquals(0, memory.takenBytes());
    }
}
