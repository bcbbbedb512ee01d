package io.gnomon.platform.core.http.internal.alertmanager;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gnomon.model.labels.Labels;
import io.gnomon.platform.core.alerting.Alertmanager;
import io.gnomon.platform.core.alerting.Alertmanager.PostedAlert;
import io.gnomon.platform.core.http.internal.FakeRooms;
import io.gnomon.platform.core.http.internal.gnomon.RecurringSilenceApi;
import io.gnomon.platform.core.http.internal.routing.Routes;
import io.gnomon.platform.core.http.internal.server.TestServer;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.List;

@Timeout(60)
class RecurringSilenceApiTest {
    private static final String SILENCES = "/api/gnomon/v1/silences";
    private static final String SATURDAYS =
            "{\"matchers\": [\"job=node\"], \"timeIntervals\": [{\"weekdays\": [\"saturday\"]}],"
                    + " \"comment\": \"moving\"}";

    private final FakeAlertmanager alertmanager = new FakeAlertmanager();
    private final TestServer server;

    RecurringSilenceApiTest() throws Exception {
        FakeRooms rooms = new FakeRooms();
        rooms.put(Alertmanager.class, alertmanager);
        Routes routes = new Routes();
        new RecurringSilenceApi(rooms, () -> Instant.parse("2026-01-03T12:00:00Z")).addTo(routes);
        server = TestServer.byRole(routes);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private HttpResponse<String> send(String method, String path, String role, String body)
            throws Exception {
        return server.send(method, path, body, "X-Role", role, "Content-Type", "application/json");
    }

    @Test
    void editorsMakeChangeAndDeleteThem() throws Exception {
        assertEquals(403, send("POST", SILENCES, "viewer", SATURDAYS).statusCode());
        assertEquals(201, send("POST", SILENCES, "editor", SATURDAYS).statusCode());
        assertEquals(
                "[{\"id\":\"%s\",\"matchers\":[\"job=\\\"node\\\"\"],"
                                .formatted(FakeAlertmanager.ID)
                        + "\"timeIntervals\":[{\"weekdays\":[\"saturday\"]}],\"createdBy\":\"editor\","
                        + "\"comment\":\"moving\",\"updatedAt\":\"1970-01-01T00:00:00Z\",\"active\":false}]",
                server.get(SILENCES).body().strip());
        String path = SILENCES + "/" + FakeAlertmanager.ID;
        assertEquals(
                200, send("PUT", path, "editor", SATURDAYS.replace("moving", "m")).statusCode());
        assertEquals("m", alertmanager.recurringSilences().get(0).comment());
        assertEquals(404, send("PUT", SILENCES + "/x", "editor", SATURDAYS).statusCode());
        assertEquals(403, send("DELETE", path, "viewer", "").statusCode());
        assertEquals(204, send("DELETE", path, "editor", "").statusCode());
        assertEquals(404, send("DELETE", path, "editor", "").statusCode());
    }

    @Test
    void aPreviewTellsWhatWouldBeSilenced() throws Exception {
        for (String job : List.of("node", "web")) {
            alertmanager.post(
                    List.of(
                            new PostedAlert(
                                    Labels.of("alertname", "A", "job", job),
                                    Labels.EMPTY,
                                    null,
                                    null,
                                    "")));
        }
        String body = send("POST", SILENCES + "/preview", "viewer", SATURDAYS).body();
        assertTrue(body.startsWith("{\"active\":true,\"alerts\":[{\"fingerprint\":"), body);
        assertTrue(body.contains("\"job\":\"node\"") && !body.contains("\"job\":\"web\""), body);
        assertEquals(List.of(), alertmanager.recurringSilences());
    }

    @Test
    void whatIsWrongIsToldWithItsPlace() throws Exception {
        HttpResponse<String> answer =
                send("POST", SILENCES, "editor", SATURDAYS.replace("saturday", "someday"));
        assertEquals(400, answer.statusCode());
        assertTrue(answer.body().contains("someday is not a valid weekday"), answer.body());
        assertTrue(answer.body().contains("/timeIntervals/0"), answer.body());
        assertEquals(
                400,
                send("POST", SILENCES, "editor", SATURDAYS.replace("job=node", "")).statusCode());
        assertEquals(
                400, send("POST", SILENCES, "editor", "{\"matchers\": [\"a=b\"]}").statusCode());
    }
}
