package io.gnomon.platform.promql.internal;

import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;

import io.gnomon.platform.promql.internal.ast.Expr;

import org.junit.jupiter.api.Test;

class KnownQueriesTest {
    private final Language language = new Language();

    @Test
    void theSameTextHasTheSameTree() throws Exception {
        Expr first = language.read("sum by (job) (rate(x_total[5m]))");
        assertSame(first, language.read("sum by (job) (rate(x_total[5m]))"));
    }

    @Test
    void whatWasUsedLastStaysWhenThereIsTooMuch() throws Exception {
        KnownQueries known = new KnownQueries();
        Expr tree = language.read("up");
        known.keep("used", tree);
        String long1000 = "x".repeat(1000);
        for (int i = 0; i < 2000; i++) {
            known.keep(long1000 + i, tree);
            assertNotNull(known.tree("used"));
        }
        assertNull(known.tree(long1000 + 0), "two million characters are not kept");
        assertNotNull(known.tree(long1000 + 1999));
    }

    @Test
    void aVeryLongQueryIsNotKept() throws Exception {
        KnownQueries known = new KnownQueries();
        known.keep("x".repeat(5000), language.read("up"));
        assertNull(known.tree("x".repeat(5000)));
    }
}
