package io.gnomon.itests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gnomon.platform.testkit.PeerPrograms;
import io.gnomon.platform.testkit.http.LoopbackServer;
import io.gnomon.platform.testkit.http.LoopbackServer.Answer;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The Alertmanager inside: the real server, a real amtool, a webhook, SIGKILL. */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
final class AlertmanagerTest {
    private static final Duration SOON = Duration.ofSeconds(60);

    @TempDir private Path folder;

    private static String post(GnomonServer server, String path, String json) throws Exception {
        HttpResponse<String> answer =
                server.send(
                        HttpRequest.newBuilder(server.base().resolve(path))
                                .header("Content-Type", "application/json")
                                .POST(
                                        HttpRequest.BodyPublishers.ofString(
                                                json.replace('\'', '"'))));
        assertEquals(200, answer.statusCode(), answer.body());
        return answer.body();
    }

    private static String amtool(GnomonServer server, String... arguments) throws Exception {
        List<String> command =
                new ArrayList<>(
                        List.of(
                                PeerPrograms.find("amtool").toString(),
                                "--no-version-check",
                                "--alertmanager.url=" + server.base()));
        command.addAll(List.of(arguments));
        return Peers.run(command);
    }

    private static long bodies(LoopbackServer receiver, String text) {
        return receiver.asked().stream().filter(asked -> asked.body().contains(text)).count();
    }

    @Test
    void alertsReachTheReceiverOnceOverAKillAndAmtoolSilences() throws Exception {
        try (LoopbackServer receiver = new LoopbackServer(asked -> Answer.text(200, "ok"))) {
            Path config = folder.resolve("alertmanager.yml");
            Files.writeString(
                    config,
                    """
                    route: {receiver: ops, group_by: [alertname], group_wait: 0s, group_interval: 1s, repeat_interval: 1h}
                    receivers: [{name: ops, webhook_configs: [{url: '%s'}]}]
                    """
                            .formatted(receiver.uri("/hook")));
            Path data = folder.resolve("data");
            String flag = "--gnomon.alertmanager.config-file=" + config;
            try (GnomonServer server = GnomonServer.start(data, flag)) {
                String made =
                        amtool(server, "silence", "add", "alertname=Quiet", "-c", "test").strip();
                post(
                        server,
                        "api/v2/alerts",
                        "[{'labels':{'alertname':'Loud','i':'1'}},{'labels':{'alertname':'Quiet'}}]");
                server.await(SOON, "told", () -> bodies(receiver, "\"Loud\"") == 1);
                String alerts = amtool(server, "-o", "simple", "alert", "query");
                assertTrue(alerts.contains("Loud") && !alerts.contains("Quiet"), alerts);
                String silenced = amtool(server, "alert", "query", "--silenced");
                assertTrue(silenced.contains("Quiet"), silenced);
                assertTrue(amtool(server, "silence", "query").contains(made), made);
                String metrics = server.get("metrics").body();
                assertTrue(
                        metrics.contains("alertmanager_alerts{state=\"suppressed\"} 1"), metrics);
                server.kill();
            }
            try (GnomonServer server = GnomonServer.start(data, flag)) {
                post(server, "api/v2/alerts", "[{'labels':{'alertname':'Loud','i':'2'}}]");
                server.await(
                        SOON, "the new alert is told", () -> bodies(receiver, "\"i\":\"2\"") == 1);
                assertEquals(2, bodies(receiver, "\"Loud\""));
                assertEquals(0, bodies(receiver, "\"Quiet\""));
                String id = amtool(server, "silence", "query", "-q").strip();
                amtool(server, "silence", "expire", id);
                server.await(SOON, "told", () -> bodies(receiver, "\"Quiet\"") == 1);
                // A reload repeats nothing.
                Files.writeString(config, Files.readString(config).replace("1h", "2h"));
                assertEquals(
                        0,
                        new ProcessBuilder("kill", "-HUP", Long.toString(server.process().pid()))
                                .start()
                                .waitFor());
                server.await(
                        SOON,
                        "the reload",
                        () -> server.get("api/v2/status").body().contains("repeat_interval: 2h"));
                post(server, "api/v2/alerts", "[{'labels':{'alertname':'Third'}}]");
                server.await(SOON, "told", () -> bodies(receiver, "\"Third\"") == 1);
                assertEquals(2, bodies(receiver, "\"Loud\""));
                assertEquals(1, bodies(receiver, "\"Quiet\""));
            }
        }
    }
}
