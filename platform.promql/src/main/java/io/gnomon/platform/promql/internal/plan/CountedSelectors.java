package io.gnomon.platform.promql.internal.plan;

import io.gnomon.platform.promql.internal.ast.Expr;

import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;

/**
 * Finds the selectors of whose histograms only counts and sums are used: those within {@code
 * histogram_count}, {@code histogram_sum} and {@code histogram_avg} and not within a subquery or an
 * operator between.
 */
final class CountedSelectors {
    private static final Set<String> COUNTING =
            Set.of("histogram_count", "histogram_sum", "histogram_avg");
    private static final Set<String> BUCKETS =
            Set.of("histogram_quantile", "histogram_quantiles", "histogram_fraction");

    private final Set<Expr.VectorSelector> found =
            Collections.newSetFromMap(new IdentityHashMap<>());

    private CountedSelectors() {}

    static Set<Expr.VectorSelector> of(Expr expr) {
        CountedSelectors selectors = new CountedSelectors();
        selectors.visit(expr, false);
        return selectors.found;
    }

    private void visit(Expr expr, boolean counted) {
        switch (expr) {
            case Expr.VectorSelector v -> {
                if (counted) {
                    found.add(v);
                }
            }
            case Expr.MatrixSelector m -> visit(m.selector(), counted);
            case Expr.Subquery s -> visit(s.expr(), false);
            case Expr.Paren p -> visit(p.expr(), counted);
            case Expr.Unary u -> visit(u.expr(), counted);
            case Expr.Binary b -> {
                visit(b.left(), false);
                visit(b.right(), false);
            }
            case Expr.Aggregate a -> {
                visit(a.expr(), counted);
                if (a.param() != null) {
                    visit(a.param(), counted);
                }
            }
            case Expr.Call c -> {
                String name = c.function().name();
                boolean inside = COUNTING.contains(name) || (counted && !BUCKETS.contains(name));
                c.args().forEach(arg -> visit(arg, inside));
            }
            case Expr.NumberLiteral n -> {}
            case Expr.StringLiteral s -> {}
        }
    }
}
