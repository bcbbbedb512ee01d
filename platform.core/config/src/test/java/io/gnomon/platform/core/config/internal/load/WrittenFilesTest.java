package io.gnomon.platform.core.config.internal.load;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.gnomon.platform.core.config.WrittenFolder;
import io.gnomon.platform.core.config.WrittenFolder.VersionConflict;
import io.gnomon.platform.core.config.WrittenFolder.WrittenFile;
import io.gnomon.platform.core.config.rules.RuleFile;
import io.gnomon.platform.testkit.promql.PlainLanguage;
import io.gnomon.spi.settings.SettingsException;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;

class WrittenFilesTest {
    private static final String ONE = "groups: [{name: g, rules: [{record: x, expr: up}]}]\n";

    @TempDir Path folder;

    @SuppressWarnings("NullAway.Init") // set before each test
    private ConfigFiles config;

    @SuppressWarnings("NullAway.Init") // set before each test
    private WrittenFolder rules;

    @BeforeEach
    void read() throws Exception {
        Path file = folder.resolve("prometheus.yml");
        Files.writeString(file, "rule_files: [own.yml]");
        Files.writeString(folder.resolve("own.yml"), ONE);
        ConfigReader reader =
                new ConfigReader(
                        file.toString(),
                        "",
                        AlertmanagerSource.NONE,
                        folder,
                        folder,
                        ReadingOptions.PLAIN,
                        PlainLanguage::new);
        config = new ConfigFiles(reader, () -> Instant.EPOCH, List::of);
        rules = config.ruleFolder();
    }

    private List<String> inForce() {
        return config.current().ruleFiles().stream().map(RuleFile::file).toList();
    }

    private String inFolder(String name) {
        return folder.resolve("rules.d").resolve(name).toString();
    }

    @Test
    void whatIsWrittenIsOnDiskAndInForceAsItWasGiven() throws Exception {
        assertEquals(List.of(), rules.files());
        String text = "# kept\n" + ONE;
        WrittenFile written = rules.write("a.yml", text, "");
        assertEquals(text, Files.readString(Path.of(inFolder("a.yml"))));
        assertEquals(List.of(folder + "/own.yml", inFolder("a.yml")), inForce());
        assertEquals(List.of(written), rules.files());
        WrittenFile changed = rules.write("a.yml", ONE, written.version());
        assertNotEquals(written.version(), changed.version());
        rules.delete("a.yml", changed.version());
        assertNull(rules.file("a.yml"));
        assertEquals(List.of(folder + "/own.yml"), inForce());
    }

    @Test
    void whatIsWrongChangesNothing() throws Exception {
        WrittenFile written = rules.write("a.yml", ONE, "");
        SettingsException e =
                assertThrows(
                        SettingsException.class,
                        () -> rules.write("a.yml", "groups:\n- {name: ''}\n", written.version()));
        assertEquals(
                inFolder("a.yml") + ":2:3: Groupname must not be empty",
                e.problems().get(0).toString());
        assertThrows(SettingsException.class, () -> rules.write("b.yml", "groups: 7", ""));
        assertEquals(List.of(written), rules.files());
        assertEquals(List.of(folder + "/own.yml", inFolder("a.yml")), inForce());
        var _ = config.reload();
        assertEquals(2, inForce().size());
    }

    @Test
    void anotherVersionIsNotOverwritten() throws Exception {
        WrittenFile written = rules.write("a.yml", ONE, "");
        assertThrows(VersionConflict.class, () -> rules.write("a.yml", "groups: []", ""));
        Files.writeString(Path.of(inFolder("a.yml")), "groups: []");
        assertThrows(VersionConflict.class, () -> rules.write("a.yml", ONE, written.version()));
        assertThrows(VersionConflict.class, () -> rules.delete("a.yml", written.version()));
        assertEquals("groups: []", Files.readString(Path.of(inFolder("a.yml"))));
        WrittenFile anyway = rules.write("a.yml", ONE, "*");
        assertEquals(written, anyway);
    }

    @Test
    void aNameStaysInTheFolder() {
        for (String name :
                List.of("../own.yml", "a/b.yml", ".a.yml", "a", "a.txt", "", "..", "a\0.yml")) {
            assertEquals(false, WrittenFolder.isName(name), name);
            assertThrows(IllegalArgumentException.class, () -> rules.write(name, ONE, "*"), name);
        }
        for (String name : List.of("a.yml", "node-1.rules.yaml", "_x.yml")) {
            assertEquals(true, WrittenFolder.isName(name), name);
        }
    }
}
