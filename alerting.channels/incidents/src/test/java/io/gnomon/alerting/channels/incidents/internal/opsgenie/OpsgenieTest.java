package io.gnomon.alerting.channels.incidents.internal.opsgenie;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gnomon.alerting.channels.incidents.internal.IncidentsTest;
import io.gnomon.platform.testkit.channel.TestNotification;
import io.gnomon.platform.testkit.http.LoopbackServer.Answer;
import io.gnomon.platform.testkit.http.LoopbackServer.Asked;
import io.gnomon.spi.channel.Delivery;

import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Map;

final class OpsgenieTest extends IncidentsTest<OpsgenieSettings> {
    OpsgenieTest() {
        super(OpsgenieFactory::new, "{api_key: key, api_url: URL}");
    }

    @Override
    protected Answer taken(Asked asked) {
        return Answer.json(202, "{\"result\":\"Request will be processed\"}");
    }

    @Test
    void theRequestsAreThoseOfAlertmanager() throws Exception {
        String opened =
                posted(
                        """
                        {api_key: key, api_url: URL, details: {a: '{{ .Status }}'},
                         responders: [{name: 'a,b', type: teams}, {username: u, type: USER}, {id: i, type: escalation}],
                         tags: 'x, y,,z', note: n, priority: P1, update_alerts: true, entity: e, actions: 'r, s'}
                        """,
                        Map.of(".Status", "firing"));
        assertEquals(
                "{\"alias\":\"HASH\",\"message\":\"opsgenie.default.message\","
                    + "\"description\":\"opsgenie.default.description\",\"details\":{\"a\":\"firing\","
                    + "\"alertname\":\"DiskFull\",\"job\":\"node\"},\"source\":\"opsgenie.default.source\","
                    + "\"responders\":[{\"name\":\"a\",\"type\":\"team\"},{\"name\":\"b\",\"type\":\"team\"},"
                    + "{\"username\":\"u\",\"type\":\"user\"},{\"id\":\"i\",\"type\":\"escalation\"}],\"tags\":[\"x\",\""
                    + " y\",\"z\"],\"note\":\"n\",\"priority\":\"P1\",\"entity\":\"e\",\"actions\":[\"r\",\""
                    + " s\"]}",
                opened.replaceFirst("[0-9a-f]{64}", "HASH"));
        assertEquals("GenieKey key", server.asked().get(0).headers().get("Authorization"));
        assertEquals(
                List.of(
                        "POST /taken/v2/alerts",
                        "PUT /taken/v2/alerts/HASH/message?identifierType=alias",
                        "PUT /taken/v2/alerts/HASH/description?identifierType=alias"),
                requests());
        assertEquals("{\"message\":\"opsgenie.default.message\"}", server.asked().get(1).body());
        assertEquals(
                "{\"description\":\"opsgenie.default.description\"}", server.asked().get(2).body());
    }

    private List<String> requests() {
        return server.asked().stream()
                .map(asked ->
                        (asked.method() + " " + asked.uri()).replaceFirst("[0-9a-f]{64}", "HASH"))
                .toList();
    }

    @Test
    void theEndClosesTheAlert() throws Exception {
        Delivery _ = send(accepting(), TestNotification.twoAlerts().resolved());
        assertEquals(List.of("POST /taken/v2/alerts/HASH/close?identifierType=alias"), requests());
        assertEquals("{\"source\":\"opsgenie.default.source\"}", server.asked().get(0).body());
    }

    @Test
    void aLongMessageIsCut() throws Exception {
        String body =
                posted(
                        "{api_key: key, api_url: URL, message: '" + "m".repeat(200) + "'}",
                        Map.of());
        assertTrue(body.contains("\"" + "m".repeat(129) + "…\""), body);
    }

    @Test
    void settingsThatContradictThemselvesAreRefused() {
        refused("{}", "no global OpsGenie API Key set either inline or in a file");
        refused(
                "{api_key: a, api_key_file: b}",
                "at most one of api_key & api_key_file must be configured");
        refused(
                "{api_key: a, responders: [{}]}",
                "opsGenieConfig responder {   } has to have at least one of id, username or name"
                        + " specified");
        refused(
                "{api_key: a, responders: [{name: x, type: y}]}",
                "opsGenieConfig responder { x  y} type does not match valid options"
                        + " ^(team|teams|user|escalation|schedule)$");
    }
}
