package io.gnomon.platform.promql.internal;

import io.gnomon.platform.promql.internal.ast.Expr;

import org.jspecify.annotations.Nullable;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Trees of queries that were read before: rules and dashboards ask the same again and again. The
 * longest unused go first when the texts together become too long. Any thread.
 */
final class KnownQueries {
    /** A tree takes some ten bytes for each character of its text. */
    private static final int MOST_CHARACTERS = 1 << 20;

    /** Longer ones come from programs, seldom twice. */
    private static final int LONGEST = 4 << 10;

    private final Map<String, Expr> trees = new LinkedHashMap<>(16, 0.75f, true);
    private int characters;

    synchronized @Nullable Expr tree(String query) {
        return trees.get(query);
    }

    synchronized void keep(String query, Expr tree) {
        if (query.length() > LONGEST || trees.put(query, tree) != null) {
            return;
        }
        characters += query.length();
        Iterator<String> oldest = trees.keySet().iterator();
        while (characters > MOST_CHARACTERS) {
            characters -= oldest.next().length();
            oldest.remove();
        }
    }
}
