package io.gnomon.platform.promql.internal.exec;

import io.gnomon.model.query.QueryException;
import io.gnomon.platform.promql.internal.ast.Expr;
import io.gnomon.platform.promql.internal.ast.Span;
import io.gnomon.platform.promql.internal.run.Points;
import io.gnomon.platform.promql.internal.run.QueryContext;
import io.gnomon.platform.promql.internal.window.Quantiles;

import java.util.ArrayList;
import java.util.List;

/** quantile: keeps the series of the groups, then sorts the values of each group at each step. */
public final class QuantileAggregate implements Operator.Vectors {
    private final QueryContext context;
    private final Vectors input;
    private final Scalars parameter;
    private final Span parameterSpan;
    private final Expr.Aggregate expr;
    private final int steps;
    private final List<List<Points>> members = new ArrayList<>();
    private double[] q = new double[0];

    public QuantileAggregate(
            QueryContext context,
            Vectors input,
            Scalars parameter,
            Span parameterSpan,
            Expr.Aggregate expr,
            int steps) {
        this.context = context;
        this.input = input;
        this.parameter = parameter;
        this.parameterSpan = parameterSpan;
        this.expr = expr;
        this.steps = steps;
    }

    @Override
    public List<Head> heads() throws QueryException {
        q = parameter.values();
        for (double value : q) {
            Quantiles.warnUnlessQuantile(value, context.remarks(), parameterSpan);
        }
        Grouping grouping = new Grouping(input.heads(), expr.grouping(), expr.without());
        for (int i = 0; i < grouping.size(); i++) {
            members.add(new ArrayList<>());
        }
        Points[] kept = new Points[grouping.groupOf.length];
        Scan.each(
                context,
                input,
                grouping.groupOf.length,
                steps,
                "quantile",
                (i, points) -> {
                    if (points.dropHistograms()) {
                        Accumulators.ignored(context.remarks(), expr.expr().span(), "quantile");
                    }
                    kept[i] = context.keep(points, "quantile");
                });
        for (int i = 0; i < kept.length; i++) {
            members.get(grouping.groupOf[i]).add(kept[i]);
        }
        return grouping.heads();
    }

    @Override
    public Lane lane() {
        return (group, into) -> sort(members.get(group), into);
    }

    private void sort(List<Points> rows, Points into) {
        into.clear();
        double[] values = new double[rows.size()];
        for (int step = 0; step < steps; step++) {
            int n = 0;
            for (Points row : rows) {
                if (row.present[step]) {
                    values[n++] = row.values[step];
                }
            }
            if (n > 0) {
                Quantiles.sort(values, n);
                into.set(step, Quantiles.ofSorted(q[step], values, n));
            }
        }
    }

    @Override
    public String describe() {
        return "quantile" + (expr.without() ? " without " : " by ") + expr.grouping();
    }

    @Override
    public List<Operator> inputs() {
        return List.of(parameter, input);
    }
}
