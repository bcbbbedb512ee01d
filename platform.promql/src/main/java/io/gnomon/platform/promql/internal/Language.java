package io.gnomon.platform.promql.internal;

import io.gnomon.model.labels.Matcher;
import io.gnomon.model.query.QueryException;
import io.gnomon.model.query.QueryLanguage;
import io.gnomon.platform.promql.internal.ast.ChangedQuery;
import io.gnomon.platform.promql.internal.ast.Expr;
import io.gnomon.platform.promql.internal.parser.ParseException;
import io.gnomon.platform.promql.internal.parser.ParserOptions;
import io.gnomon.platform.promql.internal.parser.PrettyPrinter;
import io.gnomon.platform.promql.internal.parser.PromqlParser;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** PromQL as text. */
public final class Language implements QueryLanguage {
    private final ParserOptions options;
    private final KnownQueries known = new KnownQueries();

    /**
     * For sub-commands, which run without an engine: the system property {@code enable-feature}
     * lists the features that are switched on.
     */
    public Language() {
        this(EngineFlags.language(flag -> flag == null ? null : System.getProperty(flag)));
    }

    /** The language with these experimental parts. */
    public Language(ParserOptions options) {
        this.options = options;
    }

    /** Something that is done with a query. */
    interface Work<T, E extends Exception> {
        T run() throws E;
    }

    /**
     * The parser refuses what nests too deeply for a usual stack; a thread with a smaller one is
     * told here, and lives on.
     */
    static <T, E extends Exception> T guarded(Work<T, E> work) throws E, QueryException {
        try {
            return work.run();
        } catch (StackOverflowError e) {
            throw new QueryException(
                    QueryException.Type.EXECUTION,
                    "expression is nested too deeply for the stack of the thread that evaluates it",
                    e);
        }
    }

    /**
     * The tree of a query, types checked.
     *
     * @throws QueryException of type {@code BAD_DATA}
     */
    public Expr read(String query) throws QueryException {
        Expr tree = known.tree(query);
        if (tree != null) {
            return tree;
        }
        try {
            tree = PromqlParser.parse(query, options);
        } catch (ParseException e) {
            throw new QueryException(QueryException.Type.BAD_DATA, e.describe(query), e);
        }
        known.keep(query, tree);
        return tree;
    }

    @Override
    public List<Matcher> parseSelector(String selector) throws QueryException {
        try {
            return guarded(() -> PromqlParser.parseSelector(selector));
        } catch (ParseException e) {
            throw new QueryException(QueryException.Type.BAD_DATA, e.describe(selector), e);
        }
    }

    @Override
    public String format(String query) throws QueryException {
        return guarded(() -> PrettyPrinter.print(read(query)));
    }

    @Override
    public Map<String, @Nullable Object> parse(String query) throws QueryException {
        return guarded(() -> SyntaxTree.of(read(query)));
    }

    @Override
    public String withMatchers(String query, List<Matcher> matchers) throws QueryException {
        return guarded(() ->
                PrettyPrinter.print(
                        ChangedQuery.selectors(read(query), given -> joined(given, matchers))));
    }

    @Override
    public String withGrouping(String query, List<String> labels) throws QueryException {
        return guarded(() ->
                PrettyPrinter.print(
                        ChangedQuery.aggregations(read(query), given -> grouped(given, labels))));
    }

    private static Expr.Aggregate grouped(Expr.Aggregate given, List<String> labels) {
        Set<String> grouping = new LinkedHashSet<>(given.grouping());
        if (given.without()) {
            grouping.removeAll(labels);
        } else {
            grouping.addAll(labels);
        }
        return new Expr.Aggregate(
                given.operator(),
                given.param(),
                given.expr(),
                List.copyOf(grouping),
                given.without(),
                given.span());
    }

    private static List<Matcher> joined(List<Matcher> given, List<Matcher> further) {
        List<Matcher> all = new ArrayList<>(given);
        further.stream().filter(matcher -> !given.contains(matcher)).forEach(all::add);
        return all;
    }

    /** A tree as formatted text. */
    public static String format(Expr query) {
        return PrettyPrinter.print(query);
    }
}
