package io.gnomon.platform.promql.internal;

import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.gnomon.platform.promql.internal.parser.ParserOptions;
import io.gnomon.platform.promql.internal.run.EngineSettings;
import io.gnomon.platform.testkit.PeerData;
import io.gnomon.platform.testkit.promql.PromqlScript;
import io.gnomon.platform.testkit.promql.ScriptEval;

import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Prometheus's own query suite. What does not pass yet stands in not-yet.txt with the reason; an
 * entry there that passes fails this test, so the list only gets shorter.
 */
class GoldenScriptsTest {
    /** As the suite assumes: everything experimental on. */
    private static EngineSettings settings(boolean typeLabels) {
        EngineSettings d = EngineSettings.DEFAULT;
        return new EngineSettings(
                d.lookbackMillis(),
                d.timeoutMillis(),
                50_000,
                d.maxBytes(),
                d.maxConcurrency(),
                d.subqueryStepMillis(),
                ParserOptions.ALL,
                true,
                typeLabels,
                true);
    }

    @TestFactory
    List<DynamicContainer> scripts() throws Exception {
        Set<String> notYet = notYet();
        List<DynamicContainer> files = new ArrayList<>();
        try (Stream<Path> scripts = Files.list(PeerData.folder("promql"))) {
            for (Path script :
                    scripts.filter(p -> p.toString().endsWith(".test")).sorted().toList()) {
                files.add(container(script, notYet));
            }
        }
        return files;
    }

    private static DynamicContainer container(Path script, Set<String> notYet) throws Exception {
        String file = script.getFileName().toString();
        EngineSettings settings = settings(file.equals("type_and_unit.test"));
        List<DynamicTest> tests = new ArrayList<>();
        for (ScriptEval eval : PromqlScript.read(script)) {
            String place = file + ":" + eval.line();
            tests.add(
                    dynamicTest(
                            place + " " + eval.query(),
                            () -> {
                                if (notYet.contains(place)) {
                                    checkStillFails(eval, settings);
                                } else {
                                    check(eval, settings);
                                }
                            }));
        }
        return dynamicContainer(file, tests);
    }

    private static void check(ScriptEval eval, EngineSettings settings) {
        eval.check(storage -> new Engine(settings, () -> storage));
    }

    private static void checkStillFails(ScriptEval eval, EngineSettings settings) {
        try {
            check(eval, settings);
        } catch (AssertionError expected) {
            return;
        }
        fail("passes now: take it from not-yet.txt");
    }

    /** {@code file:line} of each entry; what follows a # is the reason. */
    private static Set<String> notYet() throws IOException {
        Set<String> places = new HashSet<>();
        try (InputStream in = GoldenScriptsTest.class.getResourceAsStream("/not-yet.txt")) {
            if (in == null) {
                throw new IOException("not-yet.txt is missing");
            }
            String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            text.lines()
                    .map(line -> line.replaceFirst("#.*", "").trim())
                    .filter(line -> !line.isEmpty())
                    .forEach(places::add);
        }
        return places;
    }
}
