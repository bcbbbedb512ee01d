package io.gnomon.platform.core.http.internal.prometheus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gnomon.model.labels.Labels;
import io.gnomon.model.query.QueryEngine;
import io.gnomon.model.sample.Exemplar;
import io.gnomon.model.sample.MetricMetadata;
import io.gnomon.model.sample.MetricType;
import io.gnomon.model.storage.AppendBatch;
import io.gnomon.model.storage.Storage;
import io.gnomon.platform.core.config.ConfigService;
import io.gnomon.platform.core.http.internal.FakeRooms;
import io.gnomon.platform.core.http.internal.ServerFacts;
import io.gnomon.platform.core.http.internal.routing.Routes;
import io.gnomon.platform.core.http.internal.server.TestServer;
import io.gnomon.platform.core.scrape.TargetsView;
import io.gnomon.platform.memory.MemoryStorage;
import io.gnomon.spi.exporter.CollectorReport;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;

@Timeout(60)
class PrometheusApiTest {
    private static final Instant NOW = Instant.ofEpochSecond(1000);

    private final FakeRooms rooms = new FakeRooms();
    private final FakeEngine engine = new FakeEngine();
    private TestServer server = startLess();

    private static TestServer startLess() {
        try {
            return TestServer.of(new Routes());
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    @BeforeEach
    void start() throws Exception {
        server.close();
        MemoryStorage storage = new MemoryStorage();
        try (AppendBatch batch = storage.batch("test", 1_000_000)) {
            for (String instance : List.of("a", "b", "c")) {
                batch.append(batch.series(Labels.of("__name__", "up", "instance", instance)), 1);
            }
            batch.append(batch.series(Labels.of("__name__", "down", "job", "x")), 1);
            batch.exemplar(
                    batch.series(Labels.of("__name__", "down", "job", "x")),
                    new Exemplar(Labels.of("trace", "t1"), 2.5, 999_500));
            batch.commit(AppendBatch.Durability.VISIBLE);
        }
        rooms.put(Storage.class, storage);
        rooms.put(QueryEngine.class, engine);
        rooms.put(TargetsView.class, new OneTarget());
        Routes routes = new Routes();
        ServerFacts facts =
                new ServerFacts(
                        "1.2.3",
                        "host",
                        NOW,
                        Map.of("web.enable-lifecycle", "false"),
                        name -> name.equals("enable-feature") ? "a,search-api" : "");
        PrometheusApi.addTo(routes, rooms, facts, Clock.fixed(NOW, ZoneOffset.UTC), () -> {});
        server = TestServer.of(routes);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private void assertAnswer(String expected, String path) throws Exception {
        assertEquals(expected, server.get(path).body());
    }

    private void assertError(int status, String type, String message, HttpResponse<String> answer) {
        assertEquals(
                "{\"status\":\"error\",\"errorType\":\""
                        + type
                        + "\",\"error\":\""
                        + message
                        + "\"}",
                answer.body());
        assertEquals(status, answer.statusCode());
        assertEquals("application/json", answer.headers().firstValue("Content-Type").orElse(""));
    }

    @Test
    void instantQueriesByGetAndForm() throws Exception {
        String expected =
                "{\"status\":\"success\",\"data\":{\"resultType\":\"scalar\",\"result\":"
                        + "[1000,\"1\"]},\"warnings\":[\"a warning\"],\"infos\":[\"an info\"]}";
        assertAnswer(expected, "/api/v1/query?query=up");
        assertEquals(
                expected.replace("[1000,", "[12.500,"),
                server.send(
                                "POST",
                                "/api/v1/query",
                                "query=a%2Bb&time=12.5&timeout=3s&lookback_delta=1m",
                                "Content-Type",
                                "application/x-www-form-urlencoded")
                        .body());
        assertEquals("a+b", engine.last.get().query());
        assertEquals(3000, engine.last.get().limits().timeoutMillis());
        assertEquals(60_000, engine.last.get().lookbackMillis());
        String body = server.get("/api/v1/query?query=up&time=10&stats=all").body();
        assertEquals(
                "\"stats\":{\"timings\":{\"evalTotalTime\":0.007,"
                        + "\"resultSortTime\":5.0E-4,"
                        + "\"queryPreparationTime\":0.002,"
                        + "\"innerEvalTime\":0.0045,\"execQueueTime\":0.001,"
                        + "\"execTotalTime\":0.008},"
                        + "\"samples\":{\"totalQueryableSamplesPerStep\":"
                        + "[[10.0,3],[10.0,4]],\"totalQueryableSamples\":7,"
                        + "\"peakSamples\":9}}},\"warnings\":[\"a warning\"],"
                        + "\"infos\":[\"an info\"]}",
                body.substring(body.indexOf("\"stats\"")));
        assertFalse(server.get("/api/v1/query?query=up&stats=true").body().contains("PerStep"));
        assertEquals("httpRequest", engine.last.get().origin().kind());
        assertEquals("/api/v1/query", engine.last.get().origin().facts().get("path"));
        server.send(
                "POST",
                "/api/v1/query?query=url",
                "query=body",
                "Content-Type",
                "application/x-www-form-urlencoded");
        assertEquals("body", engine.last.get().query(), "as Go reads forms");
    }

    @Test
    void plansAndProfiles() throws Exception {
        assertEquals(
                "{\"text\":\"all of\\n  select up, about 3 series\\n\",\"root\":"
                        + "{\"operator\":\"all of\",\"inputs\":[{\"operator\":\"select up\","
                        + "\"estimatedSeries\":3,\"inputs\":[]}]}}",
                server.get("/api/gnomon/v1/query/explain?query=up").body());
        assertTrue(
                server.get("/api/gnomon/v1/query/profile?query=up&start=0&end=1&step=1")
                        .body()
                        .contains(
                                "\"root\":{\"operator\":\"select\",\"estimatedSeries\":3,"
                                        + "\"series\":1,\"samples\":7,\"seconds\":2.0E-6,"
                                        + "\"bytes\":100,\"inputs\":[]}"));
        assertEquals(1000, engine.last.get().stepMillis());
    }

    @Test
    void rangeQueries() throws Exception {
        assertEquals(
                200, server.get("/api/v1/query_range?query=x&start=0&end=60&step=15").statusCode());
        assertEquals(15_000, engine.last.get().stepMillis());
        assertError(
                400,
                "bad_data",
                "invalid parameter \\\"end\\\": end timestamp must not be before start time",
                server.get("/api/v1/query_range?query=x&start=1&end=0&step=1"));
        assertError(
                400,
                "bad_data",
                "invalid parameter \\\"step\\\": zero or negative query resolution step widths are"
                        + " not accepted. Try a positive integer",
                server.get("/api/v1/query_range?query=x&start=0&end=1&step=0"));
        assertError(
                400,
                "bad_data",
                "exceeded maximum resolution of 11,000 points per timeseries. Try decreasing the"
                        + " query resolution (?step=XX)",
                server.get("/api/v1/query_range?query=x&start=0&end=11001&step=1"));
        assertEquals(
                200,
                server.get("/api/v1/query_range?query=x&start=0&end=11000&step=1").statusCode());
        assertEquals(
                400,
                server.get(
                                "/api/v1/query_range?query=x&step=1&start=-292273086-05-16T16:47:06Z"
                                    + "&end=%2B292277025-08-18T07:12:54.999999999Z")
                        .statusCode(),
                "the difference must not overflow");
    }

    @Test
    void errorsOfTheEngine() throws Exception {
        assertError(422, "execution", "as asked", server.get("/api/v1/query?query=fail+EXECUTION"));
        assertError(503, "timeout", "as asked", server.get("/api/v1/query?query=fail+TIMEOUT"));
        assertError(499, "canceled", "as asked", server.get("/api/v1/query?query=fail+CANCELED"));
        assertError(
                400,
                "bad_data",
                "invalid parameter \\\"query\\\": as asked",
                server.get("/api/v1/query?query=fail+BAD_DATA"));
        assertError(500, "internal", "as asked", server.get("/api/v1/query?query=fail+INTERNAL"));
    }

    @Test
    void labelsAndSeries() throws Exception {
        assertAnswer(
                "{\"status\":\"success\",\"data\":[\"__name__\",\"instance\",\"job\"]}",
                "/api/v1/labels");
        assertAnswer(
                "{\"status\":\"success\",\"data\":[\"__name__\",\"instance\"]}",
                "/api/v1/labels?match[]=up");
        assertAnswer(
                "{\"status\":\"success\",\"data\":[\"a\",\"b\"],\"warnings\":"
                        + "[\"results truncated due to limit\"]}",
                "/api/v1/label/instance/values?limit=2");
        assertAnswer(
                "{\"status\":\"success\",\"data\":[\"a\",\"b\",\"c\"]}",
                "/api/v1/label/instance/values?limit=3");
        assertAnswer(
                "{\"status\":\"success\",\"data\":[\"a\",\"b\",\"c\"]}",
                "/api/v1/label/instance/values?limit=2147483647");
        assertAnswer(
                "{\"status\":\"success\",\"data\":[{\"__name__\":\"down\",\"job\":\"x\"},"
                        + "{\"__name__\":\"up\",\"instance\":\"a\"}]}",
                "/api/v1/series?match[]=down&match[]=%7Binstance%3D%22a%22%7D");
        assertAnswer("{\"status\":\"success\",\"data\":[]}", "/api/v1/series?match[]=up&end=1");
        assertError(400, "bad_data", "no match[] parameter provided", server.get("/api/v1/series"));
        assertError(
                400,
                "bad_data",
                "invalid parameter \\\"match[]\\\": 1:1: parse error",
                server.get("/api/v1/series?match[]=f("));
    }

    @Test
    void targetsAndMetadata() throws Exception {
        String active =
                "{\"discoveredLabels\":{\"__address__\":\"h:1\"},\"labels\":{\"job\":\"j\"},"
                        + "\"scrapePool\":\"j\",\"scrapeUrl\":\"http://h:1/metrics\",\"globalUrl\":"
                        + "\"http://h:1/metrics\",\"lastError\":\"\",\"lastScrape\":"
                        + "\"1970-01-01T00:16:40Z\",\"lastScrapeDuration\":0.25,\"health\":\"up\","
                        + "\"scrapeInterval\":\"15s\",\"scrapeTimeout\":\"10s\"}";
        String dropped = "{\"discoveredLabels\":{\"__address__\":\"d:1\"},\"scrapePool\":\"j\"}";
        assertAnswer(
                "{\"status\":\"success\",\"data\":{\"activeTargets\":["
                        + active
                        + "],\"droppedTargets\":["
                        + dropped
                        + "],\"droppedTargetCounts\":{\"j\":3}}}",
                "/api/v1/targets");
        assertAnswer(
                "{\"status\":\"success\",\"data\":{\"activeTargets\":[],\"droppedTargets\":["
                        + dropped
                        + "],\"droppedTargetCounts\":{\"j\":3}}}",
                "/api/v1/targets?state=dropped");
        assertAnswer(
                "{\"status\":\"success\",\"data\":{\"activeTargets\":[],\"droppedTargets\":[],"
                        + "\"droppedTargetCounts\":{}}}",
                "/api/v1/targets?scrapePool=other");
        assertAnswer(
                "{\"status\":\"success\",\"data\":{\"up_total\":[{\"type\":\"counter\",\"help\":"
                        + "\"Ups.\",\"unit\":\"\"}]}}",
                "/api/v1/metadata");
        assertAnswer(
                "{\"status\":\"success\",\"data\":[{\"target\":{\"job\":\"j\"},\"type\":"
                        + "\"counter\",\"help\":\"Ups.\",\"unit\":\"\"}]}",
                "/api/v1/targets/metadata?metric=up_total");
        assertError(
                404,
                "not_found",
                "specified metadata not found",
                server.get("/api/v1/targets/metadata?match_target=%7Bjob%3D%22k%22%7D"));
    }

    @Test
    void statusPages() throws Exception {
        assertTrue(
                server.get("/api/v1/status/buildinfo")
                        .body()
                        .startsWith("{\"status\":\"success\",\"data\":{\"version\":\"1.2.3\","));
        assertAnswer(
                "{\"status\":\"success\",\"data\":{\"web.enable-lifecycle\":\"false\"}}",
                "/api/v1/status/flags");
        assertError(
                400,
                "bad_data",
                "limit must be a positive number",
                server.get("/api/v1/status/tsdb?limit=0"));
        String tsdb = server.get("/api/v1/status/tsdb?limit=1").body();
        assertTrue(
                tsdb.contains("\"seriesCountByMetricName\":[{\"name\":\"up\",\"value\":3}]"), tsdb);
        assertTrue(tsdb.contains("\"numSeries\":4,\"numLabelPairs\":6"), tsdb);
        assertAnswer("{\"status\":\"success\",\"data\":\"<a>\"}", "/api/v1/format_query?query=a");
        assertAnswer(
                "{\"status\":\"success\",\"data\":{\"expr\":{\"val\":\"a\"},\"list\":[true,5,1.5],"
                        + "\"nothing\":null,\"type\":\"parenExpr\"}}",
                "/api/v1/parse_query?query=a");
    }

    @Test
    void exemplarsOfTheSeriesThatAQuerySelects() throws Exception {
        assertAnswer(
                "{\"status\":\"success\",\"data\":[{\"seriesLabels\":{\"__name__\":\"down\","
                        + "\"job\":\"x\"},\"exemplars\":[{\"labels\":{\"trace\":\"t1\"},"
                        + "\"value\":\"2.5\",\"timestamp\":999.500}]}]}",
                "/api/v1/query_exemplars?query=down");
        assertAnswer(
                "{\"status\":\"success\",\"data\":[]}",
                "/api/v1/query_exemplars?query=down&end=999");
        assertEquals(204, server.get("/api/v1/query_exemplars?query=%22text%22").statusCode());
        assertError(
                400,
                "bad_data",
                "end timestamp must not be before start timestamp",
                server.get("/api/v1/query_exemplars?query=down&start=2&end=1"));
    }

    @Test
    void searchesAnswerLineByLine() throws Exception {
        String path = "/api/v1/search/label_values?label=instance&start=900&end=1100";
        assertAnswer(
                """
                {"results":[{"name":"a"},{"name":"b"}]}
                {"results":[{"name":"c"}]}
                {"status":"success","has_more":false}
                """,
                path + "&batch_size=2");
        assertAnswer(
                """
                {"results":[{"name":"c"},{"name":"b"}]}
                {"status":"success","has_more":true}
                """,
                path + "&sort_by=alpha&sort_dir=dsc&limit=2");
        assertAnswer(
                """
                {"results":[{"name":"up","score":1.0}]}
                {"status":"success","has_more":false}
                """,
                "/api/v1/search/metric_names?start=900&end=1100&search[]=UP&case_sensitive=false"
                        + "&sort_by=score&include_score=true");
        assertAnswer(
                "{\"results\":[]}\n{\"status\":\"success\",\"has_more\":false}\n",
                "/api/v1/search/label_names?search[]=zz");
        String wrong = "/api/v1/search/label_names?";
        for (String[] one :
                new String[][] {
                    {"sort_dir=asc", "sort_dir is only valid when sort_by is set"},
                    {"sort_by=score", "sort_by=score requires search[] to be set"},
                    {
                        "fuzz_alg=x",
                        "unsupported fuzz_alg \\\"x\\\": must be one of [subsequence, jarowinkler]"
                    },
                    {"fuzz_threshold=101", "invalid fuzz_threshold \\\"101\\\": must be 0-100"},
                    {"limit=-1", "invalid limit \\\"-1\\\": must be non-negative integer"}
                }) {
            assertError(400, "bad_data", one[1], server.get(wrong + one[0]));
        }
        assertError(
                400,
                "bad_data",
                "missing required parameter \\\"label\\\"",
                server.get("/api/v1/search/label_values"));
    }

    @Test
    void whatIsAbsentIs503() throws Exception {
        assertEquals(200, server.get("/-/ready").statusCode());
        rooms.remove(TargetsView.class);
        assertEquals(503, server.get("/-/ready").statusCode());
        assertEquals(200, server.get("/-/healthy").statusCode());
        rooms.remove(QueryEngine.class);
        HttpResponse<String> answer = server.get("/api/v1/query?query=up");
        assertError(
                503,
                "unavailable",
                "the query engine is not ready; try again in a few seconds",
                answer);
        assertEquals("2", answer.headers().firstValue("Retry-After").orElse(""));
    }

    @Test
    void lifecycleIsOffByDefault() throws Exception {
        HttpResponse<String> answer = server.send("POST", "/-/reload", "");
        assertEquals(403, answer.statusCode());
        assertEquals("Lifecycle API is not enabled.\n", answer.body());
        assertEquals(405, server.get("/-/quit").statusCode());
    }

    @Test
    void aReloadThatAPartDidNotTakeIsAFailure() throws Exception {
        Routes routes = new Routes();
        ServerFacts on =
                new ServerFacts(
                        "1",
                        "host",
                        NOW,
                        Map.of(),
                        name -> name.equals("web.enable-lifecycle") ? "true" : "");
        PrometheusApi.addTo(routes, rooms, on, Clock.fixed(NOW, ZoneOffset.UTC), () -> {});
        try (TestServer lifecycle = TestServer.of(routes)) {
            assertEquals(200, lifecycle.send("POST", "/-/reload", "").statusCode());
            rooms.reload = new ConfigService.Reload(false, NOW, "no room for it");
            HttpResponse<String> failed = lifecycle.send("PUT", "/-/reload", "");
            assertEquals(500, failed.statusCode());
            assertEquals("failed to apply the new configuration: no room for it\n", failed.body());
        }
    }

    private static final class OneTarget implements TargetsView {
        private final Labels labels = Labels.of("job", "j");

        @Override
        public List<Pool> pools() {
            return List.of(
                    new Pool(
                            "j",
                            List.of(
                                    new Target(
                                            "j",
                                            Labels.of("__address__", "h:1"),
                                            labels,
                                            "http://h:1/metrics",
                                            "http://h:1/metrics",
                                            "",
                                            "",
                                            NOW,
                                            Duration.ofMillis(250),
                                            Health.UP,
                                            Duration.ofSeconds(15),
                                            Duration.ofSeconds(10))),
                            List.of(new DroppedTarget("j", Labels.of("__address__", "d:1"))),
                            3));
        }

        @Override
        public List<Search> searches() {
            return List.of(
                    new Search("j", "static", 1, NOW, ""),
                    new Search("k", "dns", 0, null, "no such \"host\""));
        }

        @Override
        public @Nullable CollectorReport collectors(String name, Duration timeout) {
            return null;
        }

        @Override
        public void metadata(String family, MetadataVisitor visitor) {
            if (family.isEmpty() || family.equals("up_total")) {
                visitor.visit(
                        labels, "up_total", new MetricMetadata(MetricType.COUNTER, "Ups.", ""));
            }
        }
    }
}
