package io.gnomon.itests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gnomon.platform.testkit.http.LoopbackServer;
import io.gnomon.platform.testkit.http.LoopbackServer.Answer;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/** From a rule file to the alert at another server's door. */
@Timeout(180)
class RulesTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir Path folder;

    private void rules(String threshold) throws IOException {
        Files.writeString(
                folder.resolve("rules.yml"),
                """
                groups:
                  - name: host
                    interval: 1s
                    rules:
                      - record: job:load:max
                        expr: max by (job) (node_load1)
                      - alert: Loaded
                        expr: job:load:max >= %s
                        labels: {severity: page}
                        annotations: {summary: 'load of {{ $labels.job }}'}
                """
                        .formatted(threshold));
    }

    private String config(LoopbackServer alertmanager) throws IOException {
        Path file = folder.resolve("prometheus.yml");
        Files.writeString(
                file,
                """
                global: {external_labels: {site: here}}
                rule_files: ['*les.yml']
                alerting:
                  alertmanagers: [{static_configs: [{targets: ['%s']}]}]
                scrape_configs:
                  - job_name: node
                    scrape_interval: 1s
                    scheme: exporter
                    static_configs: [{targets: [node]}]
                """
                        .formatted(alertmanager.uri("").getAuthority()));
        return "--config.file=" + file;
    }

    private static HttpResponse<String> reload(GnomonServer server) throws Exception {
        return server.send(
                HttpRequest.newBuilder(server.base().resolve("-/reload"))
                        .POST(HttpRequest.BodyPublishers.noBody()));
    }

    @Test
    void recordsRaisesAndReloads() throws Exception {
        rules("0");
        try (LoopbackServer alertmanager = new LoopbackServer(asked -> Answer.json(200, "{}"));
                GnomonServer server =
                        GnomonServer.start(
                                folder.resolve("data"),
                                config(alertmanager),
                                "--web.enable-lifecycle")) {
            server.await(PATIENCE, "an alert", () -> !alertmanager.asked().isEmpty());
            LoopbackServer.Asked first = alertmanager.asked().get(0);
            assertEquals("/api/v2/alerts", first.uri().getPath());
            assertTrue(
                    first.body()
                            .contains(
                                    "\"labels\":{\"alertname\":\"Loaded\",\"job\":\"node\","
                                            + "\"severity\":\"page\",\"site\":\"here\"}"),
                    first.body());
            assertTrue(first.body().contains("\"summary\":\"load of node\""), first.body());
            server.await(
                    PATIENCE,
                    "the series of the alert",
                    () ->
                            server.query("ALERTS{alertname=\"Loaded\",alertstate=\"firing\"}")
                                    .contains("\"severity\":\"page\""));
            String rules = server.get("api/v1/rules?type=alert").body();
            assertTrue(rules.contains("\"state\":\"firing\""), rules);
            assertTrue(server.get("api/v1/alerts").body().contains("\"activeAt\""));
            assertTrue(server.get("api/v1/alertmanagers").body().contains("/api/v2/alerts\"}"));

            Files.writeString(folder.resolve("rules.yml"), "groups: [{name: host, colour: red}]");
            HttpResponse<String> refused = reload(server);
            assertEquals(500, refused.statusCode());
            assertTrue(refused.body().contains("rules.yml:1:23: "), refused.body());
            assertTrue(server.get("api/v1/rules").body().contains("job:load:max"));

            rules("1e9");
            assertEquals(200, reload(server).statusCode());
            server.await(
                    PATIENCE,
                    "the end of the alert",
                    () -> server.get("api/v1/alerts").body().contains("\"alerts\":[]"));
        }
    }
}
