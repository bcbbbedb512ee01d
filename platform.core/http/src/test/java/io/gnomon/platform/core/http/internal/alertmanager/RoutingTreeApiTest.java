package io.gnomon.platform.core.http.internal.alertmanager;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gnomon.platform.core.alerting.Alertmanager;
import io.gnomon.platform.core.alerting.ChannelTests;
import io.gnomon.platform.core.config.alerting.AlertmanagerFile;
import io.gnomon.platform.core.config.alerting.MatcherSyntax;
import io.gnomon.platform.core.config.alerting.Receiver.ChannelEntry;
import io.gnomon.platform.core.http.internal.FakeRooms;
import io.gnomon.platform.core.http.internal.gnomon.RoutingTreeApi;
import io.gnomon.platform.core.http.internal.routing.Routes;
import io.gnomon.platform.core.http.internal.server.TestServer;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

@Timeout(60)
class RoutingTreeApiTest {
    private static final String ROOT = "/api/gnomon/v1/alerting/";
    private static final String CONFIG =
            """
            route:
              receiver: ops
              group_by: [job]
              routes:
                - {matchers: [team=db], receiver: db, continue: true, repeat_interval: 1h}
                - {matchers: ['severity=~"page|crit"'], receiver: db, group_by: ['...']}
                - {matchers: [team=db], mute_time_intervals: [night]}
            time_intervals:
              - {name: night, time_intervals: [{times: [{start_time: '00:00', end_time: '06:00'}]}]}
            receivers:
              - name: ops
              - name: db
                webhook_configs: [{url: 'http://127.0.0.1:9/a'}, {url: 'http://127.0.0.1:9/b'}]
            """;

    private final List<ChannelEntry> tested = new ArrayList<>();
    private final TestServer server;

    /** The second entry of a section cannot be delivered. */
    private final class Channels implements ChannelTests {
        @Override
        public List<ChannelType> types() {
            return List.of();
        }

        @Override
        public TestResult send(ChannelEntry entry) {
            tested.add(entry);
            return entry.index() == 0
                    ? new TestResult(true, "delivered")
                    : new TestResult(false, "connection refused");
        }
    }

    RoutingTreeApiTest() throws Exception {
        FakeRooms rooms = new FakeRooms();
        FakeAlertmanager alertmanager = new FakeAlertmanager();
        alertmanager.config = AlertmanagerFile.parse("", CONFIG, MatcherSyntax.FALLBACK);
        rooms.put(Alertmanager.class, alertmanager);
        rooms.put(ChannelTests.class, new Channels());
        Routes routes = new Routes();
        new RoutingTreeApi(rooms, () -> Instant.parse("2026-01-15T03:00:00Z")).addTo(routes);
        server = TestServer.byRole(routes);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private HttpResponse<String> post(String path, String role, String body) throws Exception {
        return server.send(
                "POST", ROOT + path, body, "X-Role", role, "Content-Type", "application/json");
    }

    @Test
    void theTreeIsTold() throws Exception {
        String times = "\"groupWait\":30.0,\"groupInterval\":300.0,\"repeatInterval\":";
        String none =
                ",\"muteTimeIntervals\":[],\"activeTimeIntervals\":[],\"mutedBy\":[],\"routes\":[]}";
        assertEquals(
                "{\"index\":0,\"receiver\":\"ops\",\"matchers\":[],\"continue\":false,"
                        + "\"groupBy\":[\"job\"],"
                        + times
                        + "14400.0,\"muteTimeIntervals\":[],\"activeTimeIntervals\":[],\"mutedBy\":[],"
                        + "\"routes\":["
                        + "{\"index\":1,\"receiver\":\"db\",\"matchers\":[\"team=\\\"db\\\"\"],"
                        + "\"continue\":true,\"groupBy\":[\"job\"],"
                        + times
                        + "3600.0"
                        + none
                        + ",{\"index\":2,\"receiver\":\"db\","
                        + "\"matchers\":[\"severity=~\\\"page|crit\\\"\"],"
                        + "\"continue\":false,\"groupBy\":[\"...\"],"
                        + times
                        + "14400.0"
                        + none
                        + ",{\"index\":3,\"receiver\":\"ops\",\"matchers\":[\"team=\\\"db\\\"\"],"
                        + "\"continue\":false,\"groupBy\":[\"job\"],"
                        + times
                        + "14400.0,\"muteTimeIntervals\":[\"night\"],\"activeTimeIntervals\":[],"
                        + "\"mutedBy\":[\"night\"],\"routes\":[]}]}",
                server.get(ROOT + "routes").body().strip());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '~',
            value = {
                "{\"team\":\"db\"}; {\"routes\":[1,3],\"receivers\":[\"db\",\"ops\"]}",
                "{\"team\":\"db\",\"severity\":\"page\"};"
                        + " {\"routes\":[1,2],\"receivers\":[\"db\"]}",
                "{\"job\":\"x\"}; {\"routes\":[0],\"receivers\":[\"ops\"]}"
            })
    void whoWouldGetThis(String labels, String expected) throws Exception {
        HttpResponse<String> answer = post("routes/test", "viewer", "{\"labels\":" + labels + "}");
        assertEquals(200, answer.statusCode(), answer.body());
        assertEquals(expected, answer.body().strip());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '~',
            value = {"{}", "{\"labels\":{\"a\":1}}", "{\"labels\":{\"\":\"x\"}}"})
    void labelsAreNamesAndTexts(String body) throws Exception {
        HttpResponse<String> answer = post("routes/test", "viewer", body);
        assertEquals(400, answer.statusCode());
        assertTrue(answer.body().contains("\"path\":\"/labels\""), answer.body());
    }

    @Test
    void receiversAreToldWithoutTheirSettings() throws Exception {
        assertEquals(
                "[{\"name\":\"ops\",\"channels\":[]},{\"name\":\"db\",\"channels\":["
                        + "{\"type\":\"webhook\",\"index\":0,\"sendResolved\":true},"
                        + "{\"type\":\"webhook\",\"index\":1,\"sendResolved\":true}]}]",
                server.get(ROOT + "receivers").body().strip());
    }

    @Test
    void eachChannelOfAReceiverIsTried() throws Exception {
        assertEquals(403, post("receivers/db/test", "editor", "{}").statusCode());
        assertEquals(404, post("receivers/nobody/test", "admin", "{}").statusCode());
        assertEquals(List.of(), tested);
        assertEquals(
                "[{\"type\":\"webhook\",\"index\":0,\"ok\":true,\"message\":\"delivered\"},"
                        + "{\"type\":\"webhook\",\"index\":1,\"ok\":false,"
                        + "\"message\":\"connection refused\"}]",
                post("receivers/db/test", "admin", "{}").body().strip());
        assertEquals(2, tested.size());
    }
}
