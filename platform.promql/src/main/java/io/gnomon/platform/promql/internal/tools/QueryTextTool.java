package io.gnomon.platform.promql.internal.tools;

import io.gnomon.model.query.QueryException;
import io.gnomon.platform.promql.internal.Language;
import io.gnomon.platform.promql.internal.ast.Expr;

import java.io.PrintWriter;
import java.util.spi.ToolProvider;

/** A tool that prints the formatted form of what it makes of a query, its first argument. */
abstract class QueryTextTool implements ToolProvider {
    private final String name;

    QueryTextTool(String name) {
        this.name = "gnomon promql " + name;
    }

    @Override
    public final String name() {
        return name;
    }

    @Override
    public final int run(PrintWriter out, PrintWriter err, String... arguments) {
        Language language = new Language();
        try {
            out.println(Language.format(change(language.read(arguments[0]), arguments)));
            return 0;
        } catch (QueryException | IllegalArgumentException e) {
            err.println(e.getMessage());
            return 1;
        }
    }

    /**
     * The query to print.
     *
     * @throws IllegalArgumentException with a sentence
     */
    abstract Expr change(Expr query, String... arguments);
}
