package io.gnomon.platform.core.config.rules;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gnomon.model.text.TextPosition;
import io.gnomon.platform.core.config.ValidationScheme;
import io.gnomon.platform.core.config.rules.RuleFile.Dialect;
import io.gnomon.platform.testkit.PeerData;
import io.gnomon.platform.testkit.promql.PlainLanguage;
import io.gnomon.spi.settings.SettingsException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

class RuleFileTest {
    private static final Dialect UTF8 = dialect(ValidationScheme.UTF8, false);

    private static Dialect dialect(ValidationScheme names, boolean ignoreUnknownKeys) {
        return new Dialect(new PlainLanguage(), names, ignoreUnknownKeys);
    }

    private static String refusal(String yaml, Dialect dialect) {
        return String.valueOf(
                assertThrows(SettingsException.class, () -> RuleFile.parse("r.yml", yaml, dialect))
                        .getMessage());
    }

    @Test
    void templatesThatDoNotParseAreRefused() {
        assertEquals(
                "r.yml:3:68: group \"g\", rule 1, \"A\": label \"l\": template: __alert_A:1:"
                        + " function \"nothing\" not defined",
                refusal(
                        "groups:\n- name: g\n  rules: [{alert: A, expr: up, annotations: {a: 'ok'},"
                                + " labels: {l: '{{ nothing }}'}}]",
                        UTF8));
    }

    @Test
    void everythingThatAFileMaySay() throws SettingsException {
        RuleFile file =
                RuleFile.parse(
                        "r.yml",
                        """
                        groups:
                          - name: a
                            interval: 30s
                            query_offset: 1m
                            limit: 5
                            labels: {team: x}
                            rules:
                              - record: job:up:sum
                                expr: sum by (job) (up)
                                labels: {l: v}
                              - alert: Down
                                expr: up == 0
                                for: 5m
                                keep_firing_for: 10m
                                labels: {severity: page}
                                annotations: {summary: "{{ $labels.job }}"}
                          - name: b
                        """,
                        UTF8);
        assertEquals(
                List.of(
                        new RuleGroup(
                                "a",
                                Duration.ofSeconds(30),
                                Duration.ofMinutes(1),
                                5,
                                Map.of("team", "x"),
                                List.of(
                                        new Rule.Recording(
                                                "job:up:sum",
                                                "sum by (job) (up)",
                                                Map.of("l", "v"),
                                                new TextPosition("r.yml", 8, 9)),
                                        new Rule.Alerting(
                                                "Down",
                                                "up == 0",
                                                Duration.ofMinutes(5),
                                                Duration.ofMinutes(10),
                                                Map.of("severity", "page"),
                                                Map.of("summary", "{{ $labels.job }}"),
                                                new TextPosition("r.yml", 11, 9)))),
                        new RuleGroup("b", Duration.ZERO, null, 0, Map.of(), List.of())),
                file.groups());
        assertEquals(2, file.ruleCount());
        assertEquals(List.of(), file.warnings());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{record: a, alert: b, expr: x}|1:41: group \"g\", rule 1, \"b\": only one of"
                        + " 'record' and 'alert' must be set",
                "{expr: x}|1:32: group \"g\", rule 1, \"\": one of 'record' or 'alert' must be set",
                "{record: a}|1:32: group \"g\", rule 1, \"a\": field 'expr' must be set in rule",
                "{record: a, expr: (}|1:50: group \"g\", rule 1, \"a\": could not parse expression:"
                        + " 1:1: parse error: unclosed left parenthesis",
                "{record: a, expr: x, for: 1m}|1:41: group \"g\", rule 1, \"a\": invalid field"
                        + " 'for' in recording rule",
                "{record: a, expr: x, keep_firing_for: 1m}|invalid field 'keep_firing_for' in"
                        + " recording rule",
                "{record: a, expr: x, annotations: {b: c}}|invalid field 'annotations' in recording"
                        + " rule",
                "{record: 'a{b=\"c\"}', expr: x}|braces present in the recording rule name; should"
                        + " it be in expr?: a{b=\"c\"}",
                "{record: a, expr: x, labels: {__name__: b}}|1:62: group \"g\", rule 1, \"a\":"
                        + " invalid label name: __name__",
                "{record: a, expr: x, laebls: {}}|unknown key \"laebls\", did you mean \"labels\"?",
                "{record: a, expr: x, labels: 5}|labels must be a mapping",
                "{record: a, expr: x, for: soon}|for: ",
            })
    void mistakesAreSaidWithTheirPlace(String rule, String said) {
        String refusal = refusal("groups: [{name: g, rules: [    %s]}]".formatted(rule), UTF8);
        assertTrue(refusal.startsWith("r.yml:1:"), refusal);
        assertTrue(refusal.contains(said), refusal);
        assertEquals(1, refusal.lines().count(), refusal);
    }

    @Test
    void namesOfGroupsAreUnique() {
        assertEquals(
                """
                r.yml:1:20: groupname: "a" is repeated in the same file
                r.yml:1:31: Groupname must not be empty\
                """,
                refusal("groups: [{name: a},{name: a}, {rules: []}]", UTF8));
    }

    @Test
    void legacyNamesAreChecked() throws SettingsException {
        String yaml = "groups: [{name: g, labels: {a.b: c}, rules: [{record: a.b, expr: x}]}]";
        assertEquals(1, RuleFile.parse("r.yml", yaml, UTF8).ruleCount());
        assertEquals(
                """
                r.yml:1:29: group "g": invalid label name: a.b
                r.yml:1:55: group "g", rule 1, "a.b": invalid recording rule name: a.b\
                """,
                refusal(yaml, dialect(ValidationScheme.LEGACY, false)));
    }

    @Test
    void unknownKeysCanBeTaken() throws SettingsException {
        String yaml =
                "{x: 1, groups: [{name: g, owner: me, rules: [{record: a, expr: x, note: {}}]}]}";
        assertTrue(refusal(yaml, UTF8).contains("\"owner\""));
        Dialect lenient = dialect(ValidationScheme.UTF8, true);
        assertEquals(1, RuleFile.parse("r.yml", yaml, lenient).ruleCount());
        assertTrue(refusal("[]", lenient).startsWith("r.yml:1:1: "));
        assertTrue(refusal("groups: {a: b}", lenient).contains("must be a list"));
    }

    @Test
    void onlyTheFirstDocumentCounts() throws SettingsException {
        RuleFile file = RuleFile.parse("r.yml", "groups: []\n---\n{}", UTF8);
        assertEquals(List.of("r.yml:2:1: only the first document is processed"), file.warnings());
        assertEquals(List.of(), RuleFile.parse("", "", UTF8).groups());
    }

    /** Expressions are looked at by the test of the whole product against promtool. */
    @Test
    void filesOfThePeers() throws IOException {
        for (String folder : List.of("config/rules/rulefmt", "config/rules/fixtures")) {
            List<Path> files;
            try (Stream<Path> all = Files.list(PeerData.folder(folder))) {
                files = all.sorted().toList();
            }
            for (Path file : files) {
                String name = String.valueOf(file.getFileName());
                ValidationScheme names =
                        name.startsWith("legacy") ? ValidationScheme.LEGACY : ValidationScheme.UTF8;
                boolean good = !name.contains(".bad.") && !name.startsWith("invalid_");
                if (!name.equals("bad_expr.bad.yaml")) {
                    assertEquals(good, loads(file, dialect(names, false)), name);
                }
            }
        }
    }

    private static boolean loads(Path file, Dialect dialect) {
        try {
            return RuleFile.read(file.toString(), dialect).ruleCount() > 0;
        } catch (SettingsException e) {
            return false;
        }
    }
}
