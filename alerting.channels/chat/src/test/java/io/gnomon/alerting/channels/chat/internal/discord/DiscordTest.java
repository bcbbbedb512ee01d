package io.gnomon.alerting.channels.chat.internal.discord;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gnomon.alerting.channels.chat.internal.ChatTest;
import io.gnomon.platform.testkit.channel.TestNotification;
import io.gnomon.spi.channel.Delivery;

import org.junit.jupiter.api.Test;

import java.util.Map;

final class DiscordTest extends ChatTest<DiscordSettings> {
    DiscordTest() {
        super(DiscordFactory::new, "webhook_url: URL");
    }

    @Test
    void theMessageIsThatOfAlertmanager() throws Exception {
        assertEquals(
                "{\"content\":\"c\",\"embeds\":[{\"title\":\"discord.default.title\","
                        + "\"description\":\"discord.default.message\",\"color\":10038562}],"
                        + "\"username\":\"u\",\"avatar_url\":\"http://a\"}",
                posted(
                        "{webhook_url: URL, content: c, username: u, avatar_url: 'http://a'}",
                        Map.of()));
        assertEquals(
                "{\"content\":\"\",\"embeds\":[{\"title\":\"discord.default.title\","
                        + "\"description\":\"discord.default.message\",\"color\":10038562}]}",
                posted("{webhook_url: URL}", Map.of()));
    }

    @Test
    void theEndIsGreenAndLongTextsAreCut() throws Exception {
        String yaml =
                "{webhook_url: URL, title: '%s', message: '%s', content: '%s'}"
                        .formatted("t".repeat(300), "m".repeat(5000), "c".repeat(2001));
        Delivery _ = send(at("/taken", yaml), TestNotification.twoAlerts().resolved());
        String body = server.asked().get(0).body();
        assertTrue(body.contains("\"color\":3066993"), body);
        assertTrue(body.contains("\"" + "t".repeat(255) + "…\""), body);
        assertTrue(body.contains("\"" + "m".repeat(4095) + "…\""), body);
        assertTrue(body.contains("\"" + "c".repeat(1999) + "…\""), body);
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
