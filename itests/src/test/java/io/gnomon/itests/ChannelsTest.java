package io.gnomon.itests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * The channels of the distribution: all are there, and e-mail finds its parts inside its bundle.
 */
class ChannelsTest {
    private static final Set<String> ALL =
            Set.of(
                    "discord",
                    "email",
                    "incidentio",
                    "jira",
                    "mattermost",
                    "msteams",
                    "msteamsv2",
                    "opsgenie",
                    "pagerduty",
                    "pushover",
                    "rocketchat",
                    "slack",
                    "sns",
                    "telegram",
                    "victorops",
                    "webex",
                    "webhook",
                    "wechat");

    @TempDir private Path folder;

    @Test
    void theDistributionHasAlertmanagersAndSendsMail() throws Exception {
        List<String> lines = new CopyOnWriteArrayList<>();
        try (ServerSocket smtp = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
                GnomonServer server = GnomonServer.start(folder.resolve("data"))) {
            Thread.ofVirtual().start(() -> serve(smtp, lines));
            server.await(
                    Duration.ofSeconds(60),
                    "all channels are offered",
                    () -> types(server).containsAll(ALL));
            assertEquals(new TreeSet<>(ALL), types(server));
            String mail =
                    """
                    {"type": "email", "settings": {"to": "ops@example.org", "from": "g@example.org",
                     "smarthost": "127.0.0.1:%d", "require_tls": false, "headers": {"subject": "a test"},
                     "text": "größe", "html": "<b>größe</b>"}}
                    """
                            .formatted(smtp.getLocalPort());
            String answer = server.adminPost("api/gnomon/v1/channels/test", mail).body();
            assertTrue(answer.contains("\"ok\":true"), answer);
            assertTrue(lines.contains("RCPT TO:<ops@example.org>"), lines::toString);
            assertTrue(lines.contains("Subject: a test"), lines::toString);
            assertTrue(lines.contains("gr=C3=B6=C3=9Fe"), lines::toString);
        }
    }

    /** Channels start after the configuration is read; only what is then still absent is said. */
    @Test
    void onlyAChannelThatNobodyOffersIsWarnedOf() throws Exception {
        Path routes = folder.resolve("alertmanager.yml");
        Files.writeString(
                routes,
                """
                route: {receiver: all}
                receivers:
                - name: all
                  webhook_configs: [{url: 'http://127.0.0.1:1/'}]
                  slack_configs: [{api_url: 'http://127.0.0.1:1/', channel: '#ops'}]
                  pigeon_configs: [{loft: here}]
                """);
        try (GnomonServer server =
                GnomonServer.start(
                        folder.resolve("warned"), "--gnomon.alertmanager.config-file=" + routes)) {
            server.await(
                    Duration.ofSeconds(60),
                    "the absent channel is named",
                    () -> server.log().contains("no plugin offers"));
            assertEquals(
                    List.of(routes + ":6:20"),
                    server.log()
                            .lines()
                            .filter(line -> line.contains("no plugin offers"))
                            .map(line -> line.replaceAll(".*msg=\"(.*?): no plugin.*", "$1"))
                            .toList());
        }
    }

    private static Set<String> types(GnomonServer server) throws Exception {
        String body = server.send(server.admin("api/gnomon/v1/channels").GET()).body();
        Set<String> types = new TreeSet<>();
        for (JsonNode type : new ObjectMapper().readTree(body)) {
            types.add(type.path("type").asText());
        }
        return types;
    }

    /** One mail to an SMTP server that takes everything. */
    private static void serve(ServerSocket smtp, List<String> lines) {
        try (Socket socket = smtp.accept();
                BufferedReader in =
                        new BufferedReader(new InputStreamReader(socket.getInputStream(), UTF_8))) {
            socket.getOutputStream().write("220 test\r\n".getBytes(UTF_8));
            boolean text = false;
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                lines.add(line);
                text = line.equals("DATA") || (text && !line.equals("."));
                String reply = line.equals("DATA") ? "354 go ahead" : text ? "" : "250 fine";
                if (!reply.isEmpty()) {
                    socket.getOutputStream().write((reply + "\r\n").getBytes(UTF_8));
                }
            }
        } catch (IOException e) {
            lines.add(e.toString());
        }
    }
}
