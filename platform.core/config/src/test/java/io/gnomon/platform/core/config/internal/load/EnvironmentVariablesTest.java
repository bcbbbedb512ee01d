package io.gnomon.platform.core.config.internal.load;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gnomon.model.labels.Labels;
import io.gnomon.platform.core.config.RelabelConfig;
import io.gnomon.platform.core.config.ScrapeConfig;
import io.gnomon.platform.core.config.internal.load.PrometheusFile.Contents;
import io.gnomon.platform.core.config.internal.text.YamlReader;
import io.gnomon.platform.core.config.internal.text.YamlWriter;
import io.gnomon.spi.settings.SettingsException;
import io.gnomon.spi.settings.SettingsException.Problem;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

class EnvironmentVariablesTest {
    private static final Map<String, String> SET =
            Map.of(
                    "HOST", "db.example.org",
                    "PORT", "9100",
                    "EMPTY", "",
                    "PASSWORD", "pw: # '\"x$Y",
                    "NOTHING", "null",
                    "YES", "true",
                    "_A1", "a");

    @TempDir Path folder;

    private Contents read(String yaml) throws SettingsException {
        return PrometheusFile.read(
                folder.resolve("prometheus.yml").toString(),
                yaml,
                ReadingOptions.of(SET::get, List.of()).withExpandAll(true));
    }

    private ScrapeConfig scrape(String yaml) throws SettingsException {
        return read("scrape_configs: [{job_name: a, " + yaml + "}]").scrapes().get(0);
    }

    @ParameterizedTest
    @CsvSource({
        "plain, plain",
        "$HOST:$PORT, db.example.org:9100",
        "${HOST}s, db.example.orgs",
        "$_A1-x, a-x",
        "a$EMPTY, a",
        "$$HOST, $HOST",
        "$$$PORT, $9100",
        "$1-${2}$0, $1-${2}$0",
        "^a$|^(b|c$)$, ^a$|^(b|c$)$",
        "a$?b$*, a$?b$*",
        "${HOST, ${HOST",
        "${}, ${}",
        "a$, a$"
    })
    void onlyNamesOfVariablesAreReplaced(String text, String expected) throws SettingsException {
        RelabelConfig relabel =
                scrape("relabel_configs: [{target_label: x, replacement: '" + text + "'}]")
                        .relabelConfigs()
                        .get(0);
        assertEquals(expected, relabel.replacement());
    }

    @Test
    void valuesOfAllTypesMayBeVariables() throws SettingsException {
        ScrapeConfig scrape =
                scrape(
                        "sample_limit: $PORT, scrape_interval: '${PORT}s', honor_labels: $YES"
                                + ", static_configs: [{targets: ['$HOST'], labels: {p: $PORT}}]");
        assertEquals(9100, scrape.limits().sampleLimit());
        assertEquals(Duration.ofSeconds(9100), scrape.scrapeInterval());
        assertTrue(scrape.honorLabels());
        assertEquals(
                List.of(Labels.of("__address__", "db.example.org")),
                scrape.staticGroups().get(0).targets());
        assertEquals(Labels.of("p", "9100"), scrape.staticGroups().get(0).labels());
    }

    @Test
    void whatAVariableHoldsIsATextUnlessItIsPlain() throws SettingsException {
        Contents contents =
                read(
                        """
                        scrape_configs:
                          - {job_name: $NOTHING, params: {a: [$PASSWORD], b: [$EMPTY]}}
                        """);
        ScrapeConfig scrape = contents.scrapes().get(0);
        assertEquals("null", scrape.jobName());
        assertEquals(Map.of("a", List.of(SET.get("PASSWORD")), "b", List.of("")), scrape.params());
        assertEquals(
                contents.text(),
                YamlWriter.write(YamlReader.read("", contents.text())),
                "what is shown reads back the same");
    }

    @Test
    void secretsStayHidden() throws SettingsException {
        Contents contents =
                read(
                        """
                        scrape_configs:
                          - job_name: a
                            basic_auth: {username: $HOST, password: $PASSWORD}
                            consul_sd_configs: [{server: $HOST, token: $PASSWORD}]
                        remote_write: [{url: 'http://u:${PORT}@$HOST/'}]
                        """);
        assertFalse(contents.text().contains("pw:"), contents.text());
        assertFalse(contents.text().contains("9100"), contents.text());
        assertTrue(contents.text().contains("password: <secret>\n"), contents.text());
        assertTrue(contents.text().contains("token: <secret>\n"), contents.text());
        assertTrue(contents.text().contains("server: db.example.org\n"), contents.text());
        assertFalse(String.valueOf(contents.scrapeTexts().get("a")).contains("pw:"));
    }

    @Test
    void includedFilesAndListsOfFilesMayHaveThem() throws SettingsException, IOException {
        Files.writeString(
                folder.resolve("jobs-9100.yml"), "scrape_configs: [{job_name: 'of $HOST'}]");
        Contents contents = read("scrape_config_files: [jobs-$PORT.yml]\nrule_files: [$HOST.yml]");
        assertEquals("of db.example.org", contents.scrapes().get(0).jobName());
        assertEquals(
                List.of(folder.resolve("db.example.org.yml").toString()), contents.rulePatterns());
    }

    @Test
    void externalLabelsKeepPrometheusRules() throws SettingsException {
        Contents contents =
                read("global: {external_labels: {a: '$$HOST', b: 'x$NONE', c: $HOST, d: $1y}}");
        assertEquals(
                Labels.of("a", "$HOST", "b", "x", "c", "db.example.org", "d", "y"),
                contents.global().labels());
        assertEquals(2, contents.warnings().size(), contents.warnings()::toString);
    }

    @Test
    void whatIsNotSetIsToldWithItsPlace() throws IOException {
        Files.writeString(
                folder.resolve("more.yml"), "scrape_configs: [{job_name: b, scheme: $NO3}]");
        SettingsException e =
                assertThrows(
                        SettingsException.class,
                        () ->
                                read(
                                        """
                                        scrape_configs:
                                          - job_name: $NO1
                                            metrics_path: /${NO2}/x
                                        """));
        String said = " is not set (a dollar that begins no variable is written $$)";
        assertEquals(
                List.of(
                        folder + "/prometheus.yml:2:15: the environment variable NO1" + said,
                        folder + "/prometheus.yml:3:19: the environment variable NO2" + said),
                e.problems().stream().map(Problem::toString).toList());
        e = assertThrows(SettingsException.class, () -> read("scrape_config_files: [more.yml]"));
        assertTrue(
                String.valueOf(e.getMessage())
                        .startsWith(folder + "/more.yml:1:40: the environment variable NO3" + said),
                e::getMessage);
    }

    @Test
    void withoutBeingAskedOnlyExternalLabelsHaveThem() throws SettingsException {
        List<Problem> problems = new ArrayList<>();
        EnvironmentVariables variables =
                new EnvironmentVariables(
                        ReadingOptions.of(SET::get, List.of()), problems, warning -> {});
        String yaml = "global:\n  external_labels:\n    a: \"9100\"\n  x: $NONE\ny: $HOST\n";
        assertEquals(
                yaml,
                YamlWriter.write(
                        variables.inMainFile(YamlReader.read("", yaml.replace("9100", "$PORT")))));
        assertEquals(List.of(), problems);
    }
}
