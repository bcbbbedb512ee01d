package io.gnomon.alerting.channels.chat.internal.telegram;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gnomon.alerting.channels.chat.internal.ChatTest;
import io.gnomon.platform.testkit.channel.TestNotification;
import io.gnomon.platform.testkit.http.LoopbackServer.Answer;
import io.gnomon.platform.testkit.http.LoopbackServer.Asked;
import io.gnomon.spi.channel.Delivery;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

final class TelegramTest extends ChatTest<TelegramSettings> {
    @TempDir Path folder;

    TelegramTest() {
        super(TelegramFactory::new, "{api_url: URL, bot_token: '1:tok', chat_id: 42}");
    }

    @Override
    protected Answer taken(Asked asked) {
        return asked.uri().getPath().startsWith("/taken/refused")
                ? Answer.json(400, "{\"ok\":false,\"description\":\"Bad Request: chat not found\"}")
                : Answer.json(200, "{\"ok\":true,\"result\":{}}");
    }

    @Test
    void theMessageIsThatOfAlertmanager() throws Exception {
        assertEquals(
                "{\"chat_id\":\"42\",\"disable_notification\":\"true\",\"disable_web_page_preview\":\"true\",\"message_thread_id\":\"7\",\"parse_mode\":\"HTML\",\"text\":\"1"
                    + " &lt; 2\"}",
                posted(
                        "{api_url: URL, bot_token: '1:tok', chat_id: 42, message_thread_id: 7,"
                                + " disable_notifications: true}",
                        Map.of("template \"telegram.default.message\" .", "1 < 2")));
        assertEquals("/taken/bot1:tok/sendMessage", server.asked().get(0).uri().getPath());
        assertEquals(
                "{\"chat_id\":\"-5\",\"disable_web_page_preview\":\"true\",\"text\":\"1 < 2\"}",
                posted(
                        "{api_url: URL, bot_token: '1:tok', chat_id: -5, parse_mode: '', message:"
                                + " '1 < 2'}",
                        Map.of()));
    }

    @Test
    void theTokenAndTheChatMayBeInFiles() throws Exception {
        Path token = Files.writeString(folder.resolve("token"), "2:tok\n");
        Path chat = Files.writeString(folder.resolve("chat"), "-7\n");
        String body =
                posted(
                        "{api_url: URL, bot_token_file: '%s', chat_id_file: '%s'}"
                                .formatted(token, chat),
                        Map.of());
        assertTrue(body.startsWith("{\"chat_id\":\"-7\""), body);
        assertEquals("/taken/bot2:tok/sendMessage", server.asked().get(0).uri().getPath());
    }

    @Test
    void theReasonIsTelegrams() throws Exception {
        assertEquals(
                new Delivery.Refused("unexpected status code 400: Bad Request: chat not found"),
                send(
                        at("/taken/refused", "{api_url: URL, bot_token: '1:tok', chat_id: 42}"),
                        TestNotification.twoAlerts()));
    }

    @Test
    void htmlIsNotCutThrough() throws Exception {
        String action = "template \"telegram.default.message\" .";
        String yaml = "{api_url: URL, bot_token: '1:tok', chat_id: 42}";
        String fits = posted(yaml, Map.of(action, "<".repeat(4096)));
        assertTrue(fits.contains("&lt;&lt;"), fits);
        String tooLong = posted(yaml, Map.of(action, "<".repeat(4097)));
        assertTrue(tooLong.contains("message length exceeds Telegram limits."), tooLong);
        assertEquals(8, HtmlLength.characters("<b>a&amp;b</b> &#x41;&nb"));
        String plain =
                posted(yaml.replace("}", ", parse_mode: ''}"), Map.of(action, "x".repeat(5000)));
        assertTrue(plain.contains("\"" + "x".repeat(4095) + "…\""), plain);
    }

    @Test
    void settingsThatContradictThemselvesAreRefused() {
        refused("{bot_token: a}", "missing chat_id or chat_id_file on telegram_config");
        refused("{chat_id: 1}", "missing bot_token or bot_token_file on telegram_config");
        refused(
                "{bot_token: a, chat_id: 1, bot_token_file: f}",
                "at most one of bot_token & bot_token_file must be configured");
        refused(
                "{bot_token: a, chat_id: 1, chat_id_file: f}",
                "at most one of chat_id & chat_id_file must be configured");
        refused(
                "{bot_token: a, chat_id: 1, parse_mode: x}",
                "unknown parse_mode on telegram_config, must be Markdown, MarkdownV2, HTML or empty"
                        + " string");
    }
}
