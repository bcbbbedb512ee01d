package io.gnomon.alerting.channels.chat.internal.msteams;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.gnomon.alerting.channels.chat.internal.ChatTest;
import io.gnomon.platform.testkit.channel.TestNotification;
import io.gnomon.spi.channel.Delivery;

import org.junit.jupiter.api.Test;

import java.util.Map;

final class MsTeamsV2Test extends ChatTest<MsTeamsV2Settings> {
    MsTeamsV2Test() {
        super(MsTeamsV2Factory::new, "webhook_url: URL");
    }

    @Test
    void theMessageIsThatOfAlertmanager() throws Exception {
        String card =
                "{\"type\":\"message\",\"attachments\":[{\"contentType\":\"application/vnd.microsoft.card.adaptive\","
                    + "\"contentUrl\":null,\"content\":{\"$schema\":\"http://adaptivecards.io/schemas/adaptive-card.json\","
                    + "\"type\":\"AdaptiveCard\",\"version\":\"1.2\",\"body\":[{\"type\":\"TextBlock\",\"text\":\"T\","
                    + "\"weight\":\"Bolder\",\"size\":\"Medium\",\"wrap\":true,\"style\":\"heading\","
                    + "\"color\":\"Attention\"},{\"type\":\"TextBlock\",\"text\":\"X\",\"wrap\":true}],"
                    + "\"msteams\":{\"width\":\"full\"}}}]}";
        assertEquals(card, posted("{webhook_url: URL, title: T, text: X}", Map.of()));
        Delivery _ =
                send(
                        at("/taken", "{webhook_url: URL, title: T, text: X}"),
                        TestNotification.twoAlerts().resolved());
        assertEquals(card.replace("Attention", "Good"), server.asked().get(1).body());
    }

    @Test
    void settingsThatContradictThemselvesAreRefused() {
        refused("{}", "one of webhook_url or webhook_url_file must be configured");
        refused(
                "{webhook_url: 'http://x', webhook_url_file: f}",
                "at most one of webhook_url & webhook_url_file must be configured");
        refused("{webhook_url: x}", "unsupported scheme \"\" for URL");
    }
}
