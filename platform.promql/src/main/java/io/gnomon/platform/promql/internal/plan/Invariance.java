package io.gnomon.platform.promql.internal.plan;

import io.gnomon.platform.promql.internal.ast.Expr;

import java.util.Set;

/** Finds parts of a query that have the same value at all steps. */
final class Invariance {
    /** Functions whose value depends on the time of the step, whatever their arguments are. */
    private static final Set<String> TIME_DEPENDENT =
            Set.of(
                    "time",
                    "timestamp",
                    "predict_linear",
                    "day_of_month",
                    "day_of_week",
                    "day_of_year",
                    "days_in_month",
                    "hour",
                    "minute",
                    "month",
                    "year");

    private Invariance() {}

    static boolean holds(Expr expr) {
        return switch (expr) {
            case Expr.NumberLiteral n -> true;
            case Expr.StringLiteral s -> true;
            case Expr.VectorSelector v -> v.timing().at() != null;
            case Expr.MatrixSelector m -> m.selector().timing().at() != null;
            case Expr.Subquery s -> s.timing().at() != null;
            case Expr.Paren p -> holds(p.expr());
            case Expr.Unary u -> holds(u.expr());
            case Expr.Binary b -> holds(b.left()) && holds(b.right());
            case Expr.Aggregate a -> holds(a.expr()) && (a.param() == null || holds(a.param()));
            case Expr.Call c ->
                    !TIME_DEPENDENT.contains(c.function().name())
                            && c.args().stream().allMatch(Invariance::holds);
        };
    }
}
