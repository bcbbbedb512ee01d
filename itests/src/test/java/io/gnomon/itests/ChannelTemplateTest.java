package io.gnomon.itests;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.gnomon.platform.testkit.http.LoopbackServer;
import io.gnomon.platform.testkit.http.LoopbackServer.Answer;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** A generated channel: built, dropped in while an alert fires, told of it once. */
class ChannelTemplateTest {
    private static final Duration SOON = Duration.ofSeconds(60);

    @TempDir private Path folder;

    @Test
    void generatedChannelWorks() throws Exception {
        GeneratedPlugin plugin = GeneratedPlugin.build("channel", folder);
        Path data = folder.resolve("data");
        Path alerts = folder.resolve("alerts.txt");
        Path told = folder.resolve("told.txt");
        String test =
                "{\"type\": \"my-thing\", \"settings\": {\"file\": \"%s\", \"line\": \"a test\"}}"
                        .formatted(alerts);
        try (LoopbackServer hook = new LoopbackServer(asked -> Answer.text(200, "ok"));
                GnomonServer server = GnomonServer.start(data, routes(hook, told))) {
            fire(server, "before");
            server.await(SOON, "the webhook is told", () -> hook.asked().size() == 1);

            plugin.dropInto(data);
            server.await(
                    SOON,
                    "the test alert is delivered",
                    () ->
                            server.adminPost("api/gnomon/v1/channels/test", test)
                                    .body()
                                    .contains("\"ok\":true"));
            assertEquals("a test\n", Files.readString(alerts));

            server.await(SOON, "the alert that fired before", () -> lines(told).size() == 1);
            fire(server, "after");
            server.await(SOON, "the alert after it", () -> lines(told).size() == 2);
            server.await(SOON, "the webhook again", () -> hook.asked().size() == 2);
            assertEquals(List.of("before", "after"), lines(told));
        }
    }

    /** A receiver with a channel that is here and one that is not yet. */
    private String routes(LoopbackServer hook, Path told) throws IOException {
        Path file =
                Files.writeString(
                        folder.resolve("alertmanager.yml"),
                        """
                        route: {receiver: people, group_by: [alertname], group_wait: 0s, group_interval: 1s}
                        receivers:
                          - name: people
                            webhook_configs: [{url: 'HOOK'}]
                            my-thing_configs: [{file: 'TOLD', line: '{{ .GroupLabels.alertname }}'}]
                        """
                                .replace("HOOK", hook.uri("/hook").toString())
                                .replace("TOLD", told.toString()));
        return "--gnomon.alertmanager.config-file=" + file;
    }

    private static void fire(GnomonServer server, String name) throws Exception {
        String alert = "[{\"labels\": {\"alertname\": \"%s\"}}]".formatted(name);
        assertEquals(200, server.adminPost("api/v2/alerts", alert).statusCode());
    }

    private static List<String> lines(Path file) throws IOException {
        return Files.exists(file) ? Files.readAllLines(file) : List.of();
    }
}
