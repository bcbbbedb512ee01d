package io.gnomon.alerting.channels.slack.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gnomon.platform.core.config.internal.settings.RecordBinder;
import io.gnomon.platform.testkit.channel.ChannelContractTest;
import io.gnomon.platform.testkit.channel.TestNotification;
import io.gnomon.platform.testkit.http.LoopbackServer;
import io.gnomon.platform.testkit.http.LoopbackServer.Answer;
import io.gnomon.platform.testkit.http.LoopbackServer.Asked;
import io.gnomon.platform.testkit.http.PlainHttpClients;
import io.gnomon.spi.channel.Channel;
import io.gnomon.spi.channel.ChannelFactory;
import io.gnomon.spi.channel.Delivery;
import io.gnomon.spi.settings.SettingsException;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

final class SlackTest extends ChannelContractTest<SlackSettings> {
    private static final Map<String, String> TEXTS =
            Map.ofEntries(
                    Map.entry(".Status", "firing"),
                    Map.entry("template \"slack.default.title\" .", "[FIRING:2] DiskFull (node)"),
                    Map.entry(
                            "template \"slack.default.titlelink\" .",
                            "http://gnomon.example/#/alerts?receiver=all"),
                    Map.entry(
                            "template \"slack.default.fallback\" .",
                            "[FIRING:2] DiskFull (node) |"
                                    + " http://gnomon.example/#/alerts?receiver=all"),
                    Map.entry("template \"slack.default.username\" .", "Alertmanager"),
                    Map.entry("template \"slack.default.color\" .", "danger"),
                    Map.entry("template \"slack.default.text\" .", ""),
                    Map.entry("template \"slack.default.pretext\" .", ""),
                    Map.entry("template \"slack.default.callbackid\" .", ""),
                    Map.entry("template \"slack.default.footer\" .", ""),
                    Map.entry("template \"slack.default.iconemoji\" .", ""),
                    Map.entry("template \"slack.default.iconurl\" .", ""));

    @TempDir Path folder;
    private final LoopbackServer server = new LoopbackServer(SlackTest::answer);

    private static Answer answer(Asked asked) {
        return switch (asked.uri().getPath()) {
            case "/hook" -> Answer.text(200, "ok");
            case "/broken" -> Answer.text(503, "later");
            case "/no_text" -> Answer.text(200, "no_text");
            case "/api/chat.postMessage", "/api/chat.update" ->
                    Answer.json(200, "{\"ok\":true,\"channel\":\"C1\",\"ts\":\"12.34\"}");
            case "/limited" -> Answer.json(200, "{\"ok\":false,\"error\":\"ratelimited\"}");
            case "/unknown" -> Answer.json(200, "{\"ok\":false,\"error\":\"channel_not_found\"}");
            case "/gone/chat.update" ->
                    Answer.json(200, "{\"ok\":false,\"error\":\"message_not_found\"}");
            case "/gone/chat.postMessage" ->
                    Answer.json(200, "{\"ok\":true,\"channel\":\"C1\",\"ts\":\"56.78\"}");
            default -> Answer.text(404, "no_service");
        };
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private static SlackSettings bound(String yaml) {
        RecordBinder binder = new RecordBinder();
        try {
            return binder.bind(binder.parseYaml("a.yml", yaml), SlackSettings.class);
        } catch (SettingsException e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
    }

    private SlackSettings hook(String path) {
        return bound("{api_url: '" + server.uri(path) + "', channel: '#ops'}");
    }

    @Override
    protected ChannelFactory<SlackSettings> factory() {
        return new SlackFactory(new PlainHttpClients());
    }

    @Override
    protected SlackSettings accepting() {
        return hook("/hook");
    }

    @Override
    protected SlackSettings failing() {
        return hook("/broken");
    }

    @Override
    protected SlackSettings refusing() {
        return hook("/elsewhere");
    }

    @Override
    protected SlackSettings unreachable() {
        return bound("api_url: " + LoopbackServer.nobody());
    }

    @Override
    protected int received() {
        return server.asked().size();
    }

    private Delivery send(SlackSettings settings, TestNotification notification) throws Exception {
        try (Channel channel = factory().create(settings)) {
            return channel.send(notification.withTexts(TEXTS));
        }
    }

    private Delivery send(SlackSettings settings) throws Exception {
        return send(settings, TestNotification.twoAlerts());
    }

    /** The body is what Alertmanager 0.33 posted with these settings. */
    @Test
    void theMessageIsThatOfAlertmanager() throws Exception {
        Delivery _ =
                send(
                        bound(
                                """
                                api_url: %s
                                channel: '#ops'
                                fields:
                                - {title: T, value: '{{ .Status }}'}
                                - {title: U, value: v, short: true}
                                actions:
                                - {type: button, text: go, url: 'http://x/{{ .Status }}', style: primary}
                                - type: button
                                  text: ack
                                  name: n
                                  value: v
                                  confirm: {text: sure, title: t, ok_text: o, dismiss_text: d}
                                link_names: true
                                image_url: http://i
                                thumb_url: http://t
                                message_text: mt
                                """
                                        .formatted(server.uri("/hook"))));
        assertEquals(
                "{\"channel\":\"#ops\",\"username\":\"Alertmanager\",\"link_names\":true,\"text\":\"mt\",\"attachments\":[{\"title\":\"[FIRING:2]"
                    + " DiskFull (node)\","
                    + "\"title_link\":\"http://gnomon.example/#/alerts?receiver=all\",\"text\":\"\",\"fallback\":\"[FIRING:2]"
                    + " DiskFull (node) | http://gnomon.example/#/alerts?receiver=all\","
                    + "\"callback_id\":\"\",\"fields\":[{\"title\":\"T\",\"value\":\"firing\",\"short\":false},"
                    + "{\"title\":\"U\",\"value\":\"v\",\"short\":true}],"
                    + "\"actions\":[{\"type\":\"button\",\"text\":\"go\",\"url\":\"http://x/firing\",\"style\":\"primary\"},"
                    + "{\"type\":\"button\",\"text\":\"ack\",\"name\":\"n\",\"value\":\"v\",\"confirm\":{\"text\":\"sure\","
                    + "\"title\":\"t\",\"ok_text\":\"o\",\"dismiss_text\":\"d\"}}],\"image_url\":\"http://i\","
                    + "\"thumb_url\":\"http://t\",\"footer\":\"\",\"color\":\"danger\","
                    + "\"mrkdwn_in\":[\"fallback\",\"pretext\",\"text\"]}]}",
                server.asked().get(0).body());
    }

    @Test
    void aLongTitleIsCut() throws Exception {
        String yaml = "{api_url: '" + server.uri("/hook") + "', title: '" + "ä".repeat(2000) + "'}";
        Delivery _ = send(bound(yaml));
        assertTrue(server.asked().get(0).body().contains("\"" + "ä".repeat(1023) + "…\""));
    }

    @Test
    void whatSlackSaysWithStatus200Counts() throws Exception {
        assertEquals(
                new Delivery.Refused(
                        "channel \"#ops\": received an error response from Slack: no_text"),
                send(hook("/no_text")));
        assertEquals(
                new Delivery.Retry("channel \"#ops\": error response from Slack: ratelimited"),
                send(hook("/limited")));
        assertEquals(
                new Delivery.Refused(
                        "channel \"#ops\": error response from Slack: channel_not_found"),
                send(hook("/unknown")));
        assertEquals(
                new Delivery.Refused("channel \"#ops\": unexpected status code 404: no_service"),
                send(hook("/elsewhere")));
    }

    @Test
    void anAppSendsItsToken() throws Exception {
        Path token = folder.resolve("token");
        Files.writeString(token, "xoxb-1\n");
        SlackSettings settings =
                bound(
                        """
                        {app_token_file: '%s', app_url: '%s', channel: ops}
                        """
                                .formatted(token, server.uri("/api/chat.postMessage")));
        assertEquals(new Delivery.Delivered(), send(settings));
        assertEquals("Bearer xoxb-1", server.asked().get(0).headers().get("Authorization"));
    }

    private SlackSettings app(String base, String options) {
        return bound(
                """
                {app_token: t, app_url: '%s', channel: ops, %s}
                """
                        .formatted(server.uri(base + "/chat.postMessage"), options));
    }

    @Test
    void theFirstMessageOfAGroupIsUpdated() throws Exception {
        SlackSettings settings = app("/api", "update_message: true");
        Delivery.Delivered first = assertInstanceOf(Delivery.Delivered.class, send(settings));
        assertEquals(Map.of("channelId", "C1", "threadTs", "12.34"), first.memory());
        Delivery second = send(settings, TestNotification.twoAlerts().withMemory(first.memory()));
        assertEquals(first, second);
        Asked update = server.asked().get(1);
        assertEquals("/api/chat.update", update.uri().getPath());
        assertTrue(update.body().startsWith("{\"channel\":\"C1\""), update.body());
        assertTrue(update.body().endsWith(",\"ts\":\"12.34\"}"), update.body());
    }

    @Test
    void aMessageThatIsGoneIsPostedAnew() throws Exception {
        Delivery.Delivered delivered =
                assertInstanceOf(
                        Delivery.Delivered.class,
                        send(
                                app("/gone", "update_message: true"),
                                TestNotification.twoAlerts()
                                        .withMemory(
                                                Map.of("channelId", "C1", "threadTs", "12.34"))));
        assertEquals("56.78", delivered.memory().get("threadTs"));
        assertEquals(
                List.of("/gone/chat.update", "/gone/chat.postMessage"),
                server.asked().stream().map(asked -> asked.uri().getPath()).toList());
    }

    @Test
    void updatesMayGoToTheThread() throws Exception {
        SlackSettings settings = app("/api", "post_updates_to_thread: true");
        Delivery first = send(settings);
        Delivery _ =
                send(
                        settings,
                        TestNotification.twoAlerts()
                                .withMemory(((Delivery.Delivered) first).memory()));
        assertEquals(2, server.asked().size());
        assertFalse(server.asked().get(0).body().contains("thread_ts"));
        assertTrue(server.asked().get(1).body().endsWith(",\"thread_ts\":\"12.34\"}"));
    }

    @Test
    void withBothTheFirstMessageIsKeptInItsThread() throws Exception {
        SlackSettings settings = app("/api", "update_message: true, post_updates_to_thread: true");
        Delivery first = send(settings);
        assertEquals(2, server.asked().size());
        assertTrue(server.asked().get(1).body().endsWith(",\"thread_ts\":\"12.34\"}"));
        Delivery _ =
                send(
                        settings,
                        TestNotification.twoAlerts()
                                .withMemory(((Delivery.Delivered) first).memory()));
        assertEquals(
                List.of("chat.postMessage", "chat.postMessage", "chat.update", "chat.postMessage"),
                server.asked().stream()
                        .map(asked -> asked.uri().getPath().replace("/api/", ""))
                        .toList());
    }

    /** The sentences are those of Alertmanager's amtool check-config. */
    @Test
    void settingsThatContradictThemselvesAreRefused() {
        refused("{}", "no Slack API URL nor App token set either inline or in a file");
        refused(
                "{api_url: 'http://x', api_url_file: f}",
                "at most one of api_url & api_url_file must be configured");
        refused(
                "{app_token: t, app_token_file: f}",
                "at most one of app_token & app_token_file must be configured");
        refused(
                "{api_url: 'http://x', app_token: t}",
                "at most one of api_url/api_url_file & app_token/app_token_file must be"
                        + " configured");
        refused(
                "{api_url: 'http://x', update_message: true}",
                "update_message can only be used with bot tokens. api_url must be set to"
                        + " https://slack.com/api/chat.postMessage");
        refused("{api_url: 'ftp://x'}", "unsupported scheme \"ftp\" for URL");
        refused(
                "{api_url: 'http://x', actions: [{type: b, name: n}]}",
                "missing text in Slack action configuration");
        refused(
                "{api_url: 'http://x', actions: [{type: b, text: t}]}",
                "missing name or url in Slack action configuration");
        refused(
                "{api_url: 'http://x', actions: [{type: b, text: t, name: n, confirm: {}}]}",
                "missing text in Slack confirmation configuration");
        refused(
                "{api_url: 'http://x', fields: [{title: t}]}",
                "missing value in Slack field configuration");
        assertTrue(bound("{app_token: t, update_message: true}").updateMessage());
    }

    private static void refused(String yaml, String sentence) {
        String message =
                assertThrows(IllegalArgumentException.class, () -> bound(yaml)).getMessage();
        assertTrue(String.valueOf(message).endsWith(": " + sentence), message);
    }
}
