package io.gnomon.itests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.GreenMailUtil;
import com.icegreen.greenmail.util.ServerSetup;

import io.gnomon.platform.testkit.http.LoopbackServer;
import io.gnomon.platform.testkit.http.LoopbackServer.Answer;

import jakarta.mail.internet.MimeMessage;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * From an exporter that goes away to the mail in the mailbox and the message in the chat, and back:
 * scrape, store, rule, alert, route, channels, all of them the real ones.
 */
class AlertPathTest {
    private static final Duration SOON = Duration.ofSeconds(60);
    private static final ObjectMapper JSON = new ObjectMapper();

    private static final String RULES =
            """
            groups:
              - name: targets
                interval: 1s
                rules:
                  - record: job:up:sum
                    expr: sum by (job) (up)
                  - alert: TargetDown
                    expr: up{job="watched"} == 0
                    for: 2s
                    labels: {severity: page}
                    annotations:
                      summary: '{{ $labels.instance }} of {{ $labels.job }} is down ({{ $value }})'
            """;

    private static final String ROUTES =
            """
            global:
              smtp_smarthost: MAIL
              smtp_from: gnomon@example.org
              smtp_require_tls: false
              slack_api_url: SLACK/hook
            route:
              receiver: people
              group_by: [alertname]
              group_wait: 100ms
              group_interval: 1s
              repeat_interval: 1h
            receivers:
              - name: people
                email_configs:
                  - to: ops@example.org
                    send_resolved: true
                slack_configs:
                  - channel: '#ops'
                    send_resolved: true
                    text: '{{ range .Alerts }}{{ .Annotations.summary }}{{ end }}'
            """;

    @TempDir private Path folder;

    @Test
    void exporterDownIsMailedAndToldInTheChatAndSoIsItsReturn() throws Exception {
        AtomicBoolean down = new AtomicBoolean();
        GreenMail mail = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
        mail.start();
        try (LoopbackServer slack = new LoopbackServer(asked -> Answer.text(200, "ok"));
                LoopbackServer target =
                        new LoopbackServer(asked ->
                                down.get()
                                        ? Answer.text(500, "broken")
                                        : Answer.text(200, "works 1\n"));
                GnomonServer server = start(target, slack, mail.getSmtp().getPort())) {
            server.await(
                    SOON,
                    "the recording rule has a result",
                    () -> server.query("job:up:sum{job=\"watched\"} == 1").contains("watched"));
            assertEquals("inactive", ruleState(server));

            down.set(true);
            server.await(SOON, "it fires", () -> "firing".equals(ruleState(server)));
            // Pending it was for two seconds, in which perhaps nobody asked.
            assertTrue(
                    server.query("last_over_time(ALERTS{alertstate=\"pending\"}[5m])")
                            .contains("TargetDown"),
                    "it was pending before");
            server.await(SOON, "the mail", () -> mail.getReceivedMessages().length >= 1);
            server.await(SOON, "the chat", () -> !slack.asked().isEmpty());
            String alert = target.uri("/").getAuthority() + " of watched is down (0)";
            assertMail(mail.getReceivedMessages()[0], "[FIRING:1] TargetDown", alert);
            JsonNode message = JSON.readTree(slack.asked().getFirst().body());
            assertEquals("#ops", message.path("channel").asText());
            JsonNode attachment = message.path("attachments").path(0);
            assertEquals(alert, attachment.path("text").asText());
            assertTrue(attachment.path("title").asText().startsWith("[FIRING:1] TargetDown"));
            server.await(
                    SOON,
                    "ALERTS is a series",
                    () -> server.query("ALERTS{alertstate=\"firing\"}").contains("TargetDown"));
            assertTrue(
                    server.get("api/v2/alerts").body().contains("TargetDown"),
                    "the Alertmanager inside knows it");

            down.set(false);
            server.await(SOON, "the second mail", () -> mail.getReceivedMessages().length >= 2);
            server.await(SOON, "the chat again", () -> slack.asked().size() >= 2);
            assertMail(mail.getReceivedMessages()[1], "[RESOLVED] TargetDown", alert);
            assertTrue(slack.asked().get(1).body().contains("[RESOLVED] TargetDown"));
            assertEquals("inactive", ruleState(server));
            assertEquals(2, mail.getReceivedMessages().length);
            assertEquals(2, slack.asked().size());
            assertFalse(server.log().contains("Exception"), server.log());
        } finally {
            mail.stop();
        }
    }

    private GnomonServer start(LoopbackServer target, LoopbackServer slack, int mailPort)
            throws Exception {
        Files.writeString(folder.resolve("rules.yml"), RULES);
        Path config =
                Files.writeString(
                        folder.resolve("prometheus.yml"),
                        """
                        global: {scrape_interval: 1s, evaluation_interval: 1s}
                        rule_files: [rules.yml]
                        scrape_configs:
                          - job_name: watched
                            static_configs: [{targets: ['%s']}]
                        """
                                .formatted(target.uri("/").getAuthority()));
        Path routes =
                Files.writeString(
                        folder.resolve("alertmanager.yml"),
                        ROUTES.replace("MAIL", "'127.0.0.1:" + mailPort + "'")
                                .replace("SLACK", slack.uri("").toString()));
        return GnomonServer.start(
                folder.resolve("data"),
                "--config.file=" + config,
                "--gnomon.alertmanager.config-file=" + routes);
    }

    private static void assertMail(MimeMessage message, String subject, String alert)
            throws Exception {
        assertTrue(message.getSubject().startsWith(subject), message.getSubject());
        assertEquals(
                List.of("ops@example.org"),
                Arrays.stream(message.getAllRecipients()).map(Object::toString).toList());
        String text = GreenMailUtil.getWholeMessage(message).replace("=\r\n", "");
        assertTrue(text.contains(alert), text);
    }

    /** State of the one alerting rule. */
    private static String ruleState(GnomonServer server) throws Exception {
        JsonNode rules =
                JSON.readTree(server.get("api/v1/rules?type=alert").body())
                        .at("/data/groups/0/rules");
        return rules.path(0).path("state").asText();
    }
}
