package io.gnomon.platform.promql.internal.fuzz;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gnomon.platform.promql.internal.ast.Expr;
import io.gnomon.platform.promql.internal.differential.GeneratedQueries;
import io.gnomon.platform.promql.internal.parser.ParseException;
import io.gnomon.platform.promql.internal.parser.ParserOptions;
import io.gnomon.platform.promql.internal.parser.PrettyPrinter;
import io.gnomon.platform.promql.internal.parser.Printer;
import io.gnomon.platform.promql.internal.parser.PromqlParser;

import org.junit.jupiter.api.Test;

import java.util.List;

/** What is parsed, printed and parsed again is the same, on one line and on several. */
class RoundTripTest {
    @Test
    void queriesOfTheSuite() throws Exception {
        all(RealQueries.suite(), 1000);
    }

    @Test
    void queriesOfTheOwnScripts() throws Exception {
        all(RealQueries.own(), 100);
    }

    @Test
    void generatedQueries() throws Exception {
        GeneratedQueries queries =
                new GeneratedQueries(Long.getLong("differential.seed", 20_260_821));
        int count = Boolean.getBoolean("long") ? 1_000_000 : 2000;
        for (int i = 0; i < count; i++) {
            all(List.of(queries.next()), 0);
        }
    }

    private static void all(List<String> queries, int atLeast) throws Exception {
        int valid = 0;
        for (String query : queries) {
            Expr expr;
            try {
                expr = PromqlParser.parse(query, ParserOptions.ALL);
            } catch (ParseException e) {
                continue; // A script may have queries that are to be refused.
            }
            check(query, expr);
            valid++;
        }
        assertTrue(valid >= atLeast, valid + " valid queries");
    }

    static void check(String query, Expr expr) throws ReflectiveOperationException {
        String tree = SameTree.of(expr);
        for (String printed : List.of(Printer.print(expr), PrettyPrinter.print(expr))) {
            try {
                Expr again = PromqlParser.parse(printed, ParserOptions.ALL);
                assertEquals(tree, SameTree.of(again), () -> query + " printed as " + printed);
                assertEquals(Printer.print(expr), Printer.print(again), query);
            } catch (ParseException e) {
                throw new AssertionError(query + " printed as " + printed, e);
            }
        }
    }
}
