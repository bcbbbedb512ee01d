package io.gnomon.platform.core.http.internal.alertmanager;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;

import io.gnomon.model.labels.Labels;
import io.gnomon.model.labels.Matcher;
import io.gnomon.platform.core.alerting.Alertmanager;
import io.gnomon.platform.core.config.alerting.AlertmanagerFile;
import io.gnomon.platform.core.config.alerting.InhibitRule;
import io.gnomon.platform.core.http.internal.FakeRooms;
import io.gnomon.platform.core.http.internal.gnomon.InhibitionApi;
import io.gnomon.platform.core.http.internal.json.Json;
import io.gnomon.platform.core.http.internal.routing.Routes;
import io.gnomon.platform.core.http.internal.server.TestServer;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.util.List;

@Timeout(60)
class InhibitionApiTest {
    @Test
    void generatedRulesAreMarked() throws Exception {
        FakeAlertmanager alertmanager = new FakeAlertmanager();
        alertmanager.config =
                AlertmanagerFile.NONE.withInhibitRules(
                        List.of(
                                new InhibitRule(
                                        "no-data",
                                        List.of(Matcher.equal("a", "b")),
                                        List.of(new Matcher(Matcher.Type.NOT_EQUAL, "c", "")),
                                        List.of("job"),
                                        true)));
        FakeRooms rooms = new FakeRooms();
        Routes routes = new Routes();
        new InhibitionApi(rooms).addTo(routes);
        try (TestServer server = TestServer.of(routes)) {
            String path = "/api/gnomon/v1/alerting/inhibitions";
            assertEquals(503, server.get(path).statusCode());
            rooms.put(Alertmanager.class, alertmanager);
            assertEquals(
                    "[{\"name\":\"no-data\",\"generated\":true,\"sourceMatchers\":[\"a=\\\"b\\\"\"],"
                        + "\"targetMatchers\":[\"c!=\\\"\\\"\"],\"equal\":[\"job\"],\"held\":[]}]",
                    server.get(path).body().strip());
        }
    }

    /** Of two rules that fit the first is told, as it is to the alert. */
    @Test
    void whatARuleHoldsBackIsTold() throws Exception {
        Labels down = Labels.of("alertname", "Down", "job", "a");
        Labels slow = Labels.of("alertname", "Slow", "job", "a");
        FakeAlertmanager alertmanager = new FakeAlertmanager();
        alertmanager.config =
                AlertmanagerFile.NONE.withInhibitRules(
                        List.of(rule("Down", "Other"), rule("Down", "Slow"), rule("Down", "Slow")));
        alertmanager.fired(down);
        alertmanager.fired(slow);
        alertmanager.inhibitedBy.put(slow, List.of(alertmanager.fingerprint(down)));
        FakeRooms rooms = new FakeRooms();
        rooms.put(Alertmanager.class, alertmanager);
        Routes routes = new Routes();
        new InhibitionApi(rooms).addTo(routes);
        try (TestServer server = TestServer.of(routes)) {
            JsonNode rules = Json.read(server.get("/api/gnomon/v1/alerting/inhibitions").body());
            assertEquals(0, rules.at("/0/held").size());
            assertEquals(
                    "[{\"inhibiting\":\"%s\",\"inhibited\":\"%s\"}]"
                            .formatted(
                                    alertmanager.fingerprint(down), alertmanager.fingerprint(slow)),
                    rules.at("/1/held").toString());
            assertEquals(0, rules.at("/2/held").size());
        }
    }

    private static InhibitRule rule(String source, String target) {
        return new InhibitRule(
                "",
                List.of(Matcher.equal("alertname", source)),
                List.of(Matcher.equal("alertname", target)),
                List.of("job"),
                false);
    }
}
