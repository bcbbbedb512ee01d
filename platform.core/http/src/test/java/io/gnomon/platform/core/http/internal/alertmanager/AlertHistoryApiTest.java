package io.gnomon.platform.core.http.internal.alertmanager;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gnomon.model.labels.Labels;
import io.gnomon.platform.core.alerting.AlertEvent;
import io.gnomon.platform.core.alerting.AlertEvent.Kind;
import io.gnomon.platform.core.alerting.AlertEvent.Result;
import io.gnomon.platform.core.alerting.AlertEvent.Told;
import io.gnomon.platform.core.alerting.AlertHistory;
import io.gnomon.platform.core.alerting.AlertHistory.Page;
import io.gnomon.platform.core.alerting.AlertHistory.Question;
import io.gnomon.platform.core.http.internal.FakeRooms;
import io.gnomon.platform.core.http.internal.front.Prefix;
import io.gnomon.platform.core.http.internal.gnomon.AlertHistoryApi;
import io.gnomon.platform.core.http.internal.routing.Caller;
import io.gnomon.platform.core.http.internal.routing.Routes;
import io.gnomon.platform.core.http.internal.server.TestServer;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

@Timeout(60)
class AlertHistoryApiTest {
    private static final String HISTORY = "/api/gnomon/v1/alerting/history";
    private static final Instant AT = Instant.parse("2026-01-03T12:00:00Z");

    private final List<Question> asked = new ArrayList<>();
    private final AlertEvent fired =
            new AlertEvent(
                    AlertEvent.firstId(AT),
                    Kind.FIRED,
                    List.of(10L),
                    Labels.of("alertname", "A"),
                    "",
                    "",
                    AT.toString(),
                    null);
    private final AlertEvent sent =
            new AlertEvent(
                    AlertEvent.firstId(AT) + 1,
                    Kind.NOTIFICATION,
                    List.of(10L, 11L),
                    Labels.of("job", "node"),
                    "ops",
                    "{}:{}",
                    "first notification",
                    new Told(
                            "webhook",
                            0,
                            2,
                            0,
                            Result.GIVEN_UP,
                            "no route",
                            3,
                            Duration.ofMillis(1500)));
    private final TestServer server;

    AlertHistoryApiTest() throws Exception {
        FakeRooms rooms = new FakeRooms();
        rooms.put(
                AlertHistory.class,
                question -> {
                    asked.add(question);
                    return new Page(
                            List.of(sent, fired).stream().filter(question.wanted()).toList(), 7);
                });
        Routes routes = new Routes();
        new AlertHistoryApi(rooms).addTo(routes);
        server =
                TestServer.of(
                        routes, request -> Caller.ANONYMOUS, new Prefix("http://localhost", ""));
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void eventsAreToldWithAllThatIsKnown() throws Exception {
        String begin = "\"id\":\"";
        assertEquals(
                "{\"events\":[{"
                        + begin
                        + sent.id()
                        + "\",\"at\":\"2026-01-03T12:00:00Z\",\"kind\":\"notification\","
                        + "\"labels\":{\"job\":\"node\"},\"fingerprints\":[\"000000000000000a\","
                        + "\"000000000000000b\"],\"detail\":\"first notification\","
                        + "\"receiver\":\"ops\",\"groupKey\":\"{}:{}\",\"channel\":\"webhook\","
                        + "\"channelIndex\":0,\"firing\":2,\"resolved\":0,\"result\":\"given up\","
                        + "\"problem\":\"no route\",\"attempts\":3,\"seconds\":1.5},{"
                        + begin
                        + fired.id()
                        + "\",\"at\":\"2026-01-03T12:00:00Z\",\"kind\":\"fired\","
                        + "\"labels\":{\"alertname\":\"A\"},\"fingerprints\":[\"000000000000000a\"],"
                        + "\"detail\":\"2026-01-03T12:00:00Z\"}],\"next\":\"7\"}",
                server.get(HISTORY).body().strip());
    }

    @Test
    void parametersChooseEvents() throws Exception {
        assertEquals(List.of("fired"), kinds("?kind=fired&kind=resolved"));
        assertEquals(List.of("notification"), kinds("?receiver=ops"));
        assertEquals(List.of("fired"), kinds("?filter=alertname%3DA"));
        assertEquals(List.of("notification"), kinds("?fingerprint=000000000000000b"));
        assertEquals(List.of("notification", "fired"), kinds("?fingerprint=a"));
    }

    private List<String> kinds(String query) throws Exception {
        String body = server.get(HISTORY + query).body();
        return List.of("notification", "fired").stream()
                .filter(kind -> body.contains("\"kind\":\"" + kind + "\""))
                .toList();
    }

    @Test
    void timesAndPagesAreRangesOfIds() throws Exception {
        server.get(HISTORY + "?from=2026-01-03T12:00:00Z&to=2026-01-03T12:00:01Z&limit=5");
        assertEquals(AlertEvent.firstId(AT), asked.get(0).fromId());
        assertEquals(AlertEvent.firstId(AT.plusSeconds(1)), asked.get(0).beforeId());
        assertEquals(5, asked.get(0).limit());
        server.get(HISTORY + "?before=" + sent.id());
        assertEquals(0, asked.get(1).fromId());
        assertEquals(sent.id(), asked.get(1).beforeId());
        assertEquals(100, asked.get(1).limit());
    }

    @Test
    void whatIsWrongIsSaid() throws Exception {
        for (String query :
                List.of(
                        "limit=0",
                        "limit=1001",
                        "before=x",
                        "kind=x",
                        "filter=%3D",
                        "from=x",
                        "fingerprint=xyz")) {
            HttpResponse<String> answer = server.get(HISTORY + "?" + query);
            assertEquals(400, answer.statusCode(), query);
            assertTrue(answer.body().contains(query.substring(0, query.indexOf('='))), query);
        }
    }
}
