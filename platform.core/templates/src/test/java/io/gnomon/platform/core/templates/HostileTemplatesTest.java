package io.gnomon.platform.core.templates;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gnomon.platform.core.templates.internal.exec.TextOutput;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Templates that want too much: a clear error, no stack overflow, no end of memory. */
class HostileTemplatesTest {
    private static String failure(String template) throws IOException {
        NotificationData data = Golden.data();
        TemplateException e =
                assertThrows(
                        TemplateException.class,
                        () -> NotificationTemplates.of(List.of()).text(template, data));
        return String.valueOf(e.getMessage());
    }

    private static void assertSays(String part, String message) {
        assertTrue(message.contains(part), message);
    }

    @Test
    void recursionEnds() throws IOException {
        String message =
                failure("{{ define \"f\" }}{{ template \"f\" . }}{{ end }}{{ template \"f\" . }}");
        assertEquals(
                "template: :1:28: executing \"f\" at <{{template \"f\" .}}>:"
                        + " exceeded maximum template depth (500)",
                message);
    }

    @Test
    void recursionThroughBranchesAndPipesEnds() throws IOException {
        String open = "{{ if true }}{{ with 1 }}{{ range 1 }}".repeat(20);
        String close = "{{ end }}{{ end }}{{ end }}".repeat(20);
        String call = "{{ template \"f\" . }}";
        assertSays(
                "exceeded maximum template depth",
                failure("{{ define \"f\" }}" + open + call + close + "{{ end }}" + call));
    }

    @Test
    void endlessRangeEnds() throws IOException {
        assertSays("takes more than", failure("{{ range 9000000000000000000 }}{{ end }}"));
        assertSays(
                "takes more than",
                failure("{{ range 1000000 }}{{ range 1000000 }}{{ end }}{{ end }}"));
    }

    @Test
    void giantOutputEnds() throws IOException {
        assertSays(
                "makes more than", failure("{{ range 1000000 }}" + "x".repeat(1000) + "{{ end }}"));
        assertSays(
                "makes more than",
                failure("{{ range 100000 }}{{ printf \"%999999d\" 1 }}{{ end }}"));
        String doubling = "{{ $x := \"xxxxxxxxxx\" }}" + "{{ $x = print $x $x }}".repeat(60);
        assertSays("makes more than", failure(doubling));
    }

    @Test
    void routeLabelsThatNameThemselvesEnd() {
        TemplateException e =
                assertThrows(
                        TemplateException.class,
                        () ->
                                new NotificationTemplates.Rendering(
                                                NotificationTemplates.of(List.of()).set(),
                                                "",
                                                Map.of(
                                                        "a", "{{ routeLabels \"b\" }}",
                                                        "b", "{{ routeLabels \"a\" }}"),
                                                Instant.EPOCH)
                                        .render("{{ routeLabels \"a\" }}", TextOutput::new));
        assertSays(
                "route label \"a\" refers to itself: a -> b -> a", String.valueOf(e.getMessage()));
    }

    @Test
    void nestingIsLimitedWhenParsed() throws IOException {
        assertSays(
                "parentheses are nested more than 200 deep",
                failure("{{ " + "(".repeat(100_000) + "1" + ")".repeat(100_000) + " }}"));
        assertSays(
                "actions are nested more than 200 deep",
                failure("{{ if 1 }}".repeat(100_000) + "{{ end }}".repeat(100_000)));
        assertSays(
                "actions are nested more than 200 deep",
                failure("{{ if 0 }}" + "{{ else if 0 }}".repeat(100_000) + "{{ end }}"));
    }

    @Test
    void megabyteIsParsedAndRun() throws Exception {
        String line = "{{ .Status }} {{ range .Alerts }}{{ .Status | toUpper }}{{ end }}\n";
        String text = line.repeat(1_000_000 / line.length());
        String out = NotificationTemplates.of(List.of()).text(text, Golden.data());
        assertTrue(out.startsWith("firing FIRINGRESOLVED\n"));
        assertEquals(text.length() / line.length(), out.lines().count());
    }

    @Test
    void megabyteOfNamesIsAnError() throws IOException {
        assertSays("not defined", failure("{{ " + "x".repeat(1_000_000) + " }}"));
        assertSays("can't evaluate field", failure("{{ " + ".a".repeat(1000) + " }}"));
        assertSays("unclosed action", failure("{{ .Status " + " ".repeat(1_000_000)));
        assertSays("unterminated quoted string", failure("{{ \"" + "x".repeat(1_000_000)));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{{|unclosed action",
                "{{ if|unclosed action",
                "{{ /*|unexpected \"/\" in command",
                "{{/*|unclosed comment",
                "{{ `|unterminated raw quoted string",
                "{{ '|unterminated character constant",
                "{{ (|unclosed action",
                "{{ range .Alerts }}|unexpected EOF",
                "{{ define \"x\" }}|unexpected EOF",
                "{{ end }}|unexpected {{end}}"
            })
    void whatIsNotClosedIsSaid(String template, String message) throws IOException {
        assertEquals("template: :1: " + message, failure(template));
    }
}
