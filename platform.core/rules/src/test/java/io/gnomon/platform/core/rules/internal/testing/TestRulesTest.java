package io.gnomon.platform.core.rules.internal.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gnomon.platform.testkit.PeerData;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;

/** promtool's own files of unit tests. */
class TestRulesTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int run(String file, String... patterns) {
        List<String> arguments = new ArrayList<>();
        arguments.addAll(List.of("", "false", "false", "false"));
        arguments.add(Integer.toString(patterns.length));
        arguments.addAll(List.of(patterns));
        arguments.add(PeerData.folder("config/promtool").resolve(file).toString());
        try (PrintWriter toOut = new PrintWriter(out);
                PrintWriter toErr = new PrintWriter(err)) {
            return new TestRules().run(toOut, toErr, arguments.toArray(String[]::new));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "unittest.yml",
                "long-period.yml",
                "at-modifier-test.yml",
                "negative-offset-test.yml",
                "no-test-group-interval.yml",
                "start-time-test.yml"
            })
    void good(String file) {
        int code = run(file);
        assertEquals("", err.toString());
        assertEquals(0, code);
        assertTrue(out.toString().endsWith("  SUCCESS\n\n"), out.toString());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "failing.yml",
                "bad-input-series.yml",
                "bad-promql.yml",
                "bad-rules-error-test.yml",
                "bad-rules-syntax-test.yml",
                "rules_run_extrafields.yml",
                "rules_run_fuzzy.yml",
                "rules_run_no_fuzzy.yml"
            })
    void bad(String file) {
        assertEquals(1, run(file));
        assertTrue(err.toString().startsWith("  FAILED:\n"), err.toString());
    }

    @Test
    void onlySomeGroups() {
        assertEquals(0, run("rules_run_fuzzy.yml", "correct"), err.toString());
    }
}
