package io.gnomon.itests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import io.gnomon.platform.testkit.http.LoopbackServer;
import io.gnomon.platform.testkit.http.LoopbackServer.Answer;
import io.gnomon.platform.testkit.http.LoopbackServer.Asked;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Prometheus and vmalert evaluate rules and send their alerts to our Alertmanager. */
@Timeout(120)
class PeersSendAlertsTest {
    private static final Duration SOON = Duration.ofSeconds(60);
    private static final ObjectMapper JSON = new ObjectMapper();

    private static final String RULES =
            """
            groups:
              - name: g
                interval: 2s # without a new one an alert ends after four of them
                rules:
                  - alert: NAME
                    expr: vector(7) > 1
                    labels: {severity: page}
                    annotations: {summary: 'has {{ $value }}'}
            """;

    @TempDir private Path folder;

    @Test
    void eachIsNotifiedOnce() throws Exception {
        try (LoopbackServer hook = new LoopbackServer(asked -> Answer.text(200, "ok"));
                GnomonServer gnomon = start(hook)) {
            Files.writeString(folder.resolve("rules.yml"), RULES.replace("NAME", "OfPrometheus"));
            String url = gnomon.base().toString().replaceAll("/$", "");
            try (PeerServer _ =
                            PeerServer.prometheus(
                                    folder,
                                    """
                                    global: {evaluation_interval: 1s}
                                    rule_files: [%s/rules.yml]
                                    alerting:
                                      alertmanagers:
                                        - static_configs: [{targets: ['%s']}]
                                    """
                                            .formatted(folder, gnomon.base().getAuthority()),
                                    "--rules.alert.resend-delay=1s");
                    PeerServer _ =
                            PeerServer.vmalert(folder, RULES.replace("NAME", "OfVmalert"), url)) {
                gnomon.await(SOON, "both are notified", () -> alerts(hook).size() >= 2);
                // Both send again each second; what is notified twice comes with a later answer.
                int sent = received(gnomon);
                gnomon.await(SOON, "they were sent again", () -> received(gnomon) >= sent + 6);
            }
            List<JsonNode> alerts = alerts(hook);
            assertEquals(
                    List.of("OfPrometheus", "OfVmalert"),
                    alerts.stream()
                            .map(alert -> alert.at("/labels/alertname").asText())
                            .sorted()
                            .toList());
            for (JsonNode alert : alerts) {
                assertEquals("firing", alert.path("status").asText());
                assertEquals("page", alert.at("/labels/severity").asText());
                assertEquals("has 7", alert.at("/annotations/summary").asText());
                assertTrue(
                        alert.path("generatorURL").asText().startsWith("http"), alert.toString());
            }
        }
    }

    private GnomonServer start(LoopbackServer hook) throws Exception {
        Path routes =
                Files.writeString(
                        folder.resolve("alertmanager.yml"),
                        """
                        route: {receiver: hook, group_by: [alertname], group_wait: 0s, group_interval: 1s}
                        receivers:
                          - name: hook
                            webhook_configs: [{url: 'HOOK', send_resolved: false}]
                        """
                                .replace("HOOK", hook.uri("/hook").toString()));
        return GnomonServer.start(
                folder.resolve("data"), "--gnomon.alertmanager.config-file=" + routes);
    }

    private static List<JsonNode> alerts(LoopbackServer hook) throws IOException {
        List<JsonNode> alerts = new ArrayList<>();
        for (Asked asked : hook.asked()) {
            JSON.readTree(asked.body()).path("alerts").forEach(alerts::add);
        }
        return alerts;
    }

    /** Alerts that came over the API, those sent again too. */
    private static int received(GnomonServer gnomon) throws Exception {
        return gnomon.get("metrics")
                .body()
                .lines()
                .filter(line -> line.startsWith("alertmanager_alerts_received_total{"))
                .mapToInt(
                        line -> (int) Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }
}
