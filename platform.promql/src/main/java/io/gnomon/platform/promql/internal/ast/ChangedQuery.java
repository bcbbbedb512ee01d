package io.gnomon.platform.promql.internal.ast;

import io.gnomon.model.labels.Matcher;
import io.gnomon.platform.promql.internal.ast.Expr.VectorSelector;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/** Changes the selectors or the aggregations of an expression. */
public final class ChangedQuery {
    private final UnaryOperator<List<Matcher>> matchers;
    private final UnaryOperator<Expr.Aggregate> aggregation;

    private ChangedQuery(
            UnaryOperator<List<Matcher>> matchers, UnaryOperator<Expr.Aggregate> aggregation) {
        this.matchers = matchers;
        this.aggregation = aggregation;
    }

    /**
     * The expression with the matchers of all its selectors changed; a metric name before the
     * braces stays as it is, whatever is done to the label of that name.
     */
    public static Expr selectors(Expr expr, UnaryOperator<List<Matcher>> change) {
        return new ChangedQuery(change, UnaryOperator.identity()).expr(expr);
    }

    /** The expression with each of its aggregations changed, the inner ones first. */
    public static Expr aggregations(Expr expr, UnaryOperator<Expr.Aggregate> change) {
        return new ChangedQuery(UnaryOperator.identity(), change).expr(expr);
    }

    private Expr expr(Expr expr) {
        return switch (expr) {
            case Expr.NumberLiteral number -> number;
            case Expr.StringLiteral text -> text;
            case VectorSelector selector -> selector(selector);
            case Expr.MatrixSelector m ->
                    new Expr.MatrixSelector(selector(m.selector()), m.range(), m.span());
            case Expr.Subquery s ->
                    new Expr.Subquery(expr(s.expr()), s.range(), s.step(), s.timing(), s.span());
            case Expr.Paren p -> new Expr.Paren(expr(p.expr()), p.span());
            case Expr.Unary u -> new Expr.Unary(u.negative(), expr(u.expr()), u.span());
            case Expr.Binary b ->
                    new Expr.Binary(
                            b.operator(),
                            expr(b.left()),
                            expr(b.right()),
                            b.returnBool(),
                            b.matching(),
                            b.operatorSpan());
            case Expr.Aggregate a ->
                    aggregation.apply(
                            new Expr.Aggregate(
                                    a.operator(),
                                    orNull(a.param()),
                                    expr(a.expr()),
                                    a.grouping(),
                                    a.without(),
                                    a.span()));
            case Expr.Call c ->
                    new Expr.Call(
                            c.function(), c.args().stream().map(this::expr).toList(), c.span());
        };
    }

    private @Nullable Expr orNull(@Nullable Expr expr) {
        return expr == null ? null : expr(expr);
    }

    private VectorSelector selector(VectorSelector s) {
        int inBraces = s.matchers().size() - (s.name().isEmpty() ? 0 : 1);
        List<Matcher> changed = new ArrayList<>(matchers.apply(s.matchers().subList(0, inBraces)));
        List<Matcher> ofName = s.matchers().subList(inBraces, s.matchers().size());
        changed.removeAll(ofName);
        changed.addAll(ofName);
        return new VectorSelector(
                s.name(), List.copyOf(changed), s.timing(), s.extension(), s.span());
    }
}
