package io.gnomon.platform.core.config.alerting;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.gnomon.model.labels.Matcher;
import io.gnomon.platform.core.config.internal.text.JsonReader;
import io.gnomon.platform.testkit.PeerData;
import io.gnomon.spi.settings.SettingsException;
import io.gnomon.spi.settings.SettingsNode;
import io.gnomon.spi.settings.SettingsNode.Scalar;

import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

final class MatcherSyntaxTest {
    @TestFactory
    Stream<DynamicTest> utf8() throws Exception {
        return cases("alertmanager-matchers-utf8.json", MatcherSyntax.UTF8::parse);
    }

    @TestFactory
    Stream<DynamicTest> classic() throws Exception {
        return cases("alertmanager-matchers-classic.json", MatcherSyntax.CLASSIC::parse);
    }

    private static Stream<DynamicTest> cases(String vectors, Function<String, List<Matcher>> parse)
            throws IOException, SettingsException {
        SettingsNode root =
                JsonReader.read(Files.readString(PeerData.folder("vectors/" + vectors)));
        List<SettingsNode> cases = Nodes.items(root, "cases");
        assertTrue(cases.size() > 50, "only " + cases.size());
        return cases.stream()
                .map(each ->
                        dynamicTest(
                                text(each, "name") + " " + text(each, "input"),
                                () -> check(each, parse)));
    }

    private static void check(SettingsNode each, Function<String, List<Matcher>> parse) {
        String input = text(each, "input");
        String error = text(each, "error");
        if (error.isEmpty()) {
            assertEquals(expected(each), parse.apply(input));
            // What is printed means the same in both syntaxes.
            List<Matcher> parsed = parse.apply(input);
            assertEquals(parsed, MatcherSyntax.UTF8.parse(MatcherSyntax.format(parsed)));
            return;
        }
        Function<String, ?> refusing =
                error.contains("matchers") || error.contains("1 matcher")
                        ? Utf8Matchers::parseOne
                        : parse;
        String message =
                String.valueOf(
                        assertThrows(IllegalArgumentException.class, () -> refusing.apply(input))
                                .getMessage());
        // Ours shows an expression as it is written, without the anchors.
        String words = error.replace(")$`", "`");
        assertTrue(message.startsWith(words), message + " instead of " + words);
    }

    private static List<Matcher> expected(SettingsNode each) {
        return Nodes.items(each, "matchers").stream()
                .map(m ->
                        new Matcher(
                                Stream.of(Matcher.Type.values())
                                        .filter(t -> t.operator().equals(text(m, "op")))
                                        .findFirst()
                                        .orElseThrow(),
                                text(m, "name"),
                                text(m, "value")))
                .toList();
    }

    private static String text(SettingsNode node, String key) {
        return Nodes.child(node, key) instanceof Scalar scalar ? scalar.text() : "";
    }

    @Test
    void whatOnlyTheClassicSyntaxReadsIsReadWithAWarning() {
        List<String> warnings = new ArrayList<>();
        assertEquals(
                "{a=\"\\\\d\"}",
                MatcherSyntax.format(MatcherSyntax.FALLBACK.parse("a=\\d", warnings::add)));
        assertEquals(
                List.of(
                        "the matchers \"a=\\\\d\" are not valid in the UTF-8 syntax (2:3: \\:"
                            + " invalid input: expected label value), they were read in the classic"
                            + " one; write a=\"\\\\d\""),
                warnings);
    }

    @Test
    void whereTheSyntaxesDisagreeTheClassicOneCounts() {
        List<String> warnings = new ArrayList<>();
        assertEquals(
                "{a=\"\\\\t\"}",
                MatcherSyntax.format(MatcherSyntax.FALLBACK.parse("a=\"\\t\"", warnings::add)));
        assertEquals(
                List.of(
                        "the matchers \"a=\\\"\\\\t\\\"\" mean {a=\"\t\"} in the UTF-8 syntax and"
                                + " {a=\"\\\\t\"} in the classic one, which counts"),
                warnings);
    }

    @Test
    void whatNoSyntaxReadsIsRefusedInTheClassicWords() {
        assertEquals("bad matcher format: a", refusal("a"));
        assertEquals("unexpected open or close brace: {a=b}", refusal("{a=b}"));
        assertEquals("{🙂=\"b\"}", MatcherSyntax.format(MatcherSyntax.FALLBACK.parse("🙂=b")));
        assertEquals("a=\"b\"", MatcherSyntax.format(MatcherSyntax.FALLBACK.parseOne("a=b")));
    }

    private static String refusal(String text) {
        return String.valueOf(
                assertThrows(
                                IllegalArgumentException.class,
                                () -> MatcherSyntax.FALLBACK.parseOne(text))
                        .getMessage());
    }

    @Test
    void aReservedCharacterInANamePutsItInQuotes() {
        assertEquals("\"a b\"=\"\\n\\\"\"", MatcherSyntax.format(Matcher.equal("a b", "\n\"")));
        assertEquals("a.b=\"\\n\\\"\\\\\"", MatcherSyntax.format(Matcher.equal("a.b", "\n\"\\")));
    }

    @Test
    void featuresChooseTheSyntax() {
        assertEquals(MatcherSyntax.FALLBACK, MatcherSyntax.ofFeatures(Set.of("exemplar-storage")));
        assertEquals(MatcherSyntax.CLASSIC, MatcherSyntax.ofFeatures(Set.of("classic-mode")));
        assertEquals(MatcherSyntax.UTF8, MatcherSyntax.ofFeatures(Set.of("utf8-strict-mode")));
        assertThrows(
                IllegalArgumentException.class,
                () -> MatcherSyntax.ofFeatures(Set.of("utf8-strict-mode", "classic-mode")));
    }
}
