package io.gnomon.platform.promql.internal.exec;

import io.gnomon.model.query.QueryException;
import io.gnomon.model.sample.Histogram;
import io.gnomon.platform.promql.internal.ast.AggregateOperator;
import io.gnomon.platform.promql.internal.ast.Expr;
import io.gnomon.platform.promql.internal.run.Points;
import io.gnomon.platform.promql.internal.run.QueryContext;

import java.util.List;

/**
 * Aggregations that need one accumulator for each group and step: every series is folded into its
 * group as soon as it is read, none is kept.
 */
public final class Folded implements Operator.Vectors {
    private final QueryContext context;
    private final Vectors input;
    private final Expr.Aggregate expr;
    private final int steps;
    private Accumulators[] groups = new Accumulators[0];
    private int[] groupOf = new int[0];

    /** Metric name of each series, for remarks. */
    private String[] names = new String[0];

    private boolean folded;
    private int group;

    public Folded(QueryContext context, Vectors input, Expr.Aggregate expr, int steps) {
        this.context = context;
        this.input = input;
        this.expr = expr;
        this.steps = steps;
    }

    @Override
    public List<Head> heads() throws QueryException {
        List<Head> heads = input.heads();
        Grouping grouping = new Grouping(heads, expr.grouping(), expr.without());
        groupOf = grouping.groupOf;
        names = new String[heads.size()];
        for (int i = 0; i < names.length; i++) {
            names[i] = heads.get(i).labels().metricName();
        }
        groups = new Accumulators[grouping.size()];
        for (int i = 0; i < groups.length; i++) {
            groups[i] = accumulators();
        }
        return grouping.heads();
    }

    private Accumulators accumulators() throws QueryException {
        AggregateOperator operator = expr.operator();
        context.budget().reserve(9L * Accumulators.width(operator) * steps, operator.text());
        return Accumulators.of(operator, steps, context.remarks(), expr.expr().span());
    }

    private void fold() throws QueryException {
        Points points = context.points(steps, expr.operator().text());
        for (int series = 0; series < groupOf.length; series++) {
            input.next(points);
            Accumulators into = groups[groupOf[series]];
            boolean histograms = points.histograms != null;
            for (int step = 0; step < steps; step++) {
                if (!points.present[step]) {
                    continue;
                }
                Histogram histogram = histograms ? points.histogram(step) : null;
                if (histogram == null) {
                    into.add(step, points.values[step]);
                } else {
                    into.add(step, histogram, names[series]);
                }
            }
        }
        folded = true;
    }

    @Override
    public void next(Points into) throws QueryException {
        if (!folded) {
            fold();
        }
        into.clear();
        groups[group++].emit(into);
    }

    @Override
    public String describe() {
        return expr.operator().text() + (expr.without() ? " without " : " by ") + expr.grouping();
    }

    @Override
    public List<Operator> inputs() {
        return List.of(input);
    }
}
