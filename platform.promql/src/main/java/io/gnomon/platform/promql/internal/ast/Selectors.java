package io.gnomon.platform.promql.internal.ast;

import io.gnomon.model.labels.Matcher;

import java.util.ArrayList;
import java.util.List;

/** Finds the selectors of an expression. */
public final class Selectors {
    private final List<List<Matcher>> found = new ArrayList<>();

    private Selectors() {}

    /** Conditions of each selector, in the order in which they are written. */
    public static List<List<Matcher>> of(Expr expr) {
        Selectors selectors = new Selectors();
        selectors.look(expr);
        return List.copyOf(selectors.found);
    }

    private void look(Expr expr) {
        switch (expr) {
            case Expr.VectorSelector selector -> found.add(selector.matchers());
            case Expr.MatrixSelector matrix -> look(matrix.selector());
            case Expr.Subquery subquery -> look(subquery.expr());
            case Expr.Paren paren -> look(paren.expr());
            case Expr.Unary unary -> look(unary.expr());
            case Expr.Call call -> call.args().forEach(this::look);
            case Expr.Binary binary -> {
                look(binary.left());
                look(binary.right());
            }
            case Expr.Aggregate aggregate -> {
                if (aggregate.param() != null) {
                    look(aggregate.param());
                }
                look(aggregate.expr());
            }
            case Expr.NumberLiteral _, Expr.StringLiteral _ -> {}
        }
    }
}
