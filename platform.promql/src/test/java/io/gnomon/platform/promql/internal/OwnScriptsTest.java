package io.gnomon.platform.promql.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.gnomon.platform.promql.internal.ast.AggregateOperator;
import io.gnomon.platform.promql.internal.ast.BinaryOperator;
import io.gnomon.platform.promql.internal.ast.Expr;
import io.gnomon.platform.promql.internal.parser.Functions;
import io.gnomon.platform.promql.internal.parser.ParseException;
import io.gnomon.platform.promql.internal.parser.ParserOptions;
import io.gnomon.platform.promql.internal.parser.PromqlParser;
import io.gnomon.platform.testkit.promql.PromqlScript;
import io.gnomon.platform.testkit.promql.ScriptEval;

import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** The project's own scripts, which need no data of others, cover the whole language. */
class OwnScriptsTest {
    private static List<Path> scripts() throws Exception {
        try (Stream<Path> files = Files.list(folder())) {
            return files.sorted().toList();
        }
    }

    private static Path folder() throws URISyntaxException {
        URL found = OwnScriptsTest.class.getResource("/scripts");
        if (found == null) {
            throw new IllegalStateException("no scripts among the resources");
        }
        return Path.of(found.toURI());
    }

    @TestFactory
    List<DynamicContainer> answers() throws Exception {
        List<DynamicContainer> files = new ArrayList<>();
        for (Path script : scripts()) {
            files.add(GoldenScriptsTest.container(script));
        }
        return files;
    }

    @Test
    void everyFunctionAggregationAndOperatorIsUsed() throws Exception {
        Set<String> missing = new TreeSet<>(Functions.names());
        Arrays.stream(AggregateOperator.values()).forEach(a -> missing.add(a.text()));
        Arrays.stream(BinaryOperator.values()).forEach(b -> missing.add(b.text()));
        assertEquals(90, Functions.names().size(), "functions");
        assertEquals(14, AggregateOperator.values().length, "aggregations");
        for (Path script : scripts()) {
            for (ScriptEval eval : PromqlScript.read(script)) {
                missing.removeAll(used(eval.query()));
            }
        }
        assertEquals(Set.of(), missing);
    }

    private static Set<String> used(String query) {
        Set<String> used = new TreeSet<>();
        try {
            collect(PromqlParser.parse(query, ParserOptions.ALL), used);
        } catch (ParseException e) {
            // A script may have queries that are to be refused.
        }
        return used;
    }

    private static void collect(Expr expr, Set<String> used) {
        switch (expr) {
            case Expr.Paren p -> collect(p.expr(), used);
            case Expr.Unary u -> collect(u.expr(), used);
            case Expr.Subquery s -> collect(s.expr(), used);
            case Expr.Binary b -> {
                used.add(b.operator().text());
                collect(b.left(), used);
                collect(b.right(), used);
            }
            case Expr.Aggregate a -> {
                used.add(a.operator().text());
                collect(a.expr(), used);
            }
            case Expr.Call c -> {
                used.add(c.function().name());
                c.args().forEach(arg -> collect(arg, used));
            }
            default -> {}
        }
    }
}
