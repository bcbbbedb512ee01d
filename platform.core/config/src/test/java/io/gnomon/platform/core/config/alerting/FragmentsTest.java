package io.gnomon.platform.core.config.alerting;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.gnomon.model.labels.Labels;
import io.gnomon.spi.settings.SettingsException;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

class FragmentsTest {
    @TempDir Path folder;
    private Path file;

    @BeforeEach
    void write() throws IOException {
        file = folder.resolve("alertmanager.yml");
        Files.writeString(
                file,
                """
                route:
                  receiver: usual
                  group_by: [job]
                  routes: [{receiver: own, matchers: [a=b]}]
                receivers: [{name: usual}, {name: own}]
                """);
    }

    private AlertmanagerFile read(String... fragments) throws Exception {
        Path fragment = folder.resolve("f.yml");
        Files.writeString(fragment, String.join("\n", fragments));
        return AlertmanagerFile.read(
                file.toString(), MatcherSyntax.FALLBACK, List.of(fragment.toString()));
    }

    private static String receiver(AlertmanagerFile file, String... labels) {
        return file.route().match(Labels.of(labels)).get(0).receiver();
    }

    @Test
    void standBehindWhatTheFileHas() throws Exception {
        AlertmanagerFile read =
                read(
                        "receivers: [{name: more}]",
                        "time_intervals: [{name: n, time_intervals: [{weekdays: [monday]}]}]",
                        "inhibit_rules: [{source_matchers: [a=b], target_matchers: [c=d]}]",
                        "routes:",
                        "- {receiver: more, matchers: [c=d], mute_time_intervals: [n]}",
                        "- {receiver: more, matchers: [a=b]}");
        assertEquals("more", receiver(read, "c", "d"));
        assertEquals("own", receiver(read, "a", "b"));
        assertEquals("usual", receiver(read, "e", "f"));
        assertEquals(List.of("job"), read.route().routes().get(1).groupBy());
        assertEquals(1, read.inhibitRules().size());
        assertEquals(3, read.receivers().size());
    }

    private void refused(String message, String... fragment) {
        SettingsException e = assertThrows(SettingsException.class, () -> read(fragment));
        assertEquals(folder.resolve("f.yml") + message, e.problems().get(0).toString());
    }

    @Test
    void whatIsWrongIsToldWithThePlaceInTheFragment() {
        refused(
                ":2:14: undefined receiver \"nobody\" used in route",
                "routes:",
                "- {receiver: nobody}");
        refused(
                ":1:20: notification config name \"own\" is not unique",
                "receivers: [{name: own}]");
        refused(
                ":1:1: a fragment has no \"global\"; valid are routes, receivers, time_intervals,"
                        + " inhibit_rules",
                "global: {}");
        refused(":1:9: routes must be a list", "routes: 7");
    }
}
