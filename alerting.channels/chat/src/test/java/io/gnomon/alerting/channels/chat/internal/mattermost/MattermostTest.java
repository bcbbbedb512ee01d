package io.gnomon.alerting.channels.chat.internal.mattermost;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gnomon.alerting.channels.chat.internal.ChatTest;

import org.junit.jupiter.api.Test;

import java.util.Map;

final class MattermostTest extends ChatTest<MattermostSettings> {
    MattermostTest() {
        super(MattermostFactory::new, "webhook_url: URL");
    }

    @Test
    void theMessageIsThatOfAlertmanager() throws Exception {
        assertEquals(
                "{\"channel\":\"ch\",\"username\":\"mattermost.default.username\",\"icon_url\":\"iu\","
                    + "\"icon_emoji\":\"ie\",\"attachments\":[{\"fallback\":\"mattermost.default.fallback\","
                    + "\"color\":\"danger\",\"text\":\"mattermost.default.text\",\"title\":\"mattermost.default.title\","
                    + "\"title_link\":\"mattermost.default.titlelink\",\"fields\":[{\"title\":\"T\",\"value\":\"V\"},"
                    + "{\"title\":\"U\",\"value\":\"v\",\"short\":true}]}]}",
                posted(
                        """
                        {webhook_url: URL, channel: ch, icon_url: iu, icon_emoji: ie,
                         fields: [{title: T, value: V}, {title: U, value: v, short: true}]}
                        """,
                        Map.of("template \"mattermost.default.color\" .", "danger")));
    }

    @Test
    void attachmentsReplaceTheOneThatIsDescribed() throws Exception {
        assertEquals(
                "{\"username\":\"u\",\"attachments\":[{\"pretext\":\"p\",\"author_name\":\"n\",\"footer_icon\":\"f\"},"
                    + "{\"text\":\"t\",\"image_url\":\"i\"}],\"type\":\"custom\",\"props\":{\"card\":\"c\"},"
                    + "\"priority\":{\"priority\":\"urgent\",\"requested_ack\":true,\"persistent_notifications\":true}}",
                posted(
                        """
                        {webhook_url: URL, username: u, type: custom, props: {card: c},
                         attachments: [{pretext: p, author_name: n, footer_icon: f}, {text: t, image_url: i}],
                         priority: {priority: Urgent, requested_ack: true, persistent_notifications: true}}
                        """,
                        Map.of()));
    }

    @Test
    void whatMattermostDoesNotTakeTogetherIsLeftOut() throws Exception {
        String body =
                posted(
                        """
                        {webhook_url: URL, priority: {priority: high, requested_ack: true, persistent_notifications: true}}
                        """,
                        Map.of());
        assertTrue(body.endsWith("\"priority\":{\"priority\":\"standard\"}}"), body);
    }

    @Test
    void settingsThatContradictThemselvesAreRefused() {
        refused("{}", "missing webhook_url or webhook_url_file on mattermost_config");
        refused(
                "{webhook_url: 'http://x', webhook_url_file: f}",
                "at most one of webhook_url & webhook_url_file must be configured");
        refused(
                "{webhook_url: 'http://x', fields: [{title: x}]}",
                "missing value in Mattermost field configuration");
    }
}
