package io.gnomon.alerting.channels.chat.internal.rocketchat;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.gnomon.alerting.channels.chat.internal.ChatTest;
import io.gnomon.platform.testkit.channel.TestNotification;
import io.gnomon.platform.testkit.http.LoopbackServer.Answer;
import io.gnomon.platform.testkit.http.LoopbackServer.Asked;
import io.gnomon.spi.channel.Delivery;

import org.junit.jupiter.api.Test;

import java.util.Map;

final class RocketChatTest extends ChatTest<RocketChatSettings> {
    RocketChatTest() {
        super(
                RocketChatFactory::new,
                "{api_url: URL, token: t, token_id: ti, color: red, channel: '#c'}");
    }

    @Override
    protected Answer taken(Asked asked) {
        return Answer.json(
                200,
                asked.uri().getPath().startsWith("/taken/refused")
                        ? "{\"success\":false,\"error\":\"unauthorized\"}"
                        : "{\"success\":true}");
    }

    @Test
    void theMessageIsThatOfAlertmanager() throws Exception {
        Map<String, String> texts =
                Map.of(
                        "if eq .Status \"firing\"", "",
                        "else", "",
                        "end", "",
                        "template \"rocketchat.default.emoji\" .", "",
                        "template \"rocketchat.default.iconurl\" .", "",
                        "template \"rocketchat.default.text\" .", "");
        assertEquals(
                "{\"channel\":\"#c\",\"attachments\":[{\"title\":\"rocketchat.default.title\","
                    + "\"title_link\":\"rocketchat.default.titlelink\",\"image_url\":\"i\",\"thumb_url\":\"th\","
                    + "\"color\":\"redgreen\",\"fields\":[{\"short\":true,\"title\":\"T\",\"value\":\"V\"},"
                    + "{\"short\":false,\"title\":\"U\",\"value\":\"v\"}],\"actions\":[{\"type\":\"button\","
                    + "\"text\":\"go\",\"url\":\"http://x\",\"is_webview\":false,\"msg\":\"m\","
                    + "\"msg_in_chat_window\":false}]}]}",
                posted(
                        """
                        {api_url: URL, token: t, token_id: ti, channel: '#c', image_url: i, thumb_url: th,
                         link_names: true, short_fields: true,
                         fields: [{title: T, value: V}, {title: U, value: v, short: false}],
                         actions: [{type: button, text: go, url: http://x, msg: m}]}
                        """,
                        texts));
        Asked asked = server.asked().get(0);
        assertEquals("/taken/api/v1/chat.postMessage", asked.uri().getPath());
        assertEquals("t", asked.headers().get("X-auth-token"));
        assertEquals("ti", asked.headers().get("X-user-id"));
    }

    @Test
    void errorsComeWithStatus200() throws Exception {
        assertEquals(
                new Delivery.Refused(
                        "channel \"#c\": error response from Rocketchat: unauthorized"),
                send(
                        at(
                                "/taken/refused",
                                "{api_url: URL, token: t, token_id: ti, color: red, channel:"
                                        + " '#c'}"),
                        TestNotification.twoAlerts()));
    }

    @Test
    void settingsThatContradictThemselvesAreRefused() {
        refused("{token: a}", "no global Rocketchat TokenID set either inline or in a file");
        refused("{}", "no global Rocketchat Token set either inline or in a file");
        refused(
                "{token: a, token_file: f, token_id: c}",
                "at most one of token & token_file must be configured");
        refused(
                "{token: a, token_id_file: f, token_id: c}",
                "at most one of token_id & token_id_file must be configured");
    }
}
