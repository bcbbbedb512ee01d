package io.gnomon.platform.promql.internal;

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

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Prometheus's own query suite: one test for each query. */
class GoldenScriptsTest {
    /** As the suite assumes: everything experimental on. */
    static EngineSettings settings(boolean typeLabels) {
        EngineSettings d = EngineSettings.DEFAULT;
        return new EngineSettings(
                d.lookbackMillis(),
                d.timeoutMillis(),
                50_000,
                d.maxBytes(),
                d.maxServerBytes(),
                d.threads(),
                d.maxConcurrency(),
                d.subqueryStepMillis(),
                ParserOptions.ALL,
                true,
                typeLabels,
                true);
    }

    @TestFactory
    List<DynamicContainer> scripts() throws Exception {
        List<DynamicContainer> files = new ArrayList<>();
        try (Stream<Path> scripts = Files.list(PeerData.folder("promql"))) {
            for (Path script :
                    scripts.filter(p -> p.toString().endsWith(".test")).sorted().toList()) {
                files.add(container(script));
            }
        }
        return files;
    }

    static DynamicContainer container(Path script) throws Exception {
        String file = script.getFileName().toString();
        EngineSettings settings = settings(file.equals("type_and_unit.test"));
        List<DynamicTest> tests = new ArrayList<>();
        for (ScriptEval eval : PromqlScript.read(script)) {
            tests.add(
                    dynamicTest(
                            file + ":" + eval.line() + " " + eval.query(),
                            () ->
                                    eval.check(
                                            storage -> new Engine(settings, () -> storage),
                                            PinnedQuery::of)));
        }
        return dynamicContainer(file, tests);
    }
}
