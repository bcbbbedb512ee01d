package io.gnomon.alerting.channels.incidents.internal.incidentio;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gnomon.alerting.channels.incidents.internal.IncidentsTest;
import io.gnomon.model.alert.Alert;
import io.gnomon.platform.testkit.channel.TestNotification;
import io.gnomon.platform.testkit.http.LoopbackServer.Answer;
import io.gnomon.platform.testkit.http.LoopbackServer.Asked;
import io.gnomon.spi.channel.Delivery;

import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

final class IncidentIoTest extends IncidentsTest<IncidentIoSettings> {
    IncidentIoTest() {
        super(IncidentIoFactory::new, "{url: URL, alert_source_token: tok}");
    }

    @Override
    protected Answer taken(Asked asked) {
        return asked.uri().getPath().startsWith("/taken/bad")
                ? Answer.json(422, "{\"message\":\"invalid\",\"errors\":[\"a\",\"b\"]}")
                : Answer.text(202, "");
    }

    @Test
    void theMessageIsThatOfAlertmanager() throws Exception {
        String body = posted("{url: URL, alert_source_token: tok, max_alerts: 1}", Map.of());
        assertTrue(
                body.startsWith("{\"receiver\":\"ops\",\"status\":\"firing\",\"alerts\":[{"), body);
        assertTrue(
                body.endsWith(
                        "\"version\":\"1\",\"groupKey\":\"{}/{job=\\\"node\\\"}:{alertname=\\\"DiskFull\\\"}\","
                            + "\"truncatedAlerts\":1}"),
                body);
        assertEquals("Bearer tok", server.asked().get(0).headers().get("Authorization"));
    }

    @Test
    void ofAMessageThatIsTooLargeTheFirstAlertIsSent() throws Exception {
        TestNotification notification = TestNotification.twoAlerts();
        List<Alert> many = new ArrayList<>();
        for (int i = 0; i < 2000; i++) {
            many.add(notification.alerts().get(0));
        }
        Delivery _ = send(accepting(), notification.withAlerts(many));
        String body = server.asked().get(0).body();
        assertTrue(body.endsWith("\"truncatedAlerts\":1999}"), () -> body.substring(0, 300));
    }

    @Test
    void theReasonIsIncidentIos() throws Exception {
        assertEquals(
                new Delivery.Refused("unexpected status code 422: invalid: a, b"),
                send(
                        at("/taken/bad", "{url: URL, alert_source_token: tok}"),
                        TestNotification.twoAlerts()));
    }

    @Test
    void settingsThatContradictThemselvesAreRefused() {
        refused("{}", "one of url or url_file must be configured");
        refused(
                "{url: 'http://x', url_file: f}",
                "at most one of url & url_file must be configured");
        refused(
                "{url: 'http://x', alert_source_token: x, alert_source_token_file: y}",
                "at most one of alert_source_token & alert_source_token_file must be configured");
        refused(
                "{url: 'http://x', alert_source_token: x, http_config: {authorization:"
                        + " {credentials: a}}}",
                "cannot specify alert_source_token or alert_source_token_file when using"
                        + " http_config.authorization");
    }
}
