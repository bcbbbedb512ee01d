package io.gnomon.platform.core.config.internal.load;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.gnomon.platform.core.config.internal.text.JsonReader;
import io.gnomon.platform.testkit.PeerData;
import io.gnomon.spi.settings.SettingsException;
import io.gnomon.spi.settings.SettingsNode;
import io.gnomon.spi.settings.SettingsNode.Entry;
import io.gnomon.spi.settings.SettingsNode.Mapping;
import io.gnomon.spi.settings.SettingsNode.Scalar;
import io.gnomon.spi.settings.SettingsNode.Sequence;

import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Prometheus's own configuration files. not-yet.txt names those that a later issue covers: such a
 * file that does right already fails the test, so the list can only shrink. own-words.txt says what
 * our refusal contains where the words are not Prometheus's.
 */
class PeerFilesTest {
    @TestFactory
    Stream<DynamicTest> goodFilesLoad() throws IOException {
        return test(".good.yml", PeerFilesTest::loads);
    }

    @TestFactory
    Stream<DynamicTest> badFilesAreRefusedWithThePlace() throws IOException, SettingsException {
        Map<String, String> words = expectedWords();
        return test(".bad.yml", file -> refusal(file, words.getOrDefault(name(file), "")));
    }

    @ParameterizedTest
    @CsvSource({
        "good, ''",
        "with_alert_manager, field alerting is not allowed in agent mode",
        "with_alert_relabels, field alerting is not allowed in agent mode",
        "with_remote_reads, field remote_read is not allowed in agent mode",
        "with_rule_files, field rule_files is not allowed in agent mode",
        "without_remote_writes, ''"
    })
    void filesOfAgents(String name, String refusal) throws Exception {
        Path file = PeerData.folder("config/prometheus").resolve("agent_mode." + name + ".yml");
        String text = Files.readString(file);
        String said = "";
        try {
            PrometheusFile.read(file.toString(), text, ReadingOptions.PLAIN.withAgent(true));
        } catch (SettingsException e) {
            said = String.valueOf(e.getMessage());
        }
        assertTrue(refusal.isEmpty() ? said.isEmpty() : said.contains(refusal), said);
    }

    /** What is wrong with the outcome for a file, empty for nothing. */
    private interface Check {
        String of(Path file) throws IOException;
    }

    private static Stream<DynamicTest> test(String ending, Check check) throws IOException {
        Set<String> notYet = new HashSet<>(lines("not-yet.txt"));
        List<Path> files;
        try (Stream<Path> all = Files.list(PeerData.folder("config/prometheus"))) {
            files = all.filter(file -> name(file).endsWith(ending)).sorted().toList();
        }
        assertTrue(files.size() > 30, "only " + files.size() + " files");
        return files.stream()
                .map(file ->
                        dynamicTest(
                                name(file),
                                () -> {
                                    String wrong = check.of(file);
                                    if (notYet.contains(name(file)) && wrong.isEmpty()) {
                                        fail("is right now: take it out of not-yet.txt");
                                    } else if (!notYet.contains(name(file))) {
                                        assertEquals("", wrong);
                                    }
                                }));
    }

    private static String loads(Path file) throws IOException {
        try {
            String text = read(file).text();
            // A dollar that stayed in an external label would begin a variable.
            String asked =
                    name(file).startsWith("external_labels") ? text.replace("$", "$$") : text;
            String again = PrometheusFile.read(file.toString(), asked, ReadingOptions.PLAIN).text();
            return again.equals(text) ? "" : "prints back otherwise: " + again;
        } catch (SettingsException e) {
            return String.valueOf(e.getMessage());
        }
    }

    private static String refusal(Path file, String words) throws IOException {
        try {
            read(file);
            return "was accepted";
        } catch (SettingsException e) {
            String message = String.valueOf(e.getMessage());
            boolean placed =
                    message.lines().allMatch(line -> line.matches(".*\\.yml:[0-9]+:[0-9]+: .*"));
            return !placed
                    ? "no place: " + message
                    : message.contains(words) ? "" : "\"" + words + "\" is not in: " + message;
        }
    }

    private static PrometheusFile.Contents read(Path file) throws IOException, SettingsException {
        return PrometheusFile.read(file.toString(), Files.readString(file), ReadingOptions.PLAIN);
    }

    private static Map<String, String> expectedWords() throws IOException, SettingsException {
        Map<String, String> words = new HashMap<>();
        Path vectors = PeerData.folder("vectors/prometheus-config-errors.json");
        Mapping root = (Mapping) JsonReader.read(Files.readString(vectors));
        for (Entry entry : root.entries()) {
            if (entry.value() instanceof Sequence cases) {
                cases.items().forEach(each -> words.put(text(each, 0), peerWords(text(each, 1))));
            }
        }
        assertTrue(words.size() > 100, "only " + words.size() + " vectors");
        for (String line : lines("own-words.txt")) {
            int colon = line.indexOf(": ");
            words.put(line.substring(0, colon), line.substring(colon + 2));
        }
        return words;
    }

    private static String text(SettingsNode each, int index) {
        return ((Scalar) ((Mapping) each).entries().get(index).value()).text();
    }

    /** Without the peer's name for the place. */
    private static String peerWords(String message) {
        return message.replaceAll("^parsing YAML file \\S+: ", "");
    }

    private static String name(Path file) {
        return String.valueOf(file.getFileName());
    }

    private static List<String> lines(String resource) throws IOException {
        try (InputStream in = PeerFilesTest.class.getResourceAsStream(resource)) {
            assertTrue(in != null, resource);
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .toList();
        }
    }
}
