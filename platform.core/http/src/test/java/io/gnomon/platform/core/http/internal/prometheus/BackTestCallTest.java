package io.gnomon.platform.core.http.internal.prometheus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;

import io.gnomon.model.labels.Labels;
import io.gnomon.model.query.QueryEngine;
import io.gnomon.platform.core.http.internal.FakeRooms;
import io.gnomon.platform.core.http.internal.ServerFacts;
import io.gnomon.platform.core.http.internal.routing.Routes;
import io.gnomon.platform.core.http.internal.server.TestServer;
import io.gnomon.platform.core.rules.BackTests;
import io.gnomon.platform.core.rules.BackTests.AlertHistory;
import io.gnomon.platform.core.rules.BackTests.BackTest;
import io.gnomon.platform.core.rules.BackTests.Episode;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

@Timeout(60)
class BackTestCallTest {
    private static final String RULES =
            """
            groups:
              - name: g
                interval: 30s
                labels: {team: x}
                rules:
                  - record: up:sum
                    expr: sum(up)
                  - alert: Down
                    expr: up:sum
            """;

    private final FakeRooms rooms = new FakeRooms();
    private final List<String> asked = new ArrayList<>();
    private final TestServer server;

    BackTestCallTest() throws Exception {
        Routes routes = new Routes();
        ServerFacts facts = new ServerFacts("1", "host", Instant.EPOCH, Map.of(), name -> "");
        PrometheusApi.addTo(routes, rooms, facts, Clock.systemUTC(), () -> {});
        server = TestServer.of(routes);
        rooms.put(QueryEngine.class, new FakeEngine());
        rooms.put(
                BackTests.class,
                (rule, groupLabels, span, cancelled) -> {
                    asked.add(rule.name() + " " + groupLabels + " " + span);
                    return new BackTest(
                            3,
                            List.of(
                                    new AlertHistory(
                                            Labels.of("alertname", "Down"),
                                            List.of(
                                                    episode(0, 60, 120L),
                                                    episode(180, 240, null)))));
                });
    }

    private static Episode episode(long activeAt, long firedAt, @Nullable Long endedAt) {
        return new Episode(
                Instant.ofEpochSecond(activeAt),
                Instant.ofEpochSecond(firedAt),
                endedAt == null ? null : Instant.ofEpochSecond(endedAt));
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private HttpResponse<String> get(String rules, String more) throws Exception {
        return server.get(
                "/api/gnomon/v1/rules/backtest?rules="
                        + URLEncoder.encode(rules, StandardCharsets.UTF_8)
                        + more);
    }

    @Test
    void triesTheAlertingRulesOfTheFile() throws Exception {
        HttpResponse<String> answer = get(RULES, "&start=0&end=300");
        assertEquals(200, answer.statusCode(), answer.body());
        assertEquals(
                List.of(
                        "Down {team=x} Span[start=1970-01-01T00:00:00Z,"
                                + " end=1970-01-01T00:05:00Z, interval=PT30S]"),
                asked);
        assertEquals(
                new ObjectMapper()
                        .readTree(
                                """
                                {"rules": [{"group": "g", "alert": "Down", "intervalSeconds": 30.0,
                                  "evaluations": 3, "fired": 2, "flaps": 1, "alerts": [
                                  {"labels": {"alertname": "Down"}, "fired": 2, "flaps": 1,
                                   "firingSeconds": 120.0, "episodes": [
                                    {"activeAt": "1970-01-01T00:00:00Z",
                                     "firedAt": "1970-01-01T00:01:00Z",
                                     "endedAt": "1970-01-01T00:02:00Z"},
                                    {"activeAt": "1970-01-01T00:03:00Z",
                                     "firedAt": "1970-01-01T00:04:00Z", "endedAt": null}]}]}],
                                 "warnings": ["Down reads up:sum, which this file records: only what is stored of it is seen"]}
                                """),
                new ObjectMapper().readTree(answer.body()));
    }

    @Test
    void theIntervalOfTheCallWins() throws Exception {
        assertEquals(200, get(RULES, "&start=0&end=300&interval=1m").statusCode());
        assertTrue(asked.getFirst().endsWith("interval=PT1M]"), asked.toString());
    }

    @Test
    void saysWhatIsWrongAndWhere() throws Exception {
        assertEquals(400, get("", "").statusCode());
        HttpResponse<String> key = get(RULES.replace("expr: up:sum", "exp: up:sum"), "");
        assertEquals(400, key.statusCode());
        assertTrue(key.body().contains("rules:9:"), key.body());
        HttpResponse<String> none = get("groups: []", "");
        assertEquals(400, none.statusCode());
        assertTrue(none.body().contains("no alerting rule"), none.body());
        rooms.remove(BackTests.class);
        assertEquals(503, get(RULES, "").statusCode());
    }
}
