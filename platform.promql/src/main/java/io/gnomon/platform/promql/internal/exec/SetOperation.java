package io.gnomon.platform.promql.internal.exec;

import io.gnomon.model.query.QueryException;
import io.gnomon.platform.promql.internal.ast.BinaryOperator;
import io.gnomon.platform.promql.internal.ast.Expr;
import io.gnomon.platform.promql.internal.run.Points;
import io.gnomon.platform.promql.internal.run.QueryContext;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;

/**
 * and, unless, or. Of the side that decides, only the steps at which each match group has a value
 * are kept; the series of the other go through one by one.
 */
public final class SetOperation implements Operator.Vectors {
    private final QueryContext context;
    private final Vectors left;
    private final Vectors right;
    private final Expr.Binary expr;
    private final int steps;

    private Signatures signatures;
    private boolean[] @Nullable [] seen = new boolean[0][];
    private int series;

    public SetOperation(
            QueryContext context, Vectors left, Vectors right, Expr.Binary expr, int steps) {
        this.context = context;
        this.left = left;
        this.right = right;
        this.expr = expr;
        this.steps = steps;
        this.signatures = new Signatures(expr.matching(), List.of(), List.of());
    }

    private boolean union() {
        return expr.operator() == BinaryOperator.OR;
    }

    @Override
    public List<Head> heads() throws QueryException {
        List<Head> leftHeads = left.heads();
        List<Head> rightHeads = right.heads();
        signatures = new Signatures(expr.matching(), leftHeads, rightHeads);
        seen = new boolean[signatures.count()][];
        if (union()) {
            List<Head> heads = new ArrayList<>(leftHeads);
            heads.addAll(rightHeads);
            return heads;
        }
        Points points = context.points(steps, expr.operator().text());
        for (int group : signatures.right) {
            right.next(points);
            mark(group, points);
        }
        return leftHeads;
    }

    private void mark(int group, Points points) throws QueryException {
        boolean[] steps = seen[group];
        if (steps == null) {
            context.budget().reserve(points.steps(), expr.operator().text());
            steps = new boolean[points.steps()];
            seen[group] = steps;
        }
        for (int step = 0; step < steps.length; step++) {
            steps[step] |= points.present[step];
        }
    }

    @Override
    public void next(Points into) throws QueryException {
        int i = series++;
        if (!union()) {
            left.next(into);
            filter(into, signatures.left[i], expr.operator() == BinaryOperator.AND);
        } else if (i < signatures.left.length) {
            left.next(into);
            mark(signatures.left[i], into);
        } else {
            right.next(into);
            filter(into, signatures.right[i - signatures.left.length], false);
        }
    }

    /** Leaves the steps at which the group was seen, or those at which it was not. */
    private void filter(Points points, int group, boolean keepSeen) {
        boolean[] steps = seen[group];
        for (int step = 0; step < points.steps(); step++) {
            points.present[step] &= (steps != null && steps[step]) == keepSeen;
        }
    }

    @Override
    public String describe() {
        return expr.operator().text();
    }

    @Override
    public List<Operator> inputs() {
        return List.of(left, right);
    }
}
