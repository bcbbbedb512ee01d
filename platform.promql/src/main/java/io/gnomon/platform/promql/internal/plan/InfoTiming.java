package io.gnomon.platform.promql.internal.plan;

import io.gnomon.platform.promql.internal.ast.BinaryOperator;
import io.gnomon.platform.promql.internal.ast.DurationExpr;
import io.gnomon.platform.promql.internal.ast.Expr;
import io.gnomon.platform.promql.internal.ast.Timing;

import org.jspecify.annotations.Nullable;

/** When the first selector of an expression looks, the subqueries around it included. */
final class InfoTiming {
    private InfoTiming() {}

    static Timing of(Expr expr) {
        Timing timing = find(expr, Timing.NOW);
        return timing == null ? Timing.NOW : timing;
    }

    private static @Nullable Timing find(Expr expr, Timing outer) {
        return switch (expr) {
            case Expr.VectorSelector v -> within(outer, v.timing());
            case Expr.MatrixSelector m -> within(outer, m.selector().timing());
            case Expr.Subquery s -> find(s.expr(), within(outer, s.timing()));
            case Expr.Paren p -> find(p.expr(), outer);
            case Expr.Unary u -> find(u.expr(), outer);
            case Expr.Aggregate a -> find(a.expr(), outer);
            case Expr.Binary b -> {
                Timing left = find(b.left(), outer);
                yield left == null ? find(b.right(), outer) : left;
            }
            case Expr.Call c -> {
                for (Expr arg : c.args()) {
                    Timing timing = find(arg, outer);
                    if (timing != null) {
                        yield timing;
                    }
                }
                yield null;
            }
            case Expr.NumberLiteral n -> null;
            case Expr.StringLiteral s -> null;
        };
    }

    /** A fixed time counts from itself, offsets add up. */
    private static Timing within(Timing outer, Timing inner) {
        if (inner.at() != null) {
            return inner;
        }
        DurationExpr a = outer.offset();
        DurationExpr b = inner.offset();
        DurationExpr sum =
                a == null ? b : b == null ? a : new DurationExpr.Binary(BinaryOperator.ADD, a, b);
        return new Timing(sum, outer.at());
    }
}
