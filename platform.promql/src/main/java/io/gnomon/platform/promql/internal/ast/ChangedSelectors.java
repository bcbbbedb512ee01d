package io.gnomon.platform.promql.internal.ast;

import io.gnomon.model.labels.Matcher;
import io.gnomon.platform.promql.internal.ast.Expr.VectorSelector;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/** Changes the selectors of an expression. */
public final class ChangedSelectors {
    private final UnaryOperator<List<Matcher>> change;

    private ChangedSelectors(UnaryOperator<List<Matcher>> change) {
        this.change = change;
    }

    /**
     * The expression with the matchers of all its selectors changed; a metric name before the
     * braces stays as it is, whatever is done to the label of that name.
     */
    public static Expr change(Expr expr, UnaryOperator<List<Matcher>> change) {
        return new ChangedSelectors(change).expr(expr);
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
                    new Expr.Aggregate(
                            a.operator(),
                            orNull(a.param()),
                            expr(a.expr()),
                            a.grouping(),
                            a.without(),
                            a.span());
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
        List<Matcher> matchers = new ArrayList<>(change.apply(s.matchers().subList(0, inBraces)));
        List<Matcher> ofName = s.matchers().subList(inBraces, s.matchers().size());
        matchers.removeAll(ofName);
        matchers.addAll(ofName);
        return new VectorSelector(
                s.name(), List.copyOf(matchers), s.timing(), s.extension(), s.span());
    }
}
