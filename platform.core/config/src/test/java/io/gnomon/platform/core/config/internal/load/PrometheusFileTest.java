package io.gnomon.platform.core.config.internal.load;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gnomon.model.labels.Labels;
import io.gnomon.platform.core.config.EscapingScheme;
import io.gnomon.platform.core.config.RelabelAction;
import io.gnomon.platform.core.config.RemoteReadConfig;
import io.gnomon.platform.core.config.ScrapeConfig;
import io.gnomon.platform.core.config.ScrapeProtocol;
import io.gnomon.platform.core.config.ValidationScheme;
import io.gnomon.platform.core.config.internal.load.PrometheusFile.Contents;
import io.gnomon.spi.common.HttpSettings;
import io.gnomon.spi.settings.SettingsException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

class PrometheusFileTest {
    @TempDir Path folder;

    private Contents read(String yaml) throws SettingsException {
        return PrometheusFile.read(
                folder.resolve("prometheus.yml").toString(),
                yaml,
                ReadingOptions.of(Map.of("TEST", "TestValue")::get, List.of()));
    }

    private ScrapeConfig scrape(String yaml) throws SettingsException {
        return read(yaml).scrapes().get(0);
    }

    private String refusal(String yaml) {
        String message =
                String.valueOf(
                        assertThrows(SettingsException.class, () -> read(yaml)).getMessage());
        return message.replace(folder + "/", "");
    }

    private HttpSettings.BasicAuth passwordFile(String name) {
        return new HttpSettings.BasicAuth(null, null, null, folder.resolve(name).toString());
    }

    @Test
    void anEmptyFileHasTheUsualGlobals() throws SettingsException {
        for (String empty : List.of("", "global:", "# nothing")) {
            Contents contents = read(empty);
            assertEquals(Duration.ofMinutes(1), contents.global().scrapeInterval());
            assertEquals(Duration.ofSeconds(10), contents.global().scrapeTimeout());
            assertEquals(Duration.ofMinutes(1), contents.global().evaluationInterval());
            assertEquals(List.of(), contents.scrapes());
        }
    }

    @Test
    void aScrapeConfigHasTheUsualValues() throws SettingsException {
        ScrapeConfig scrape = scrape("scrape_configs: [{job_name: a}]");
        assertEquals("http", scrape.scheme());
        assertEquals("/metrics", scrape.metricsPath());
        assertEquals(ScrapeProtocol.USUAL, scrape.protocols());
        assertNull(scrape.fallbackProtocol());
        assertTrue(scrape.honorTimestamps());
        assertTrue(scrape.enableCompression());
        assertEquals(ValidationScheme.UTF8, scrape.validationScheme());
        assertEquals(EscapingScheme.ALLOW_UTF8, scrape.escapingScheme());
        assertEquals(HttpSettings.PLAIN, scrape.http());
    }

    @Test
    void takesFromGlobalWhatItDoesNotSay() throws SettingsException {
        Contents contents =
                read(
                        """
                        global:
                          scrape_interval: 5s
                          sample_limit: 7
                          body_size_limit: 1MB
                          scrape_native_histograms: true
                          extra_scrape_metrics: yes
                          metric_name_validation_scheme: legacy
                        scrape_configs:
                          - job_name: a
                          - job_name: b
                            scrape_interval: 1m
                            sample_limit: 8
                            scrape_native_histograms: false
                        """);
        ScrapeConfig a = contents.scrapes().get(0);
        assertEquals(Duration.ofSeconds(5), a.scrapeInterval());
        assertEquals(Duration.ofSeconds(5), a.scrapeTimeout());
        assertEquals(7, a.limits().sampleLimit());
        assertEquals(1 << 20, a.limits().bodySizeLimit());
        assertEquals(ScrapeProtocol.PROTO_FIRST, a.protocols());
        assertTrue(a.extraScrapeMetrics());
        assertEquals(EscapingScheme.UNDERSCORES, a.escapingScheme());
        ScrapeConfig b = contents.scrapes().get(1);
        assertEquals(Duration.ofSeconds(5), b.scrapeTimeout());
        assertEquals(8, b.limits().sampleLimit());
        assertEquals(ScrapeProtocol.USUAL, b.protocols());
    }

    @Test
    void startTimesAreAskedForByProtobuf() throws SettingsException {
        ReadingOptions wanted =
                ReadingOptions.of(name -> null, List.of("created-timestamp-zero-ingestion"));
        String yaml =
                "scrape_configs: [{job_name: a}, {job_name: b, scrape_protocols:"
                        + " [OpenMetricsText1.0.0]}]";
        List<ScrapeConfig> scrapes = PrometheusFile.read("p.yml", yaml, wanted).scrapes();
        assertEquals(ScrapeProtocol.PROTO_FIRST, scrapes.get(0).protocols());
        assertEquals(List.of(ScrapeProtocol.OPEN_METRICS_TEXT_1_0_0), scrapes.get(1).protocols());
        assertTrue(scrapes.get(1).startTimes());
        assertFalse(scrape("scrape_configs: [{job_name: a}]").startTimes());
    }

    @Test
    void aFeatureMakesTypeAndUnitLabels() throws SettingsException {
        ReadingOptions options = ReadingOptions.of(name -> null, List.of("type-and-unit-labels"));
        String yaml = "scrape_configs: [{job_name: a}]";
        assertTrue(
                PrometheusFile.read("p.yml", yaml, options)
                        .scrapes()
                        .getFirst()
                        .typeAndUnitLabels());
        assertFalse(scrape(yaml).typeAndUnitLabels());
    }

    @Test
    void aFeatureMakesTheExtraSeriesUsual() throws SettingsException {
        ReadingOptions options = ReadingOptions.of(name -> null, List.of("extra-scrape-metrics"));
        String yaml = "scrape_configs: [{job_name: a}, {job_name: b, extra_scrape_metrics: false}]";
        List<ScrapeConfig> scrapes = PrometheusFile.read("p.yml", yaml, options).scrapes();
        assertTrue(scrapes.get(0).extraScrapeMetrics());
        assertFalse(scrapes.get(1).extraScrapeMetrics());
        assertFalse(scrape("scrape_configs: [{job_name: a}]").extraScrapeMetrics());
    }

    @Test
    void readsTargetsRelabellingAndDiscoveries() throws SettingsException {
        ScrapeConfig scrape =
                scrape(
                        """
                        scrape_configs:
                          - job_name: a
                            file_sd_configs:
                              - files: ['x.yml']
                            static_configs:
                              - targets: ['h:1', 'h:2']
                                labels: {env: test}
                            dns_sd_configs: [{names: [n]}]
                            relabel_configs:
                              - {source_labels: [x], action: Keep, regex: y.*}
                            basic_auth: {password_file: pw}
                        """);
        assertEquals(
                List.of(Labels.of("__address__", "h:1"), Labels.of("__address__", "h:2")),
                scrape.staticGroups().get(0).targets());
        assertEquals(Labels.of("env", "test"), scrape.staticGroups().get(0).labels());
        assertEquals("0", scrape.staticGroups().get(0).source());
        assertEquals(
                List.of("file", "dns"), scrape.discoveries().stream().map(d -> d.name()).toList());
        assertEquals(RelabelAction.KEEP, scrape.relabelConfigs().get(0).action());
        assertTrue(scrape.relabelConfigs().get(0).regex().matches("yes"));
        assertEquals(passwordFile("pw"), scrape.http().basicAuth());
    }

    @Test
    void aScrapeConfigThatMovesInItsFileStaysEqual() throws SettingsException {
        String config = "  - job_name: a\n    file_sd_configs: [{files: [%s.yml]}]\n";
        ScrapeConfig before = scrape("scrape_configs:\n" + config.formatted("x"));
        assertEquals(before, scrape("scrape_configs:\n# moved\n" + config.formatted("x")));
        assertNotEquals(before, scrape("scrape_configs:\n" + config.formatted("y")));
    }

    @Test
    void expandsEnvironmentVariablesInExternalLabels() throws SettingsException {
        Contents contents =
                read("global: {external_labels: {a: '${TEST}b', c: 'x$$y', d: '$NONE', e: $TEST}}");
        assertEquals(
                Labels.of("a", "TestValueb", "c", "x$y", "e", "TestValue"),
                contents.global().labels());
        assertEquals(1, contents.warnings().size());
        assertTrue(contents.warnings().get(0).endsWith("variable NONE is empty"));
    }

    @Test
    void saysWhichSectionsHaveNoEffect() throws SettingsException {
        Contents contents =
                read("tracing: {endpoint: 'a:4317', timeout: 5s}\nruntime: {gogc: 75}\n");
        assertEquals(2, contents.warnings().size());
        assertTrue(contents.warnings().get(0).contains(":1:10: tracing has no effect here"));
        assertTrue(contents.warnings().get(1).contains(":2:10: runtime has no effect here"));
    }

    @Test
    void showsWhatIsInForceForAJobWithoutSecrets() throws SettingsException {
        Contents contents =
                read(
                        """
                        global: {scrape_interval: 30s, sample_limit: 7}
                        scrape_configs:
                          - job_name: a
                            basic_auth: {username: u, password: p}
                            static_configs: [{targets: [x]}]
                        """);
        assertEquals(
                """
                job_name: a
                scrape_interval: 30s
                scrape_timeout: 10s
                metrics_path: /metrics
                scheme: http
                sample_limit: 7
                basic_auth:
                  username: u
                  password: <secret>
                static_configs:
                - targets:
                  - x
                """,
                contents.scrapeTexts().get("a"));
    }

    @Test
    void readsRemoteReads() throws SettingsException {
        Contents contents =
                read("remote_read: [{url: 'http://h/read', required_matchers: {team: a}}]");
        assertEquals(
                List.of(
                        new RemoteReadConfig(
                                URI.create("http://h/read"),
                                "",
                                Duration.ofMinutes(1),
                                50_000_000,
                                Map.of(),
                                false,
                                Map.of("team", "a"),
                                true,
                                HttpSettings.PLAIN)),
                contents.remote().reads());
        assertTrue(
                refusal("remote_read: [{url: 'http://u:p@h/'}, {url: 'http://u:p@h/'}]")
                        .endsWith(
                                "duplicate remote read configs are not allowed, found duplicate for"
                                        + " URL: http://u:xxxxx@h/"));
    }

    @Test
    void showsTheFileWithoutSecrets() throws SettingsException {
        String text =
                read("""
                scrape_configs:
                  - job_name: a # comment pw0
                    basic_auth: {username: u, password: pw1}
                    http_headers: {X: {values: [v], secrets: [pw2]}}
                    proxy_url: http://me:pw3@proxy
                    consul_sd_configs: [{token: pw4, server: s}]
                remote_write: [{url: "http://u:pw5@h/", headers: {K: pw6}}, {url: "http://u:a@pw7@h"}]
                """)
                        .text();
        for (int i = 0; i <= 7; i++) {
            assertEquals(-1, text.indexOf("pw" + i), text);
        }
        assertTrue(text.contains("password: <secret>\n"), text);
        assertTrue(text.contains("server: s\n"), text);
        assertEquals(text, read(text).text());
    }

    @Test
    void includesFilesOfScrapeConfigs() throws SettingsException, IOException {
        Files.createDirectory(folder.resolve("jobs"));
        String job = "scrape_configs: [{job_name: %s, basic_auth: {password_file: pw}}]";
        Files.writeString(folder.resolve("jobs/1.yml"), job.formatted("one"));
        Files.writeString(folder.resolve("jobs/2.yml"), job.formatted("two"));
        String main = "scrape_config_files: ['jobs/*.yml']\nscrape_configs: [{job_name: %s}]\n";
        Contents contents = read(main.formatted("zero"));
        assertEquals(
                List.of("zero", "one", "two"),
                contents.scrapes().stream().map(ScrapeConfig::jobName).toList());
        assertEquals(passwordFile("jobs/pw"), contents.scrapes().get(1).http().basicAuth());

        assertEquals(
                "jobs/2.yml:1:18: found multiple scrape configs with job name \"two\","
                        + " first found at prometheus.yml:2:18",
                refusal(main.formatted("two")));
        Files.writeString(folder.resolve("jobs/1.yml"), "scrape_config: []");
        assertTrue(refusal(main.formatted("zero")).startsWith("jobs/1.yml:1:1: unknown key"));
        Files.write(folder.resolve("jobs/1.yml"), new byte[] {(byte) 0xff});
        assertEquals(
                "jobs/1.yml:1:1: this file is not UTF-8 text", refusal(main.formatted("zero")));
    }

    @Test
    void refusesWithThePlace() {
        Map<String, String> refusals =
                Map.of(
                        "scrape_configs:\n  - job_nam: a",
                        "prometheus.yml:2:5: job_name is empty",
                        "scrape_configs:\n  - job_name: a\n    acme_sd_configs: []",
                        "prometheus.yml:3:5: unknown key \"acme_sd_configs\", did you mean",
                        "scrape_configs:\n  - job_name: a\n    file_sd_configs: {}",
                        "prometheus.yml:3:22: file_sd_configs must be a list",
                        "scrape_configs:\n  - {job_name: a, scrape_timeout: 2m}",
                        "prometheus.yml:2:5: scrape timeout greater than scrape interval",
                        "global: {scrape_interval: 5x}",
                        "prometheus.yml:1:27: scrape_interval: unknown unit \"x\" in duration"
                                + " \"5x\"",
                        "global:\n  external_labels: {'': x}",
                        "prometheus.yml:2:3: \"\" is not a valid label name",
                        "globl: {}",
                        "prometheus.yml:1:1: unknown key \"globl\", did you mean \"global\"?",
                        "scrape_configs:\n  - {job_name: a, bearer_token: x, basic_auth: {}}",
                        "prometheus.yml:2:5: at most one of basic_auth, oauth2, bearer_token");
        refusals.forEach((yaml, message) -> {
            String refusal = refusal(yaml);
            assertTrue(refusal.startsWith(message), refusal);
        });
    }
}
