package io.gnomon.platform.core.config.internal.tools;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

class CheckRulesTest {
    private static final String TWICE =
            """
            groups:
            - {name: a, labels: {l: v}, rules: [{record: r, expr: x}]}
            - {name: b, rules: [{record: r, expr: y, labels: {l: v}}, {alert: r, expr: z}]}
            """;

    @TempDir private Path folder;
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private String file(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text).toString();
    }

    private int run(boolean duplicates, boolean fatal, String... files) {
        List<String> arguments = new ArrayList<>();
        arguments.addAll(List.of("" + duplicates, "" + fatal, "false", "UTF8"));
        arguments.addAll(List.of(files));
        return new CheckRules()
                .run(
                        new PrintWriter(out, true),
                        new PrintWriter(err, true),
                        arguments.toArray(String[]::new));
    }

    @Test
    void goodAndBadFiles() throws IOException {
        String good = file("good.yml", "groups: [{name: a, rules: [{record: r, expr: x}]}]");
        String bad = file("bad.yml", "groups: [{}]");
        assertEquals(0, run(true, true, good));
        assertEquals("Checking %s\n  SUCCESS: 1 rules found\n\n".formatted(good), out.toString());
        assertEquals("", err.toString());
        assertEquals(1, run(true, true, bad, good));
        assertEquals(
                "  FAILED:\n%s:1:10: Groupname must not be empty\n".formatted(bad), err.toString());
    }

    @Test
    void duplicatesAreFatalWhenAsked() throws IOException {
        String twice = file("twice.yml", TWICE);
        assertEquals(0, run(false, true, twice));
        assertEquals("", err.toString());
        assertEquals(0, run(true, false, twice));
        assertEquals(3, run(true, true, twice));
        String sentence =
                """
                  FAILED:
                lint error 1 duplicate rule(s) found.
                Metric: r
                Label(s):
                	l: v
                Might cause inconsistency while recording expressions
                """;
        assertEquals(sentence + sentence, err.toString());
        assertEquals(1, run(true, true, twice, file("bad.yml", "a: b")));
    }

    @Test
    void rulesOfTheStandardInput() {
        InputStream before = System.in;
        System.setIn(new ByteArrayInputStream(TWICE.getBytes(StandardCharsets.UTF_8)));
        try {
            assertEquals(0, run(false, false));
        } finally {
            System.setIn(before);
        }
        assertEquals("Checking standard input\n  SUCCESS: 3 rules found\n\n", out.toString());
    }

    @Test
    void aSecondDocumentIsAWarning() throws IOException {
        assertEquals(0, run(true, true, file("two.yml", "groups: []\n---\na: b\n")));
        assertTrue(err.toString().contains("two.yml:2:1: only the first"), err::toString);
    }
}
