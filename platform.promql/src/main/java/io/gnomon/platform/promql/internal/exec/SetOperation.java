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
        Lane lane = right.lane();
        for (int i = 0; i < rightHeads.size(); i++) {
            lane.read(i, points);
            mark(signatures.right[i], points);
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
    public Lane lane() throws QueryException {
        Lane ofLeft = left.lane();
        if (!union()) {
            boolean keepSeen = expr.operator() == BinaryOperator.AND;
            return (series, into) -> {
                ofLeft.read(series, into);
                filter(into, signatures.left[series], keepSeen);
            };
        }
        Lane ofRight = right.lane();
        return (series, into) -> {
            int lefts = signatures.left.length;
            if (series < lefts) {
                ofLeft.read(series, into);
                mark(signatures.left[series], into);
            } else {
                ofRight.read(series - lefts, into);
                filter(into, signatures.right[series - lefts], false);
            }
        };
    }

    /** What is left of the right side of a union is known when all of the left was made. */
    @Override
    public boolean isShared() {
        return !union() && left.isShared();
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
