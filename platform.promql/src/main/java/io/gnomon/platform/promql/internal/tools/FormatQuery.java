package io.gnomon.platform.promql.internal.tools;

import io.gnomon.platform.promql.internal.ast.Expr;

/** {@code gnomon promql format}. */
public final class FormatQuery extends QueryTextTool {
    public FormatQuery() {
        super("format");
    }

    @Override
    Expr change(Expr query, String... arguments) {
        return query;
    }
}
