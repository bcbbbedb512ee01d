package io.gnomon.platform.promql.internal.fuzz;

import io.gnomon.platform.promql.internal.differential.GeneratedQueries;
import io.gnomon.platform.testkit.PeerData;
import io.gnomon.platform.testkit.promql.PromqlScript;
import io.gnomon.platform.testkit.promql.ScriptEval;

import org.opentest4j.TestAbortedException;

import java.io.IOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Queries of test scripts, each once, in a fixed order. */
public final class RealQueries {
    private static final int GENERATED = 500;

    private RealQueries() {}

    /**
     * Those of the own scripts and, where it is there, of the peers' suite; some generated ones.
     */
    public static List<String> all() throws Exception {
        Set<String> queries = new LinkedHashSet<>(own());
        try {
            queries.addAll(suite());
        } catch (TestAbortedException e) {
            System.out.println("without the peers' suite: " + e.getMessage());
        }
        GeneratedQueries generated = new GeneratedQueries(1);
        for (int i = 0; i < GENERATED; i++) {
            queries.add(generated.next());
        }
        return List.copyOf(queries);
    }

    /** Those of the peers' suite; the test is skipped where it is absent. */
    static List<String> suite() throws Exception {
        return of(PeerData.folder("promql"));
    }

    static List<String> own() throws Exception {
        return of(ownScripts());
    }

    private static Path ownScripts() throws URISyntaxException {
        URL found = RealQueries.class.getResource("/scripts");
        if (found == null) {
            throw new IllegalStateException("no scripts among the resources");
        }
        return Path.of(found.toURI());
    }

    private static List<String> of(Path folder) throws Exception {
        Set<String> queries = new LinkedHashSet<>();
        for (Path script : scripts(folder)) {
            for (ScriptEval eval : PromqlScript.read(script)) {
                queries.add(eval.query());
            }
        }
        return new ArrayList<>(queries);
    }

    private static List<Path> scripts(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(p -> p.toString().endsWith(".test")).sorted().toList();
        }
    }
}
