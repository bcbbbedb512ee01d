package io.gnomon.platform.core.config.internal.load;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.gnomon.model.query.QueryLanguage;
import io.gnomon.platform.core.config.LoadedConfig;
import io.gnomon.platform.core.config.rules.RuleFile;
import io.gnomon.platform.testkit.promql.PlainLanguage;
import io.gnomon.spi.settings.SettingsException;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;

class RuleFilesTest {
    @TempDir Path folder;
    private Path file;
    private @Nullable QueryLanguage language = new PlainLanguage();

    @BeforeEach
    void write() throws IOException {
        file = folder.resolve("prometheus.yml");
        Files.writeString(file, "rule_files: ['*.rules', b.rules, absent.yml]");
        rules("a", "groups: [{name: g, rules: [{record: x, expr: up}, {record: y, expr: up}]}]");
    }

    private void rules(String name, String text) throws IOException {
        Files.writeString(folder.resolve(name + ".rules"), text);
    }

    private ConfigReader reader() {
        return new ConfigReader(
                file.toString(),
                "",
                AlertmanagerSource.NONE,
                folder,
                folder,
                ReadingOptions.PLAIN,
                () -> language);
    }

    @Test
    void eachFileOnceInTheOrderOfThePatterns() throws Exception {
        rules("b", "groups: [{name: h}]");
        LoadedConfig config = reader().read();
        assertEquals(
                List.of(folder + "/a.rules", folder + "/b.rules"),
                config.ruleFiles().stream().map(RuleFile::file).toList());
        assertEquals(2, config.ruleFiles().get(0).ruleCount());
    }

    @Test
    void allThatAreWrongAreToldAndNothingComesIntoForce() throws Exception {
        ConfigFiles files = new ConfigFiles(reader(), () -> Instant.EPOCH, List::of);
        rules("a", "groups:\n- {name: ''}");
        rules("b", "groups: [{name: h, colour: red}]");
        SettingsException e = assertThrows(SettingsException.class, files::reload);
        assertEquals(2, e.problems().size());
        String first = e.problems().get(0).toString();
        assertEquals(folder + "/a.rules:2:3: Groupname must not be empty", first);
        assertEquals(2, files.current().ruleFiles().get(0).ruleCount());
    }

    @Test
    void withoutTheQueryLanguageTheyCannotBeRead() throws Exception {
        ConfigFiles files = new ConfigFiles(reader(), () -> Instant.EPOCH, List::of);
        language = null;
        assertThrows(ConfigReader.LanguageAbsent.class, () -> reader().read());
        SettingsException e = assertThrows(SettingsException.class, files::reload);
        assertEquals(
                file
                        + ":1:1: rule files cannot be checked while the query engine is away; try"
                        + " again",
                e.getMessage());
    }

    @Test
    void aCommandTakesOnlyThePatterns() throws Exception {
        LoadedConfig config = ConfigReader.ofEnvironment(file.toString(), "", false).read();
        assertEquals(List.of(), config.ruleFiles());
        assertEquals(3, config.rulePatterns().size());
    }
}
