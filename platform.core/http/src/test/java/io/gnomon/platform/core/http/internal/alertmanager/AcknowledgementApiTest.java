package io.gnomon.platform.core.http.internal.alertmanager;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gnomon.model.labels.Labels;
import io.gnomon.platform.core.alerting.Acknowledgement;
import io.gnomon.platform.core.alerting.Acknowledgements;
import io.gnomon.platform.core.alerting.Escalation;
import io.gnomon.platform.core.http.internal.FakeRooms;
import io.gnomon.platform.core.http.internal.gnomon.AcknowledgementApi;
import io.gnomon.platform.core.http.internal.gnomon.EscalationApi;
import io.gnomon.platform.core.http.internal.routing.Routes;
import io.gnomon.platform.core.http.internal.server.TestServer;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

@Timeout(60)
class AcknowledgementApiTest {
    private static final String PATH = "/api/gnomon/v1/alerting/acknowledgements";
    private static final String BODY =
            "{\"matchers\": [\"job=node\"], \"comment\": \"on it\", \"until\":"
                    + " \"2026-01-03T13:00:00Z\"}";
    private static final String GIVEN =
            "{\"id\":\"1\",\"matchers\":[\"job=\\\"node\\\"\"],\"createdBy\":\"editor\","
                    + "\"comment\":\"on it\",\"at\":\"2026-01-03T12:00:00Z\","
                    + "\"until\":\"2026-01-03T13:00:00Z\",\"fingerprints\":[\"000000000000000a\"]}";

    private final List<Acknowledgement> kept = new ArrayList<>();
    private final TestServer server;

    /** Knows one alert, of the job "node". */
    private final class Fake implements Acknowledgements {
        @Override
        public List<Acknowledgement> acknowledgements() {
            return kept;
        }

        @Override
        public Acknowledgement acknowledge(Acknowledgement draft) {
            if (!draft.matchers().get(0).matches("node")) {
                throw new IllegalArgumentException("no alert that fires matches");
            }
            Acknowledgement given =
                    new Acknowledgement(
                            "1",
                            draft.matchers(),
                            draft.createdBy(),
                            draft.comment(),
                            Instant.parse("2026-01-03T12:00:00Z"),
                            draft.until(),
                            Set.of(10L));
            kept.add(given);
            return given;
        }

        @Override
        public List<Escalation> escalations() {
            Instant since = Instant.parse("2026-01-03T12:00:00Z");
            Labels labels = Labels.of("job", "node");
            return List.of(
                    new Escalation(
                            "ops",
                            "{}:{}",
                            10,
                            labels,
                            since,
                            List.of("leads"),
                            false,
                            since.plusSeconds(3600),
                            List.of("boss")),
                    new Escalation(
                            "ops", "{}:{}", 11, labels, since, List.of(), true, null, List.of()));
        }

        @Override
        public boolean withdraw(String id) {
            return kept.removeIf(given -> given.id().equals(id));
        }
    }

    AcknowledgementApiTest() throws Exception {
        FakeRooms rooms = new FakeRooms();
        rooms.put(Acknowledgements.class, new Fake());
        Routes routes = new Routes();
        new AcknowledgementApi(rooms).addTo(routes);
        new EscalationApi(rooms).addTo(routes);
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
    void editorsAcknowledgeAndWithdraw() throws Exception {
        assertEquals(403, send("POST", PATH, "viewer", BODY).statusCode());
        HttpResponse<String> answer = send("POST", PATH, "editor", BODY);
        assertEquals(201, answer.statusCode(), answer.body());
        assertEquals(GIVEN, answer.body().strip());
        assertEquals("[" + GIVEN + "]", server.get(PATH).body().strip());
        assertEquals(403, send("DELETE", PATH + "/1", "viewer", "").statusCode());
        assertEquals(204, send("DELETE", PATH + "/1", "editor", "").statusCode());
        assertEquals(404, send("DELETE", PATH + "/1", "editor", "").statusCode());
    }

    @Test
    void whatGoesUpIsTold() throws Exception {
        String begin = "{\"receiver\":\"ops\",\"groupKey\":\"{}:{}\",\"fingerprint\":";
        String since = "\"labels\":{\"job\":\"node\"},\"since\":\"2026-01-03T12:00:00Z\",";
        assertEquals(
                "["
                        + begin
                        + "\"000000000000000a\","
                        + since
                        + "\"told\":[\"leads\"],\"acknowledged\":false,"
                        + "\"nextAt\":\"2026-01-03T13:00:00Z\",\"next\":[\"boss\"]},"
                        + begin
                        + "\"000000000000000b\","
                        + since
                        + "\"told\":[],\"acknowledged\":true}]",
                server.get("/api/gnomon/v1/alerting/escalations").body().strip());
    }

    @Test
    void whatIsWrongIsSaid() throws Exception {
        HttpResponse<String> none = send("POST", PATH, "editor", BODY.replace("node", "x"));
        assertEquals(400, none.statusCode());
        assertTrue(none.body().contains("no alert that fires matches"), none.body());
        assertEquals(400, send("POST", PATH, "editor", "{\"matchers\": []}").statusCode());
        HttpResponse<String> end =
                send("POST", PATH, "editor", BODY.replace("2026-01-03T13:00:00Z", "soon"));
        assertEquals(400, end.statusCode());
        assertTrue(end.body().contains("until"), end.body());
    }
}
