package io.gnomon.platform.core.config.internal.load;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gnomon.platform.core.config.GnomonAlerting;
import io.gnomon.platform.core.config.GnomonConfig;
import io.gnomon.platform.core.config.alerting.MatcherSyntax;
import io.gnomon.platform.core.config.internal.settings.RecordBinder;
import io.gnomon.platform.core.config.internal.text.YamlReader;
import io.gnomon.spi.settings.SettingsException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

class GnomonAlertingTest {
    private static GnomonAlerting read(String alerting) throws SettingsException {
        return new RecordBinder()
                .bind(
                        YamlReader.read("gnomon.yml", "alerting: {" + alerting + "}"),
                        GnomonConfig.class)
                .alerting();
    }

    @Test
    void whatIsNotSaidIsAsWithoutAFile() throws Exception {
        assertEquals(GnomonAlerting.DEFAULTS, read(""));
        assertTrue(read("").graphs());
        assertFalse(read("graphs: false").graphs());
        assertEquals(
                new GnomonAlerting.HistorySection(Duration.ofDays(7), 500_000),
                read("history: {keep: 7d}").history());
    }

    @Test
    void theWaitGrowsToTheLongestAndIsNeverShorterThanThatOfTheRoute() throws Exception {
        GnomonAlerting alerting =
                read(
                        "growing_repeats: [{receiver: a, factor: 1.5, longest: 3h}, {receiver: b,"
                                + " longest: 1m}]");
        Duration hour = Duration.ofHours(1);
        assertEquals(hour, alerting.repeatWait("a", hour, 0));
        assertEquals(Duration.ofMinutes(90), alerting.repeatWait("a", hour, 1));
        assertEquals(Duration.ofHours(3), alerting.repeatWait("a", hour, 3));
        assertEquals(Duration.ofHours(3), alerting.repeatWait("a", hour, 100_000));
        assertEquals(hour, alerting.repeatWait("b", hour, 5));
        assertEquals(hour, alerting.repeatWait("c", hour, 5));
    }

    @Test
    void whatIsWrongIsRefused() {
        for (String bad :
                new String[] {
                    "history: {max_events: 0}",
                    "growing_repeats: [{receiver: a, factor: 0.5}]",
                    "growing_repeats: [{receiver: a}, {receiver: a}]",
                    "escalations: [{receiver: a, steps: []}]",
                    "escalations: [{receiver: a, steps: [{after: 1m, to: []}]}]",
                    "escalations: [{receiver: a, steps: [{after: 0s, to: [b]}]}]",
                    "escalations: [{receiver: a, steps: [{after: 1m, to: [a]}]}]",
                    "escalations: [{receiver: a, steps: [{after: 2m, to: [b]}, {after: 1m, to:"
                            + " [c]}]}]",
                    "escalations: [{receiver: a, steps: [{after: 1m, to: [b]}, {after: 2m, to:"
                            + " [b]}]}]",
                    "escalations: [{receiver: a, steps: [{after: 1m, to: [b]}]}, {receiver: a,"
                            + " steps: [{after: 1m, to: [b]}]}]"
                }) {
            String message = assertThrows(SettingsException.class, () -> read(bad)).getMessage();
            assertTrue(String.valueOf(message).startsWith("gnomon.yml:1:"), message);
        }
    }

    @Test
    void aReceiverThatIsNotThereIsAWarning(@TempDir Path folder) throws Exception {
        assertEquals(
                List.of("alerting.growing_repeats of gnomon.yml: there is no receiver \"y\""),
                reader(folder, "growing_repeats: [{receiver: x}, {receiver: y}]")
                        .read()
                        .warnings());
    }

    @Test
    void aReceiverThatIsNotThereIsRefusedWhereAlertsGoUp(@TempDir Path folder) throws Exception {
        String chain = "escalations: [{receiver: x, steps: [{after: 1m, to: [%s]}]}]";
        assertEquals(
                1,
                reader(folder, chain.formatted("z"))
                        .read()
                        .gnomon()
                        .alerting()
                        .escalationSteps("x")
                        .size());
        ConfigReader bad = reader(folder, chain.formatted("y"));
        assertEquals(
                folder.resolve("gnomon.yml") + ":1:65: alertmanager.yml has no receiver \"y\"",
                assertThrows(SettingsException.class, bad::read).getMessage());
    }

    /** With the receivers x and z. */
    private static ConfigReader reader(Path folder, String alerting) throws IOException {
        Path alertmanager = folder.resolve("alertmanager.yml");
        Files.writeString(
                alertmanager, "{route: {receiver: x}, receivers: [{name: x}, {name: z}]}");
        Path gnomon = folder.resolve("gnomon.yml");
        Files.writeString(gnomon, "alerting: {" + alerting + "}");
        return new ConfigReader(
                "",
                gnomon.toString(),
                new AlertmanagerSource(alertmanager.toString(), null, MatcherSyntax.FALLBACK),
                folder,
                folder,
                ReadingOptions.PLAIN,
                null);
    }
}
