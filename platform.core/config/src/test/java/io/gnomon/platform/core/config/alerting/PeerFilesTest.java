package io.gnomon.platform.core.config.alerting;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.gnomon.platform.testkit.PeerData;
import io.gnomon.spi.settings.SettingsException;

import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Alertmanager's own configuration files: each that it takes loads, each that it refuses is refused
 * in its words and with the place.
 */
final class PeerFilesTest {
    @TestFactory
    Stream<DynamicTest> files() throws IOException {
        Map<String, String> refusals = new HashMap<>();
        for (String line : lines("refusals.txt")) {
            int colon = line.indexOf(": ");
            refusals.put(line.substring(0, colon), line.substring(colon + 2));
        }
        List<Path> files = new ArrayList<>();
        for (String folder :
                List.of(
                        "config/alertmanager",
                        "config/alertmanager-examples",
                        "config/amtool/routing")) {
            try (Stream<Path> all = Files.list(PeerData.folder(folder))) {
                all.sorted().forEach(files::add);
            }
        }
        assertTrue(files.size() > 50, "only " + files.size());
        refusals.put("conf.bad.yml", "must be a mapping");
        return files.stream()
                .map(file -> {
                    String words = refusals.get(String.valueOf(file.getFileName()));
                    return dynamicTest(
                            String.valueOf(file.getFileName()),
                            () -> {
                                if (words == null) {
                                    loads(file);
                                } else {
                                    refused(file, words);
                                }
                            });
                });
    }

    private static void loads(Path file) throws SettingsException, IOException {
        AlertmanagerFile read = AlertmanagerFile.read(file.toString(), MatcherSyntax.FALLBACK);
        AlertmanagerFile again =
                AlertmanagerFile.parse(file.toString(), read.text(), MatcherSyntax.FALLBACK);
        assertEquals(read.text(), again.text());
        assertEquals(read.route(), again.route());
        assertFalse(read.text().contains("mysecret"), read.text());
        if (Files.readString(file).contains("mysecret")) {
            assertTrue(read.text().contains("<secret>"), read.text());
        }
    }

    private static void refused(Path file, String words) {
        String message =
                String.valueOf(
                        assertThrows(
                                        SettingsException.class,
                                        () ->
                                                AlertmanagerFile.read(
                                                        file.toString(), MatcherSyntax.FALLBACK))
                                .getMessage());
        assertTrue(message.contains(words), message);
        assertTrue(
                message.lines().allMatch(line -> line.matches(".*\\.yml:[0-9]+:[0-9]+: .*")),
                message);
    }

    static List<String> lines(String resource) throws IOException {
        try (InputStream in = PeerFilesTest.class.getResourceAsStream(resource)) {
            assertTrue(in != null, resource);
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .toList();
        }
    }
}
