package io.gnomon.itests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;

import io.gnomon.platform.testkit.http.LoopbackServer;
import io.gnomon.platform.testkit.http.LoopbackServer.Answer;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.net.http.HttpRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** Discoveries in the whole server: from a list that changes to targets that are scraped. */
class DiscoveryTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration SOON = Duration.ofSeconds(60);

    @TempDir private Path folder;

    private volatile String list = "[]";

    private Path config(String text) throws Exception {
        return Files.writeString(folder.resolve("prometheus.yml"), text);
    }

    private static int up(GnomonServer server) throws Exception {
        return JSON.readTree(server.query("up{job=\"found\", team=\"a\"} == 1"))
                .at("/data/result")
                .size();
    }

    @Test
    void aTargetThatAppearsInAListIsScrapedAndOneThatLeavesIsNot() throws Exception {
        try (CountedTarget target = new CountedTarget();
                LoopbackServer listed = new LoopbackServer(asked -> Answer.json(200, list))) {
            Path config =
                    config(
                            """
                            scrape_configs:
                              - job_name: found
                                scrape_interval: 1s
                                http_sd_configs: [{url: '%s', refresh_interval: 1s}]
                            """
                                    .formatted(listed.uri("/targets")));
            try (GnomonServer server =
                    GnomonServer.start(folder.resolve("data"), "--config.file=" + config)) {
                server.await(SOON, "the list is asked for", () -> listed.asked().size() > 1);
                assertEquals(0, up(server));
                list =
                        "[{\"targets\": [\"%s\"], \"labels\": {\"team\": \"a\"}}]"
                                .formatted(target.address());
                server.await(SOON, "the new target is scraped", () -> up(server) == 1);
                list = "[]";
                server.await(SOON, "the target that left is stale", () -> up(server) == 0);
            }
        }
    }

    @Test
    void aSectionThatItsPluginDoesNotTakeIsRefusedWithItsPlace() throws Exception {
        Path config =
                config(
                        """
                        scrape_configs:
                          - job_name: found
                            dns_sd_configs:
                              - names: [a]
                                tpye: A
                        """);
        try (GnomonServer server =
                GnomonServer.launch(folder.resolve("data"), "--config.file=" + config)) {
            assertTrue(server.process().waitFor(60, TimeUnit.SECONDS));
            assertEquals(1, server.process().exitValue());
            assertTrue(server.log().contains("prometheus.yml:5:9: unknown key"), server.log());
            assertFalse(server.log().contains("\tat "), server.log());
        }
    }

    @Test
    void aReloadOfSuchASectionChangesNothing() throws Exception {
        Path config =
                config("scrape_configs: [{job_name: found, dns_sd_configs: [{names: [a]}]}]\n");
        try (GnomonServer server =
                GnomonServer.start(
                        folder.resolve("data"),
                        "--config.file=" + config,
                        "--web.enable-lifecycle")) {
            config("scrape_configs: [{job_name: found, dns_sd_configs: [{names: []}]}]\n");
            var answer =
                    server.send(
                            HttpRequest.newBuilder(server.base().resolve("-/reload"))
                                    .POST(HttpRequest.BodyPublishers.noBody()));
            assertEquals(500, answer.statusCode(), answer.body());
            assertTrue(
                    answer.body()
                            .contains(
                                    "prometheus.yml:1:53: DNS-SD config must contain at least one"
                                            + " SRV record name"),
                    answer.body());
            assertTrue(server.get("api/v1/status/config").body().contains("- a"));
        }
    }
}
