package io.gnomon.platform.core.config.internal.load;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gnomon.platform.core.config.LoadedConfig;
import io.gnomon.platform.core.config.alerting.AlertmanagerFile;
import io.gnomon.platform.core.config.alerting.MatcherSyntax;
import io.gnomon.platform.testkit.exporter.RecordedMetrics;
import io.gnomon.spi.common.NoSettings;
import io.gnomon.spi.settings.SettingsException;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;

/** One reload reads prometheus.yml and alertmanager.yml, both or none. */
final class AlertmanagerSourceTest {
    @TempDir Path folder;

    private Path usual;

    @BeforeEach
    void write() throws IOException {
        usual = folder.resolve("alertmanager.yml");
        Files.writeString(folder.resolve("prometheus.yml"), "global: {}\n");
    }

    private ConfigReader reader(String given) {
        return new ConfigReader(
                "",
                "",
                new AlertmanagerSource(given, usual, MatcherSyntax.FALLBACK),
                folder,
                folder,
                ReadingOptions.PLAIN,
                () -> null);
    }

    private static String yaml(String receiver) {
        return "route: {receiver: %s}\nreceivers: [{name: %s}]\ntemplates: ['*.tmpl']\n"
                .formatted(receiver, receiver);
    }

    @Test
    void theFileOfTheWorkingFolderIsReadWhenItIsThere() throws Exception {
        assertSame(AlertmanagerFile.NONE, reader("").read().alertmanager());
        Files.writeString(usual, yaml("found"));
        assertEquals("found", reader("").read().alertmanager().route().receiver());
        Path given = Files.writeString(folder.resolve("given.yml"), yaml("given"));
        assertEquals("given", reader(given.toString()).read().alertmanager().route().receiver());
    }

    @Test
    void aFileThatWasNamedMustBeThere() {
        String missing = folder.resolve("missing.yml").toString();
        String message =
                String.valueOf(
                        assertThrows(SettingsException.class, () -> reader(missing).read())
                                .getMessage());
        assertEquals(missing + ":1:1: this file does not exist", message);
    }

    @Test
    void aReloadTakesBothFilesOrNone() throws Exception {
        Files.writeString(usual, yaml("one"));
        ConfigFiles files = new ConfigFiles(reader(""), InstantSource.system(), List::of);
        LoadedConfig before = files.current();
        Files.writeString(folder.resolve("prometheus.yml"), "global: {scrape_interval: 7s}\n");
        Files.writeString(usual, "route: {receiver: two}\n");
        SettingsException refused = assertThrows(SettingsException.class, files::reload);
        assertTrue(
                String.valueOf(refused.getMessage()).contains("undefined receiver \"two\""),
                refused.getMessage());
        assertSame(before, files.current());
        Files.writeString(usual, yaml("two"));
        files.reload();
        assertEquals("two", files.current().alertmanager().route().receiver());
    }

    @Test
    void theChecksumChangesWithTheFileAndItsTemplates() throws Exception {
        ConfigReader reader = reader("");
        String none = reader.checksum();
        Files.writeString(usual, yaml("one"));
        String file = reader.checksum();
        assertNotEquals(none, file);
        Path template = Files.writeString(folder.resolve("a.tmpl"), "one");
        String withTemplate = reader.checksum();
        assertNotEquals(file, withTemplate);
        Files.writeString(template, "two");
        assertNotEquals(withTemplate, reader.checksum());
    }

    @Test
    void alertmanagersMetricsAreThereWithItsFile() throws Exception {
        assertEquals(2, families(reader("")).size());
        Files.writeString(usual, yaml("one"));
        List<String> families = families(reader(""));
        assertEquals(
                List.of(
                        "alertmanager_config_hash",
                        "alertmanager_config_last_reload_successful",
                        "alertmanager_config_last_reload_success_timestamp_seconds"),
                families.subList(2, 5));
    }

    private static List<String> families(ConfigReader reader) throws Exception {
        ConfigFiles files = new ConfigFiles(reader, InstantSource.system(), List::of);
        return List.copyOf(
                RecordedMetrics.of(new ConfigMetrics(files).create(new NoSettings()))
                        .families()
                        .keySet());
    }
}
