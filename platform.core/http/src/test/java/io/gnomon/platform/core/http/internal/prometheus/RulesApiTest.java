package io.gnomon.platform.core.http.internal.prometheus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import io.gnomon.model.labels.Labels;
import io.gnomon.model.query.QueryEngine;
import io.gnomon.platform.core.alerting.AlertmanagersView;
import io.gnomon.platform.core.http.internal.FakeRooms;
import io.gnomon.platform.core.http.internal.ServerFacts;
import io.gnomon.platform.core.http.internal.routing.Routes;
import io.gnomon.platform.core.http.internal.server.TestServer;
import io.gnomon.platform.core.rules.RulesView;
import io.gnomon.platform.core.rules.RulesView.Alert;
import io.gnomon.platform.core.rules.RulesView.Alerting;
import io.gnomon.platform.core.rules.RulesView.Evaluation;
import io.gnomon.platform.core.rules.RulesView.Group;
import io.gnomon.platform.core.rules.RulesView.Health;
import io.gnomon.platform.core.rules.RulesView.Recording;
import io.gnomon.platform.core.rules.RulesView.State;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

@Timeout(60)
class RulesApiTest {
    private static final Instant THEN = Instant.ofEpochSecond(1000);
    private static final Labels PAGE = Labels.of("severity", "page");

    private final FakeRooms rooms = new FakeRooms();
    private TestServer server;

    RulesApiTest() throws Exception {
        Routes routes = new Routes();
        ServerFacts facts = new ServerFacts("1", "host", THEN, Map.of(), name -> "");
        PrometheusApi.addTo(routes, rooms, facts, Clock.systemUTC(), () -> {});
        server = TestServer.of(routes);
    }

    @BeforeEach
    void rules() {
        Recording record = new Recording("r", "sum(up)", Labels.of("team", "x"), Evaluation.NONE);
        Alerting down =
                new Alerting(
                        "Down",
                        "up == 0",
                        Duration.ofMinutes(5),
                        Duration.ZERO,
                        PAGE,
                        Labels.of("summary", "{{ $value }}"),
                        State.FIRING,
                        List.of(
                                new Alert(
                                        PAGE.with("alertname", "Down"),
                                        Labels.of("summary", "15"),
                                        State.FIRING,
                                        THEN,
                                        THEN.plusSeconds(60),
                                        15)),
                        new Evaluation(Health.ERR, "it failed", Duration.ofMillis(250), THEN));
        rooms.put(QueryEngine.class, new FakeEngine());
        rooms.put(
                RulesView.class,
                () ->
                        List.of(
                                new Group(
                                        "a.yml",
                                        "one",
                                        Duration.ofSeconds(30),
                                        2,
                                        List.of(record, down),
                                        Duration.ofMillis(500),
                                        THEN),
                                group("a.yml", "two", record),
                                group("b.yml", "one", record),
                                group("b.yml", "empty")));
    }

    private static Group group(String file, String name, RulesView.Rule... rules) {
        return new Group(file, name, Duration.ofMinutes(1), 0, List.of(rules), Duration.ZERO, null);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private JsonNode data(String path) throws Exception {
        return new ObjectMapper().readTree(server.get(path).body()).get("data");
    }

    /** Groups with the names of their rules. */
    private List<String> shown(String parameters) throws Exception {
        List<String> groups = new ArrayList<>();
        for (JsonNode group : data("/api/v1/rules?" + parameters).get("groups")) {
            List<String> names = new ArrayList<>();
            group.get("rules").forEach(rule -> names.add(rule.get("name").textValue()));
            groups.add(group.get("file").textValue() + " " + group.get("name").textValue() + names);
        }
        return groups;
    }

    @Test
    void tellsWhatPrometheusTells() throws Exception {
        String alert =
                "{\"labels\":{\"alertname\":\"Down\",\"severity\":\"page\"},"
                        + "\"annotations\":{\"summary\":\"15\"},\"state\":\"firing\","
                        + "\"activeAt\":\"1970-01-01T00:16:40Z\","
                        + "\"keepFiringSince\":\"1970-01-01T00:17:40Z\",\"value\":\"1.5e+01\"}";
        assertEquals(
                "{\"status\":\"success\",\"data\":{\"groups\":[{\"name\":\"one\","
                        + "\"file\":\"a.yml\",\"rules\":["
                        + "{\"name\":\"r\",\"query\":\"sum(up)\",\"labels\":{\"team\":\"x\"},"
                        + "\"health\":\"unknown\",\"evaluationTime\":0,"
                        + "\"lastEvaluation\":\"0001-01-01T00:00:00Z\",\"type\":\"recording\"},"
                        + "{\"state\":\"firing\",\"name\":\"Down\",\"query\":\"up == 0\","
                        + "\"duration\":300,\"keepFiringFor\":0,"
                        + "\"labels\":{\"severity\":\"page\"},"
                        + "\"annotations\":{\"summary\":\"{{ $value }}\"},\"alerts\":["
                        + alert
                        + "],\"health\":\"err\",\"lastError\":\"it failed\","
                        + "\"evaluationTime\":0.25,\"lastEvaluation\":\"1970-01-01T00:16:40Z\","
                        + "\"type\":\"alerting\"}],\"interval\":30,\"limit\":2,"
                        + "\"evaluationTime\":0.5,\"lastEvaluation\":\"1970-01-01T00:16:40Z\"}]}}",
                server.get("/api/v1/rules?file[]=a.yml&rule_group[]=one").body());
        assertEquals(
                "{\"status\":\"success\",\"data\":{\"alerts\":[" + alert + "]}}",
                server.get("/api/v1/alerts").body());
    }

    @Test
    void filters() throws Exception {
        assertEquals(List.of("a.yml one[r, Down]", "a.yml two[r]", "b.yml one[r]"), shown(""));
        assertEquals(List.of("a.yml one[Down]"), shown("type=alert"));
        assertEquals(List.of("a.yml one[r]", "a.yml two[r]", "b.yml one[r]"), shown("type=record"));
        assertEquals(List.of("a.yml one[Down]"), shown("rule_name[]=Down&rule_name[]=x"));
        assertEquals(List.of("a.yml one[r, Down]", "b.yml one[r]"), shown("rule_group[]=one"));
        assertEquals(List.of("b.yml one[r]"), shown("file[]=b.yml"));
        assertEquals(List.of("a.yml one[Down]"), shown("match[]=%7Bseverity=%22page%22%7D"));
        assertEquals(List.of(), shown("file[]=c.yml"));
        JsonNode down =
                data("/api/v1/rules?type=alert&exclude_alerts=true").at("/groups/0/rules/0");
        assertTrue(down.get("alerts").isEmpty());
    }

    @Test
    void pages() throws Exception {
        JsonNode first = data("/api/v1/rules?group_limit=1");
        String token = first.get("groupNextToken").textValue();
        // sha1sum of "a.yml;two"
        assertEquals("2e1f9b79f08c75e63321249c2a60b82ad19c1412", token);
        assertEquals(1, first.get("groups").size());
        assertEquals(
                List.of("a.yml two[r]", "b.yml one[r]"),
                shown("group_limit=2&group_next_token=" + token));
        JsonNode last = data("/api/v1/rules?group_limit=2&group_next_token=" + token);
        assertTrue(last.get("groupNextToken") == null);
    }

    @Test
    void alertmanagers() throws Exception {
        rooms.put(
                AlertmanagersView.class,
                new AlertmanagersView() {
                    @Override
                    public List<URI> active() {
                        return List.of(URI.create("http://a:9093/api/v2/alerts"));
                    }

                    @Override
                    public List<URI> dropped() {
                        return List.of();
                    }
                });
        assertEquals(
                "{\"status\":\"success\",\"data\":{\"activeAlertmanagers\":"
                        + "[{\"url\":\"http://a:9093/api/v2/alerts\"}],"
                        + "\"droppedAlertmanagers\":[]}}",
                server.get("/api/v1/alertmanagers").body());
    }

    @Test
    void refusesWhatIsWrong() throws Exception {
        refused("type=x", "not supported value \\\"x\\\"");
        refused(
                "group_next_token=x",
                "group_limit needs to be present in order to paginate over the groups");
        refused("group_limit=x", "group_limit needs to be a valid number: \\\"x\\\" is none");
        refused("group_limit=0", "group_limit needs to be greater than 0");
        refused(
                "group_limit=1&group_next_token=x",
                "invalid parameter \\\"group_next_token\\\": invalid group_next_token 'x'. were"
                        + " rule groups changed?");
    }

    private void refused(String parameters, String error) throws Exception {
        var answer = server.get("/api/v1/rules?" + parameters);
        assertEquals(400, answer.statusCode());
        assertTrue(answer.body().contains("\"error\":\"" + error + "\""), answer.body());
    }
}
