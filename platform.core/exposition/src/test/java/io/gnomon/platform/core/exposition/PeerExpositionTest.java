package io.gnomon.platform.core.exposition;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import io.gnomon.platform.testkit.PeerData;

import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;

/** The texts that the peers test their parsers with. */
class PeerExpositionTest {
    @ParameterizedTest
    @CsvSource({
        "textparse/alltypes.237mfs.prom.txt, false, 237, 1857",
        "textparse/alltypes.237mfs.nometa.prom.txt, false, 0, 1857",
        "textparse/alltypes.5mfs.om.txt, true, 5, 53",
        "textparse/1histogram.om.txt, true, 1, 42",
        "promtool/metrics-test.prom, false, 4, 27",
        "promtool/dump-openmetrics-test.prom, true, 0, 10",
        "promtool/dump-openmetrics-roundtrip-test.prom, true, 0, 14",
        "expfmt/text, false, 37, 248"
    })
    void readsWholeScrapes(String file, boolean openMetrics, int families, int samples)
            throws Exception {
        byte[] text = Files.readAllBytes(PeerData.folder("exposition/" + file));
        ExpositionParser parser = new ExpositionParser(openMetrics);
        parser.reset(text, text.length);
        int typed = 0;
        int sampled = 0;
        while (true) {
            ExpositionParser.Entry entry = parser.next();
            if (entry == ExpositionParser.Entry.END) {
                break;
            }
            typed += entry == ExpositionParser.Entry.TYPE ? 1 : 0;
            if (entry == ExpositionParser.Entry.SAMPLE) {
                sampled++;
                assertTrue(parser.labels().has("__name__"));
            }
        }
        assertEquals(families, typed);
        assertEquals(samples, sampled);
    }

    @Test
    void checksTheLongText() throws Exception {
        byte[] text = Files.readAllBytes(PeerData.folder("exposition/expfmt/text"));
        ExpositionCheck.check(text);
        try (InputStream packed =
                Files.newInputStream(PeerData.folder("exposition/expfmt/text.gz"))) {
            assertArrayEquals(text, new GZIPInputStream(packed).readAllBytes());
        }
    }

    private static List<Path> files(String folder) throws IOException {
        try (Stream<Path> files = Files.list(PeerData.folder(folder))) {
            return files.sorted().toList();
        }
    }

    @TestFactory
    List<DynamicTest> corpus() throws Exception {
        List<DynamicTest> tests = new ArrayList<>();
        for (Path file : files("exposition/expfmt-corpus")) {
            String name = String.valueOf(file.getFileName());
            byte[] text = Files.readAllBytes(file);
            tests.add(
                    DynamicTest.dynamicTest(
                            name,
                            () -> {
                                if (name.contains("_error_")) {
                                    assertThrows(
                                            ExpositionException.class,
                                            () -> ExpositionCheck.check(text));
                                } else {
                                    ExpositionCheck.check(text);
                                }
                            }));
        }
        assertEquals(26, tests.size());
        return tests;
    }

    /** The cases of the OpenMetrics compliance list, each in a folder of its own. */
    @TestFactory
    List<DynamicTest> openMetrics() throws Exception {
        List<DynamicTest> tests = new ArrayList<>();
        int good = 0;
        for (Path folder : files("exposition/openmetrics-parsers")) {
            byte[] text = Files.readAllBytes(folder.resolve("metrics"));
            boolean parses =
                    new ObjectMapper()
                            .readTree(folder.resolve("test.json").toFile())
                            .get("shouldParse")
                            .asBoolean();
            good += parses ? 1 : 0;
            tests.add(
                    DynamicTest.dynamicTest(
                            String.valueOf(folder.getFileName()),
                            () -> {
                                if (parses) {
                                    OpenMetricsCheck.check(text);
                                } else {
                                    assertThrows(
                                            ExpositionException.class,
                                            () -> OpenMetricsCheck.check(text));
                                }
                            }));
        }
        assertEquals(211, tests.size());
        assertEquals(44, good);
        return tests;
    }

    @TestFactory
    List<DynamicTest> errors() throws Exception {
        List<DynamicTest> tests = new ArrayList<>();
        for (JsonNode entry : vectors("text-format-errors.json")) {
            JsonNode in = entry.get("in");
            byte[] text =
                    in.isTextual()
                            ? in.asText().getBytes(StandardCharsets.UTF_8)
                            : HexFormat.of().parseHex(in.get("bytes_hex").asText());
            String expected = entry.get("errUTF8").asText();
            tests.add(
                    DynamicTest.dynamicTest(
                            new String(text, StandardCharsets.UTF_8).strip(),
                            () -> assertOutcome(text, expected)));
        }
        return tests;
    }

    private static void assertOutcome(byte[] text, String expected) throws ExpositionException {
        if (expected.isEmpty()) {
            ExpositionCheck.check(text);
            return;
        }
        String message =
                String.valueOf(
                        assertThrows(ExpositionException.class, () -> ExpositionCheck.check(text))
                                .getMessage());
        assertTrue(message.startsWith(expected), message + " does not start with: " + expected);
    }

    @TestFactory
    List<DynamicTest> escaping() throws Exception {
        List<DynamicTest> tests = new ArrayList<>();
        for (JsonNode entry : vectors("escape-names.json")) {
            String name = entry.path("input").asText("");
            tests.add(
                    DynamicTest.dynamicTest(
                            entry.get("name").asText(),
                            () -> {
                                assertEquals(
                                        entry.path("expectedUnderscores").asText(""),
                                        NameEscaping.UNDERSCORES.escape(name));
                                assertEquals(
                                        entry.path("expectedDots").asText(""),
                                        NameEscaping.DOTS.escape(name));
                                assertEquals(
                                        entry.path("expectedValue").asText(""),
                                        NameEscaping.VALUES.escape(name));
                            }));
        }
        return tests;
    }

    private static JsonNode vectors(String file) throws Exception {
        JsonNode cases =
                new ObjectMapper()
                        .readTree(Files.readAllBytes(PeerData.folder("vectors/" + file)))
                        .get("cases");
        assertTrue(cases.size() > 5);
        return cases;
    }
}
