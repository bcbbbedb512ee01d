package io.gnomon.platform.promql.internal.fuzz;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gnomon.platform.promql.internal.ast.Expr;
import io.gnomon.platform.promql.internal.parser.ParseError;
import io.gnomon.platform.promql.internal.parser.ParseException;
import io.gnomon.platform.promql.internal.parser.ParserOptions;
import io.gnomon.platform.promql.internal.parser.PromqlParser;

import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;

/**
 * Broken query texts: each is either a query, whose printed form is the same query, or refused with
 * a place in the text. {@code -Dfuzz.seed=} and {@code -Dfuzz.count=} choose others.
 */
class QueryTextFuzzTest {
    private static final int SHOWN = 20;

    @Test
    void nothingButParseErrors() throws Exception {
        long seed = Long.getLong("fuzz.seed", 20_261_126);
        int count =
                Integer.getInteger("fuzz.count", Boolean.getBoolean("long") ? 2_000_000 : 20_000);
        Mutations mutations = new Mutations(RealQueries.all(), seed);
        List<String> failures = new ArrayList<>();
        int valid = 0;
        long start = System.nanoTime();
        for (int i = 0; i < count && failures.size() < SHOWN; i++) {
            String text = mutations.next();
            ParserOptions options = i % 8 == 0 ? ParserOptions.STABLE : ParserOptions.ALL;
            try {
                valid += check(text, options) ? 1 : 0;
            } catch (Throwable t) {
                failures.add(
                        (text.length() > 400 ? text.substring(0, 400) + "..." : text)
                                + "\n    "
                                + t);
            }
        }
        System.out.printf(
                "fuzzed texts: seed %d, %d texts, %d of them queries, %d ms%n",
                seed, count, valid, (System.nanoTime() - start) / 1_000_000);
        assertEquals("", String.join("\n", failures));
        assertTrue(valid > count / 20, "hardly any text is a query");
        assertTrue(valid < count - count / 20, "hardly any text is refused");
    }

    private static boolean check(String text, ParserOptions options) throws Exception {
        Expr expr;
        try {
            expr = PromqlParser.parse(text, options);
        } catch (ParseException e) {
            assertTrue(!e.errors().isEmpty());
            for (ParseError error : e.errors()) {
                assertTrue(
                        error.span().start() >= 0
                                && error.span().start() <= error.span().end()
                                && error.span().end() <= text.length(),
                        () -> "no place in the text: " + error);
                assertTrue(!error.message().isBlank(), "no message");
            }
            String shown = e.describe(text);
            String place = text.isEmpty() ? "unknown position" : "\\d+:\\d+";
            assertTrue(shown.matches("(?s)" + place + ": parse error: .+"), shown);
            return false;
        }
        RoundTripTest.check(text, expr);
        return true;
    }
}
