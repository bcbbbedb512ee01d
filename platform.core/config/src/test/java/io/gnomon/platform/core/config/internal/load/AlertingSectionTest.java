package io.gnomon.platform.core.config.internal.load;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gnomon.model.labels.Labels;
import io.gnomon.platform.core.config.AlertingConfig;
import io.gnomon.platform.core.config.AlertmanagerConfig;
import io.gnomon.platform.testkit.PeerData;
import io.gnomon.spi.settings.SettingsException;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

class AlertingSectionTest {
    private static PrometheusFile.Contents read(String yaml) throws SettingsException {
        return PrometheusFile.read("/etc/p.yml", yaml, ReadingOptions.PLAIN);
    }

    private static String refusal(String alertmanager) {
        return String.valueOf(
                assertThrows(
                                SettingsException.class,
                                () -> read("alerting: {alertmanagers: [" + alertmanager + "]}"))
                        .getMessage());
    }

    @Test
    void alertmanagersWithTheirDiscoveries() throws SettingsException {
        PrometheusFile.Contents contents =
                read(
                        """
                        alerting:
                          alert_relabel_configs:
                            - {action: labeldrop, regex: replica}
                          alertmanagers:
                            - scheme: https
                              path_prefix: /am
                              basic_auth: {username: me, password: hush}
                              static_configs:
                                - targets: ['a:9093']
                              consul_sd_configs:
                                - {server: 'localhost:8500', token: hush}
                              relabel_configs:
                                - {action: keep, source_labels: [x], regex: y}
                            - sigv4: {region: r}
                        """);
        AlertingConfig alerting = contents.alerting();
        assertEquals(1, alerting.relabelConfigs().size());
        AlertmanagerConfig first = alerting.alertmanagers().get(0);
        assertEquals("https", first.scheme());
        assertEquals("/am", first.pathPrefix());
        assertEquals(Duration.ofSeconds(10), first.timeout());
        assertEquals(
                List.of(Labels.of("__address__", "a:9093")), first.staticGroups().get(0).targets());
        assertEquals("consul", first.discoveries().get(0).name());
        assertEquals(1, first.relabelConfigs().size());
        assertEquals("http", alerting.alertmanagers().get(1).scheme());
        assertTrue(alerting.alertmanagers().get(1).sigv4() != null);
        assertEquals(List.of(), contents.warnings());
        String text = contents.text();
        assertTrue(text.contains("consul_sd_configs"), text);
        assertFalse(text.contains("hush"), text);
    }

    @Test
    void nothingIsSaidOfWhatIsNotGiven() throws SettingsException {
        assertEquals(AlertingConfig.NONE, read("").alerting());
        assertEquals(List.of(), read("alerting: {alertmanagers: []}").warnings());
    }

    @Test
    void mistakesAreRefusedWithTheirPlace() {
        assertTrue(
                refusal("{api_version: v1}")
                        .contains(
                                "/etc/p.yml:1:28: expected Alertmanager api version to be one of"
                                        + " [v2] but got v1"));
        assertTrue(refusal("{schema: http}").contains("did you mean \"scheme\"?"));
        assertTrue(
                refusal("{consult_sd_configs: []}").contains("did you mean \"consul_sd_configs\""));
        assertTrue(
                refusal("{sigv4: {}, basic_auth: {username: a}}")
                        .contains(
                                "at most one of basic_auth, authorization, oauth2, & sigv4 must be"
                                        + " configured"));
        assertTrue(
                refusal("{static_configs: [{targets: ['http://bad']}]}")
                        .contains("\"http://bad\" is not a valid hostname"));
    }

    /** Whether relabelling makes an address of a URL is seen when it runs. */
    @Test
    void urlsBeforeRelabelling() throws IOException, SettingsException {
        for (String name : List.of("good", "bad")) {
            Path file =
                    PeerData.folder("config/promtool")
                            .resolve(
                                    "url_in_alert_targetgroup_with_relabel_config."
                                            + name
                                            + ".yml");
            assertEquals(1, read(Files.readString(file)).alerting().alertmanagers().size(), name);
        }
    }
}
