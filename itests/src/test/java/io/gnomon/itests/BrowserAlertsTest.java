package io.gnomon.itests;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Files;
import java.nio.file.Path;

/** Alerting, in a real browser; the looking itself is platform.web/browser-test. */
class BrowserAlertsTest {
    @TempDir private Path folder;

    /** Two targets that nobody listens for are down; the receiver cannot be reached either. */
    @Test
    void alertingIsReadAndChangedInThePage() throws Exception {
        Files.writeString(
                folder.resolve("prometheus.yml"),
                """
                global: {scrape_interval: 1s, evaluation_interval: 1s}
                rule_files: [hand.yml]
                scrape_configs:
                  - job_name: web
                    static_configs: [{targets: ['127.0.0.1:9', '127.0.0.1:10']}]
                """);
        Files.writeString(
                folder.resolve("hand.yml"),
                """
                groups:
                  - name: basics
                    rules:
                      - {alert: TargetDown, expr: up == 0, labels: {severity: page}}
                      - {alert: LoadHigh, expr: node_load1 > 100, labels: {severity: warning}}
                """);
        String alertmanager =
                """
                route:
                  receiver: ops
                  group_wait: 0s
                  routes:
                    - {matchers: [severity=page], receiver: phone}
                    - {matchers: [severity=none], mute_time_intervals: [always]}
                time_intervals: [{name: always, time_intervals: [{}]}]
                receivers:
                  # wakes somebody up
                  - name: phone
                    webhook_configs:
                      - url: 'http://127.0.0.1:9/hook' # known to few
                  - name: ops # hears of the rest
                """;
        Files.writeString(folder.resolve("alertmanager.yml"), alertmanager);
        try (GnomonServer server =
                GnomonServer.start(
                        folder.resolve("data"),
                        "--config.file=" + folder.resolve("prometheus.yml"),
                        "--gnomon.alertmanager.config-file="
                                + folder.resolve("alertmanager.yml"))) {
            Browser.lookedWellAsAdministrator("alerts", server, folder.resolve("alerts"));
            Browser.keep(folder.resolve("alerts"), "alert");
        }
        assertEquals(
                alertmanager
                                .replace(
                                        "receiver: phone}\n",
                                        """
                                        receiver: phone}
                                            - receiver: phone
                                              matchers:
                                              - job="web"
                                              group_wait: 5s
                                              continue: true
                                        """)
                                .replace(
                                        "# known to few\n",
                                        """
                                        # known to few
                                                max_alerts: 7
                                            discord_configs:
                                            - webhook_url: http://127.0.0.1:1/
                                        """)
                        + """
                        inhibit_rules:
                        - source_matchers:
                          - severity="page"
                          target_matchers:
                          - severity="info"
                          equal:
                          - job
                        """,
                Files.readString(folder.resolve("alertmanager.yml")));
    }
}
