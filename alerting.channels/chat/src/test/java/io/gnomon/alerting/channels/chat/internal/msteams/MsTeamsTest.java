package io.gnomon.alerting.channels.chat.internal.msteams;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.gnomon.alerting.channels.chat.internal.ChatTest;
import io.gnomon.platform.testkit.channel.TestNotification;
import io.gnomon.spi.channel.Delivery;

import org.junit.jupiter.api.Test;

import java.util.Map;

final class MsTeamsTest extends ChatTest<MsTeamsSettings> {
    MsTeamsTest() {
        super(MsTeamsFactory::new, "webhook_url: URL");
    }

    @Test
    void theMessageIsThatOfAlertmanager() throws Exception {
        String card =
                "{\"@context\":\"http://schema.org/extensions\",\"type\":\"MessageCard\","
                    + "\"title\":\"msteams.default.title\",\"summary\":\"msteams.default.summary\","
                    + "\"text\":\"msteams.default.text\",\"themeColor\":\"8C1A1A\"}";
        assertEquals(card, posted("{webhook_url: URL}", Map.of()));
        Delivery _ = send(accepting(), TestNotification.twoAlerts().resolved());
        assertEquals(card.replace("8C1A1A", "2DC72D"), server.asked().get(1).body());
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
