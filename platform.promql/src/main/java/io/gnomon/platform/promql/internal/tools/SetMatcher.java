package io.gnomon.platform.promql.internal.tools;

import io.gnomon.model.labels.Matcher;
import io.gnomon.platform.promql.internal.ast.ChangedQuery;
import io.gnomon.platform.promql.internal.ast.Expr;

import java.util.ArrayList;
import java.util.List;

/**
 * {@code gnomon promql label-matchers set}: each selector gets the matcher, instead of those of the
 * same label. Arguments: query, name, value, operator.
 */
public final class SetMatcher extends QueryTextTool {
    public SetMatcher() {
        super("label-matchers set");
    }

    @Override
    Expr change(Expr query, String... arguments) {
        Matcher wanted = new Matcher(type(arguments[3]), arguments[1], arguments[2]);
        return ChangedQuery.selectors(query, given -> with(given, wanted));
    }

    private static List<Matcher> with(List<Matcher> given, Matcher wanted) {
        List<Matcher> matchers = new ArrayList<>(given);
        matchers.replaceAll(matcher -> matcher.name().equals(wanted.name()) ? wanted : matcher);
        if (!matchers.contains(wanted)) {
            matchers.add(wanted);
        }
        return matchers;
    }

    private static Matcher.Type type(String operator) {
        for (Matcher.Type type : Matcher.Type.values()) {
            if (type.operator().equals(operator)) {
                return type;
            }
        }
        throw new IllegalArgumentException("invalid label match type: " + operator);
    }
}
