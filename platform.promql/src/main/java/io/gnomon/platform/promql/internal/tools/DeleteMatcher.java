package io.gnomon.platform.promql.internal.tools;

import io.gnomon.model.labels.Matcher;
import io.gnomon.platform.promql.internal.ast.ChangedQuery;
import io.gnomon.platform.promql.internal.ast.Expr;

import java.util.ArrayList;
import java.util.List;

/**
 * {@code gnomon promql label-matchers delete}: no selector has a matcher of the label any more.
 * Arguments: query, name.
 */
public final class DeleteMatcher extends QueryTextTool {
    public DeleteMatcher() {
        super("label-matchers delete");
    }

    @Override
    Expr change(Expr query, String... arguments) {
        return ChangedQuery.selectors(query, given -> without(given, arguments[1]));
    }

    private static List<Matcher> without(List<Matcher> given, String name) {
        List<Matcher> matchers = new ArrayList<>(given);
        matchers.removeIf(matcher -> matcher.name().equals(name));
        return matchers;
    }
}
