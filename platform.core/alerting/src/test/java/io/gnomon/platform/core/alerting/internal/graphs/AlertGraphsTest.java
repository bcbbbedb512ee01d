package io.gnomon.platform.core.alerting.internal.graphs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gnomon.model.alert.Alert;
import io.gnomon.model.labels.Labels;
import io.gnomon.model.query.QueryEngine;
import io.gnomon.model.query.QueryException;
import io.gnomon.model.query.QueryRequest;
import io.gnomon.model.query.QueryResult;
import io.gnomon.model.query.QueryResult.Notes;
import io.gnomon.model.query.QueryResult.Series;
import io.gnomon.model.sample.SampleColumn;
import io.gnomon.spi.channel.Picture;

import org.junit.jupiter.api.Test;

import java.io.ByteArrayInputStream;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import javax.imageio.ImageIO;

/** Graphs of alerts, from an engine that answers as the test says. */
final class AlertGraphsTest {
    private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");
    private static final Duration TIMEOUT = Duration.ofSeconds(60);

    private final List<QueryRequest> asked = new ArrayList<>();

    private interface Answer {
        QueryResult of(QueryRequest request) throws QueryException;
    }

    /** Knows one form of comparison; other methods than these are not called. */
    private QueryEngine engine(Answer answer) {
        return (QueryEngine)
                Proxy.newProxyInstance(
                        QueryEngine.class.getClassLoader(),
                        new Class<?>[] {QueryEngine.class},
                        (proxy, method, arguments) ->
                                switch (method.getName()) {
                                    case "format" -> arguments[0];
                                    case "parse" -> tree((String) arguments[0]);
                                    case "query" -> {
                                        QueryRequest request = (QueryRequest) arguments[0];
                                        asked.add(request);
                                        yield answer.of(request);
                                    }
                                    default ->
                                            throw new UnsupportedOperationException(
                                                    method.getName());
                                });
    }

    private static Map<String, Object> tree(String query) {
        int at = query.lastIndexOf(" > ");
        return at < 0
                ? Map.of("type", "vectorSelector")
                : Map.of(
                        "type",
                        "binaryExpr",
                        "op",
                        ">",
                        "lhs",
                        Map.of("type", "vectorSelector"),
                        "rhs",
                        Map.of("type", "numberLiteral", "val", query.substring(at + 3)));
    }

    private static Series series(String instance) {
        SampleColumn samples = new SampleColumn();
        samples.add(NOW.toEpochMilli() - 15_000, 1);
        samples.add(NOW.toEpochMilli(), 2);
        return new Series(Labels.of("__name__", "load1", "instance", instance), samples);
    }

    private static QueryResult answer(QueryRequest request) {
        return new QueryResult.Matrix(List.of(series("a"), series("b")), Notes.NONE);
    }

    private static Alert alert(String generatorUrl) {
        return new Alert(
                Labels.of("alertname", "Load", "instance", "b"),
                Labels.EMPTY,
                NOW.minusSeconds(60),
                NOW.plusSeconds(60),
                generatorUrl);
    }

    private static final Alert LOAD = alert("http://p/graph?g0.expr=load1+%3E+5&g0.tab=1");

    private List<Picture> pictures(Answer answer, Duration timeout, Alert... alerts)
            throws InterruptedException {
        QueryEngine engine = engine(answer);
        return new AlertGraphs(() -> engine, task -> Thread.ofVirtual().start(task))
                .of(List.of(alerts), NOW, timeout);
    }

    @Test
    void theLastHourOfWhatIsComparedIsDrawn() throws Exception {
        List<Picture> pictures = pictures(AlertGraphsTest::answer, TIMEOUT, LOAD, LOAD);
        assertEquals(1, pictures.size());
        assertEquals("graph-1.png", pictures.get(0).name());
        assertEquals("image/png", pictures.get(0).mediaType());
        assertEquals("Load: load1 > 5", pictures.get(0).description());
        assertEquals(
                720, ImageIO.read(new ByteArrayInputStream(pictures.get(0).bytes())).getWidth());
        assertEquals(1, asked.size());
        assertEquals("load1", asked.get(0).query());
        assertEquals(NOW.toEpochMilli() - 3_600_000, asked.get(0).startMillis());
        assertEquals(NOW.toEpochMilli(), asked.get(0).endMillis());
    }

    @Test
    void eachExpressionHasAGraphUpToThree() throws Exception {
        List<Picture> pictures =
                pictures(
                        AlertGraphsTest::answer,
                        TIMEOUT,
                        alert("http://p/graph?g0.expr=a"),
                        alert("http://p/graph?g0.expr=b"),
                        alert("http://p/graph?g0.expr=c"),
                        alert("http://p/graph?g0.expr=d"));
        assertEquals(
                List.of("Load: a", "Load: b", "Load: c"),
                pictures.stream().map(Picture::description).toList());
    }

    @Test
    void withoutExpressionOrDataThereIsNoGraph() throws Exception {
        assertEquals(List.of(), pictures(AlertGraphsTest::answer, TIMEOUT, alert("http://p/x")));
        assertEquals(List.of(), pictures(AlertGraphsTest::answer, TIMEOUT, alert("")));
        assertEquals(
                List.of(),
                pictures(q -> new QueryResult.Matrix(List.of(), Notes.NONE), TIMEOUT, LOAD));
        assertEquals(List.of(), AlertGraphs.NONE.of(List.of(LOAD), NOW, TIMEOUT));
    }

    @Test
    void whatFailsIsLeftOut() throws Exception {
        Answer failing =
                request -> {
                    if (request.query().equals("a")) {
                        throw new QueryException(QueryException.Type.EXECUTION, "too much");
                    }
                    return answer(request);
                };
        assertEquals(
                List.of("Load: load1 > 5"),
                pictures(
                                failing,
                                TIMEOUT,
                                alert("http://p/graph?g0.expr=a"),
                                alert("http://p/graph?g0.expr=%zz"),
                                LOAD)
                        .stream()
                        .map(Picture::description)
                        .toList());
        assertEquals(
                List.of(),
                pictures(
                        request -> {
                            throw new IllegalStateException("a bug");
                        },
                        TIMEOUT,
                        LOAD));
    }

    @Test
    void anEngineThatIsSlowIsNotWaitedFor() throws Exception {
        CountDownLatch ended = new CountDownLatch(1);
        Answer hanging =
                request -> {
                    try {
                        new CountDownLatch(1).await();
                        throw new IllegalStateException("nobody counts down");
                    } catch (InterruptedException e) {
                        ended.countDown();
                        throw new QueryException(QueryException.Type.CANCELED, "cancelled", e);
                    }
                };
        assertEquals(List.of(), pictures(hanging, Duration.ofSeconds(1), LOAD));
        assertTrue(ended.await(60, TimeUnit.SECONDS), "the query goes on");
    }

    @Test
    void comparisonsWithNumbersHaveAThreshold() throws Exception {
        QueryEngine engine = engine(AlertGraphsTest::answer);
        assertEquals(
                new Compared("a{b=\"c > d\"}", OptionalDouble.of(-0.5)),
                Compared.of("a{b=\"c > d\"} > -0.5", engine));
        assertEquals(new Compared("a", OptionalDouble.empty()), Compared.of("a > +Inf", engine));
        assertEquals(
                new Compared("absent(a)", OptionalDouble.empty()),
                Compared.of("absent(a)", engine));
    }
}
