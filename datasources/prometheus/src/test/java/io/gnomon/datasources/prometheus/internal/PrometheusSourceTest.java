package io.gnomon.datasources.prometheus.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.gnomon.platform.testkit.datasource.DataSourceContractTest;
import io.gnomon.platform.testkit.datasource.TestQuery;
import io.gnomon.platform.testkit.frame.FrameText;
import io.gnomon.platform.testkit.http.LoopbackServer;
import io.gnomon.platform.testkit.http.LoopbackServer.Answer;
import io.gnomon.platform.testkit.http.LoopbackServer.Asked;
import io.gnomon.platform.testkit.http.PlainHttpClients;
import io.gnomon.spi.common.HttpSettings;
import io.gnomon.spi.datasource.DataSource;
import io.gnomon.spi.datasource.DataSourceFactory;
import io.gnomon.spi.datasource.PromQlQuery;
import io.gnomon.spi.datasource.PromQlQuery.Format;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.URLDecoder;
import java.time.Duration;
import java.util.List;

final class PrometheusSourceTest extends DataSourceContractTest<PrometheusSettings, PromQlQuery> {
    private static final String RANGE =
            """
            {"status":"success","data":{"result":[
              {"metric":{"__name__":"up","job":"a"},"values":[[1699999980,"1"],[1700000040.000,"NaN"]]},
              {"values":[[1700000100,"-Inf"]],"metric":{"job":"b"},"histograms":[[1,{"count":"2"}]]}],
              "resultType":"matrix"},"warnings":["slow"],"infos":["rate of a gauge"]}
            """;

    private final LoopbackServer server = new LoopbackServer(PrometheusSourceTest::answer);

    @AfterEach
    void stop() {
        server.close();
    }

    private static Answer answer(Asked asked) {
        String form = URLDecoder.decode(asked.body(), UTF_8);
        return switch (asked.uri().getPath()) {
            case "/prom/api/v1/status/buildinfo" ->
                    Answer.json(200, "{\"status\":\"success\",\"data\":{\"version\":\"3.9.0\"}}");
            case "/prom/api/v1/query_range" ->
                    form.contains("query=up&")
                            ? Answer.json(200, RANGE)
                            : Answer.json(
                                    400,
                                    "{\"status\":\"error\",\"errorType\":\"bad_data\",\"error\":\"parse"
                                        + " error: unexpected <)>\"}");
            case "/prom/api/v1/query" ->
                    Answer.json(
                            200,
                            "{\"status\":\"success\",\"data\":{\"resultType\":\"vector\",\"result\":[{\"metric\":{\"job\":\"a\"},\"value\":[1700000600.5,\"+Inf\"]}]}}");
            case "/prom/api/v1/labels", "/prom/api/v1/label/job/values" ->
                    Answer.json(
                            200,
                            "{\"status\":\"success\",\"data\":[\"%s\",\"b\"]}"
                                    .formatted(asked.uri().getQuery()));
            case "/old/api/v1/query" ->
                    Answer.json(
                            200,
                            "{\"status\":\"success\",\"data\":{\"resultType\":\"scalar\",\"result\":[1700000600,\"1\"]}}");
            case "/page/api/v1/query_range" -> new Answer(200, "text/html", new byte[0]);
            default -> Answer.text(404, "404 page not found");
        };
    }

    private static PrometheusSettings settings(URI url) {
        return new PrometheusSettings(
                url, Duration.ofSeconds(30), Duration.ofMinutes(1), HttpSettings.PLAIN);
    }

    private static PromQlQuery query(String expr, boolean instant, Format format) {
        return new PromQlQuery(expr, instant, null, format, "", "");
    }

    @Override
    protected DataSourceFactory<PrometheusSettings, PromQlQuery> factory() {
        return new PrometheusFactory(new PlainHttpClients());
    }

    @Override
    protected PrometheusSettings settings() {
        return settings(server.uri("/prom/"));
    }

    @Override
    protected PrometheusSettings unreachable() {
        return settings(LoopbackServer.nobody());
    }

    @Override
    protected PromQlQuery query() {
        return query("up", false, Format.TIME_SERIES);
    }

    @Override
    protected PromQlQuery refusedQuery() {
        return query("up)", false, Format.TIME_SERIES);
    }

    @Test
    void rangesAreAlignedToTheStepAndGapsAreMissing() throws Exception {
        try (DataSource<PromQlQuery> source = factory().create(settings())) {
            var query =
                    new TestQuery<>(
                            "A",
                            query(),
                            1_700_000_010_000L,
                            1_700_000_110_000L,
                            60_000,
                            100,
                            Duration.ofSeconds(10));
            assertEquals(
                    """
                    frame A "" TIME_SERIES rows=3
                      Time = 1699999980000 1700000040000 1700000100000
                      Value{__name__="up", job="a"} = 1.0 NaN -
                      WARNING: slow
                      WARNING: native histograms cannot be drawn, use histogram_quantile()
                      INFO: rate of a gauge
                    frame A "" TIME_SERIES rows=3
                      Time = 1699999980000 1700000040000 1700000100000
                      Value{job="b"} = - - -Infinity
                    """,
                    FrameText.of(source.query(query)));
        }
        Asked asked = server.asked().get(0);
        assertEquals("POST", asked.method());
        assertEquals(
                "query=up&timeout=10000ms&start=1699999980.000&end=1700000100.000&step=60.000",
                asked.body());
    }

    @Test
    void anInstantQueryFillsATable() throws Exception {
        try (DataSource<PromQlQuery> source = factory().create(settings())) {
            assertEquals(
                    """
                    frame A "" TABLE rows=1
                      Time = 1700000600500
                      job = a
                      Value = Infinity
                    """,
                    FrameText.of(source.query(TestQuery.of(query("up", true, Format.TABLE)))));
        }
    }

    @Test
    void theTestTellsTheVersionWhereThereIsOne() throws Exception {
        try (DataSource<PromQlQuery> source = factory().create(settings())) {
            assertEquals("Prometheus 3.9.0 answers", source.test());
        }
        try (DataSource<PromQlQuery> source = factory().create(settings(server.uri("/old")))) {
            assertEquals("The server answers queries", source.test());
        }
    }

    @Test
    void whatIsNotPrometheusIsSaidInWords() throws Exception {
        try (DataSource<PromQlQuery> source = factory().create(settings(server.uri("/page")))) {
            String message =
                    assertThrows(IOException.class, () -> source.query(TestQuery.of(query())))
                            .toString();
            assertTrue(message.contains("is this the address of"), message);
        }
        for (String url :
                List.of("localhost:9090", "http://ann:secret@h", "http://h/?a=b", "http://h/#a")) {
            String message =
                    assertThrows(IllegalArgumentException.class, () -> settings(URI.create(url)))
                            .toString();
            assertFalse(message.contains("secret"), message);
        }
    }

    @Test
    void anAnswerWithNullsIsNotOfTheApi() {
        for (String json :
                List.of(
                        "{\"status\":null,\"error\":null}",
                        "{\"status\":\"success\",\"data\":{\"resultType\":null,\"result\":[]}}",
                        "[]")) {
            byte[] body = json.getBytes(UTF_8);
            assertThrows(
                    IOException.class,
                    () -> ApiAnswer.read(new ByteArrayInputStream(body)).result(),
                    json);
        }
    }

    @Test
    void namesAndValuesOfLabelsAreThoseOfTheTime() throws Exception {
        try (PrometheusSource source =
                new PrometheusSource(
                        settings(server.uri("/prom")),
                        new PlainHttpClients().open(HttpSettings.PLAIN))) {
            assertEquals(List.of("start=1.000&end=2.500", "b"), source.labelNames("", 1000, 2500));
            assertEquals(
                    List.of("start=0.000&end=1.000&match[]=up", "b"),
                    source.labelValues("job", "up", 0, 1000));
        }
    }

    @Test
    void theServersOwnErrorIsShown() throws Exception {
        try (DataSource<PromQlQuery> source = factory().create(settings())) {
            assertEquals(
                    "java.io.IOException: parse error: unexpected <)>",
                    assertThrows(
                                    IOException.class,
                                    () -> source.query(TestQuery.of(refusedQuery())))
                            .toString());
        }
    }
}
