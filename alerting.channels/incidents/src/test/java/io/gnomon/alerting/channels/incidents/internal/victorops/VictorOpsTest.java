package io.gnomon.alerting.channels.incidents.internal.victorops;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gnomon.alerting.channels.incidents.internal.IncidentsTest;
import io.gnomon.platform.testkit.channel.TestNotification;
import io.gnomon.spi.channel.Delivery;

import org.junit.jupiter.api.Test;

import java.util.Map;

final class VictorOpsTest extends IncidentsTest<VictorOpsSettings> {
    VictorOpsTest() {
        super(VictorOpsFactory::new, "{api_key: vk, routing_key: rt, api_url: URL}");
    }

    @Test
    void theMessageIsThatOfAlertmanager() throws Exception {
        String body =
                posted(
                        "{api_key: vk, routing_key: rt, api_url: URL, custom_fields: {cf: '{{"
                                + " .Status }}'}}",
                        Map.of(".Status", "firing"));
        assertEquals(
                "{\"cf\":\"firing\",\"entity_display_name\":\"victorops.default.entity_display_name\","
                    + "\"entity_id\":\"HASH\",\"message_type\":\"CRITICAL\","
                    + "\"monitoring_tool\":\"victorops.default.monitoring_tool\","
                    + "\"state_message\":\"victorops.default.state_message\"}",
                body.replaceFirst("[0-9a-f]{64}", "HASH"));
        assertEquals("/taken/vk/rt", server.asked().get(0).uri().getPath());
    }

    @Test
    void theTypeIsOneThatVictorOpsKnows() throws Exception {
        String yaml = "{api_key: vk, routing_key: rt, api_url: URL, message_type: %s}";
        assertTrue(
                posted(yaml.formatted("WARNING"), Map.of())
                        .contains("\"message_type\":\"WARNING\""));
        assertTrue(
                posted(yaml.formatted("odd"), Map.of()).contains("\"message_type\":\"CRITICAL\""));
        Delivery _ = send(accepting(), TestNotification.twoAlerts().resolved());
        assertTrue(server.asked().get(2).body().contains("\"message_type\":\"RECOVERY\""));
    }

    @Test
    void settingsThatContradictThemselvesAreRefused() {
        refused("{}", "missing Routing key in VictorOps config");
        refused("{routing_key: a}", "no global VictorOps API Key set");
        refused(
                "{routing_key: a, api_key: b, api_key_file: c}",
                "at most one of api_key & api_key_file must be configured");
        refused(
                "{routing_key: a, api_key: b, custom_fields: {message_type: x}}",
                "victorOps config contains custom field message_type which cannot be used as it"
                        + " conflicts with the fixed/static fields");
    }
}
