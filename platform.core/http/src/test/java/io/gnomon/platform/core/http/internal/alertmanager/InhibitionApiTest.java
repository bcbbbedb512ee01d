package io.gnomon.platform.core.http.internal.alertmanager;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.gnomon.model.labels.Matcher;
import io.gnomon.platform.core.config.alerting.AlertmanagerFile;
import io.gnomon.platform.core.config.alerting.InhibitRule;
import io.gnomon.platform.core.http.internal.FakeRooms;
import io.gnomon.platform.core.http.internal.gnomon.InhibitionApi;
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
            rooms.alertmanager = alertmanager;
            assertEquals(
                    "[{\"name\":\"no-data\",\"generated\":true,\"sourceMatchers\":[\"a=\\\"b\\\"\"],"
                        + "\"targetMatchers\":[\"c!=\\\"\\\"\"],\"equal\":[\"job\"]}]",
                    server.get(path).body().strip());
        }
    }
}
