package io.gnomon.platform.core.config.internal.load;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gnomon.model.labels.Labels;
import io.gnomon.model.text.TextPosition;
import io.gnomon.platform.core.config.ConfigCheck;
import io.gnomon.platform.core.config.GnomonConfig;
import io.gnomon.platform.core.config.LoadedConfig;
import io.gnomon.platform.core.config.ScrapeConfig;
import io.gnomon.platform.core.config.WrittenFolder.WrittenFile;
import io.gnomon.spi.runtime.Registration;
import io.gnomon.spi.settings.SettingsException;
import io.gnomon.spi.settings.SettingsException.Problem;
import io.gnomon.spi.settings.SettingsNode;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

class ConfigFilesTest {
    @TempDir Path folder;
    private Instant now = Instant.ofEpochSecond(1000);

    private List<ConfigCheck> checks = List.of();

    private ConfigFiles start(String prometheusFile, String gnomonFile) throws SettingsException {
        return new ConfigFiles(
                new ConfigReader(
                        prometheusFile,
                        gnomonFile,
                        AlertmanagerSource.NONE,
                        folder,
                        folder,
                        ReadingOptions.of(Map.of("NAME", "two")::get, List.of()),
                        () -> null),
                () -> now,
                () -> checks);
    }

    private String file(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text).toString();
    }

    @Test
    void whatACheckRefusesDoesNotComeIntoForce() throws Exception {
        String name = file("a.yml", "scrape_configs: [{job_name: one}]");
        ConfigFiles files = start(name, "");
        checks =
                List.of(config -> {
                    TextPosition position = new TextPosition(name, 1, 2);
                    Problem problem = new Problem("", position, jobs(config) + " will not do");
                    throw new SettingsException(List.of(problem));
                });
        file("a.yml", "scrape_configs: [{job_name: two}]");
        SettingsException e = assertThrows(SettingsException.class, files::reload);
        assertEquals(name + ":1:2: [two] will not do", e.getMessage());
        assertEquals(List.of("one"), jobs(files.current()));
        assertFalse(files.lastReload().successful());
    }

    private static List<String> jobs(LoadedConfig config) {
        return config.scrapes().stream().map(ScrapeConfig::jobName).toList();
    }

    @Test
    void withoutAFileItScrapesItselfAndItsHost() throws SettingsException {
        LoadedConfig config = start("", "").current();
        assertEquals("", config.file());
        assertEquals(List.of("gnomon", "node"), jobs(config));
        for (ScrapeConfig scrape : config.scrapes()) {
            assertEquals(ScrapeConfig.IN_PROCESS, scrape.scheme());
            assertEquals(Duration.ofSeconds(1), scrape.scrapeInterval());
        }
        assertEquals(
                List.of(Labels.of("__address__", "node")),
                config.scrapes().get(1).staticGroups().get(0).targets());
    }

    /** What dashboards reckon with. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "                                                              | 1000",
                "global: {scrape_interval: 20s}                                | 20000",
                "scrape_configs: [{job_name: a}, {job_name: b}]                | 60000",
                "scrape_configs: [{job_name: a, scrape_interval: 5s}]          | 5000",
                "'scrape_configs: [{job_name: a}, {job_name: b, scrape_interval: 5s}]' | 5000",
                "'scrape_configs: [{job_name: a, scrape_interval: 5m}, {job_name: b}, {job_name:"
                        + " c}]' | 60000"
            })
    void theUsualScrapeIntervalIsThatOfMostConfigs(@Nullable String text, long millis)
            throws Exception {
        String name = text == null ? "" : file("p.yml", text);
        assertEquals(millis, start(name, "").current().usualScrapeInterval().toMillis());
    }

    @Test
    void theFileOfTheWorkingFolderComesBeforeTheBuiltInOne() throws Exception {
        file("prometheus.yml", "scrape_configs: [{job_name: here}]");
        assertEquals(List.of("here"), jobs(start("", "").current()));
    }

    @Test
    void aNamedFileThatIsMissingIsAnError() {
        String missing = folder.resolve("no.yml").toString();
        SettingsException e = assertThrows(SettingsException.class, () -> start(missing, ""));
        assertEquals(missing + ":1:1: this file does not exist", e.getMessage());
        assertThrows(SettingsException.class, () -> start("", missing));
    }

    @Test
    void readsOurOwnSettings() throws Exception {
        String own =
                file(
                        "gnomon.yml",
                        "exporters: {node: {listen: ':9100', settings: {collectors: [cpu]}}}");
        LoadedConfig config = start("", own).current();
        assertEquals(1, config.gnomon().exporters().size());
        assertTrue(config.gnomon().exporterSettings("node").toString().contains("collectors"));
        String wrong = file("wrong.yml", "exporter: {}");
        SettingsException e = assertThrows(SettingsException.class, () -> start("", wrong));
        assertTrue(String.valueOf(e.getMessage()).startsWith(wrong + ":1:1: unknown key"));
    }

    @Test
    void writtenSettingsOfAnExporterStandForThoseOfGnomonYml() throws Exception {
        String own =
                file(
                        "gnomon.yml",
                        "exporters: {node: {listen: ':9100', settings: {collectors: [cpu]}}}");
        ConfigFiles files = start("", own);
        WrittenFile written =
                files.exporterFolder().write("node.yml", "disabled_collectors: [arp]\n", "");
        assertEquals(
                "rwx------",
                PosixFilePermissions.toString(
                        Files.getPosixFilePermissions(folder.resolve("exporters.d"))),
                "settings may hold passwords");
        GnomonConfig gnomon = files.current().gnomon();
        assertTrue(gnomon.exporterSettings("node").toString().contains("arp"));
        assertFalse(gnomon.exporterSettings("node").toString().contains("cpu"));
        assertEquals(":9100", gnomon.exporter("node").listen());
        assertTrue(
                start("", own)
                        .current()
                        .gnomon()
                        .exporterSettings("node")
                        .saysTheSame(gnomon.exporterSettings("node")),
                "kept over a restart");
        SettingsException e =
                assertThrows(
                        SettingsException.class,
                        () -> files.exporterFolder().write("mysql.yml", "a: [", ""));
        assertTrue(String.valueOf(e.getMessage()).contains("mysql.yml:"), e.getMessage());
        assertTrue(
                files.current()
                        .gnomon()
                        .exporterSettings("mysql")
                        .saysTheSame(SettingsNode.empty()));
        files.exporterFolder().delete("node.yml", written.version());
        assertTrue(files.current().gnomon().exporterSettings("node").toString().contains("cpu"));
    }

    @Test
    void environmentVariablesCountInAllValuesWhenGnomonYmlSaysSo() throws Exception {
        String name = file("a.yml", "scrape_configs: [{job_name: $NAME}]");
        String own = file("gnomon.yml", "config: {expand_environment: true}");
        assertEquals(List.of("two"), jobs(start(name, own).current()));
        assertEquals(List.of("$NAME"), jobs(start(name, "").current()));
    }

    @Test
    void aReloadBringsTheNewFileToTheListeners() throws Exception {
        String name = file("a.yml", "scrape_configs: [{job_name: one}]");
        ConfigFiles files = start(name, "");
        List<LoadedConfig> seen = new ArrayList<>();
        Registration registration = files.onChange(seen::add);
        file("a.yml", "scrape_configs: [{job_name: two}]");
        now = now.plusSeconds(5);
        LoadedConfig reloaded = files.reload();
        assertEquals(List.of("two"), jobs(files.current()));
        assertEquals(List.of(reloaded), seen);
        assertTrue(files.lastReload().successful());
        assertEquals(now, files.lastReload().lastSuccess());
        registration.close();
        files.reload();
        assertEquals(1, seen.size());
    }

    @Test
    void aBrokenFileChangesNothing() throws Exception {
        String name = file("a.yml", "scrape_configs: [{job_name: one}]");
        ConfigFiles files = start(name, "");
        LoadedConfig before = files.current();
        files.onChange(config -> assertSame(before, config));
        file("a.yml", "scrape_configs:\n- job_name: one\n  sample_limit: lots\n");
        SettingsException e = assertThrows(SettingsException.class, files::reload);
        assertEquals(name + ":3:17: sample_limit must be a whole number, not lots", e.getMessage());
        assertSame(before, files.current());
        assertFalse(files.lastReload().successful());
        assertEquals(e.getMessage(), files.lastReload().error());
        assertEquals(now, files.lastReload().lastSuccess());
    }

    @Test
    void aListenerThatThrowsDoesNotKeepTheOthersFromIt() throws Exception {
        ConfigFiles files = start("", "");
        List<LoadedConfig> seen = new ArrayList<>();
        files.onChange(config -> {
            throw new IllegalStateException("no room");
        });
        files.onChange(seen::add);
        files.reload();
        assertEquals(1, seen.size());
        assertFalse(files.lastReload().successful());
        assertEquals("no room", files.lastReload().error());
    }
}
