package io.gnomon.platform.promql.internal.exec;

import io.gnomon.model.query.QueryException;
import io.gnomon.model.text.GoNumbers;
import io.gnomon.platform.promql.internal.ast.AggregateOperator;
import io.gnomon.platform.promql.internal.ast.Expr;
import io.gnomon.platform.promql.internal.ast.Span;
import io.gnomon.platform.promql.internal.run.Points;
import io.gnomon.platform.promql.internal.run.QueryContext;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * topk, bottomk, limitk and limit_ratio: at each step some of the input series of each group, with
 * their own labels. Keeps all series, as which ones are chosen is known only when all were seen.
 */
public final class Selected implements Operator.Vectors {
    private final QueryContext context;
    private final Vectors input;
    private final Scalars parameter;
    private final Span parameterSpan;
    private final Expr.Aggregate expr;
    private final int steps;

    private List<Points> rows = List.of();

    public Selected(
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
        List<Head> heads = input.heads();
        double[] k = parameter.values();
        if (!selectsAny(k)) {
            return List.of();
        }
        checkParameter(k);
        Grouping grouping = new Grouping(heads, expr.grouping(), expr.without());
        List<List<Integer>> groups = new ArrayList<>();
        for (int i = 0; i < grouping.size(); i++) {
            groups.add(new ArrayList<>());
        }
        Points[] kept = new Points[heads.size()];
        Scan.each(
                context,
                input,
                kept.length,
                steps,
                expr.operator().text(),
                (i, points) -> {
                    ignoreHistograms(points);
                    kept[i] = context.keep(points, expr.operator().text());
                });
        List<Points> read = List.of(kept);
        for (int i = 0; i < kept.length; i++) {
            groups.get(grouping.groupOf[i]).add(i);
        }
        if (expr.operator() == AggregateOperator.LIMIT_RATIO) {
            sample(heads, read, k);
        } else {
            for (List<Integer> group : groups) {
                choose(group, read, k);
            }
        }
        List<Integer> order = order(groups, read);
        List<Head> result = new ArrayList<>();
        rows = new ArrayList<>();
        for (int i : order) {
            result.add(heads.get(i));
            rows.add(read.get(i));
        }
        return result;
    }

    private boolean selectsAny(double[] k) {
        boolean ratio = expr.operator() == AggregateOperator.LIMIT_RATIO;
        // As a maximum in which NaN wins: NaN is for checkParameter.
        return Arrays.stream(k)
                .anyMatch(value -> Double.isNaN(value) || (ratio ? value != 0 : value >= 1));
    }

    private void checkParameter(double[] k) throws QueryException {
        boolean ratio = expr.operator() == AggregateOperator.LIMIT_RATIO;
        double max = Double.NEGATIVE_INFINITY;
        double min = Double.POSITIVE_INFINITY;
        for (double value : k) {
            if (Double.isNaN(value)) {
                throw QueryContext.failure(ratio ? "Ratio value is NaN" : "Parameter value is NaN");
            }
            max = Math.max(max, value);
            min = Math.min(min, value);
        }
        if (ratio) {
            if (max > 1) {
                warnRatio(max, "1");
            }
            if (min < -1) {
                warnRatio(min, "-1");
            }
        } else if (min <= Long.MIN_VALUE) {
            throw QueryContext.failure("Scalar value " + number(min) + " underflows int64");
        } else if (max >= Long.MAX_VALUE) {
            throw QueryContext.failure("Scalar value " + number(max) + " overflows int64");
        }
    }

    private static String number(double value) {
        return GoNumbers.shortest(value);
    }

    private void warnRatio(double value, String cap) {
        context.remarks()
                .warn(
                        "ratio value should be between -1 and 1, got "
                                + number(value)
                                + ", capping to "
                                + cap,
                        parameterSpan);
    }

    private void ignoreHistograms(Points points) {
        boolean byValue =
                expr.operator() == AggregateOperator.TOPK
                        || expr.operator() == AggregateOperator.BOTTOMK;
        if (byValue && points.dropHistograms()) {
            Accumulators.ignored(context.remarks(), expr.span(), expr.operator().text());
        }
    }

    /**
     * Takes the values out of one group that are not among the k chosen at their step. Goes through
     * series by series, for their values lie one behind the other.
     */
    private void choose(List<Integer> group, List<Points> read, double[] k) throws QueryException {
        boolean first = expr.operator() == AggregateOperator.LIMITK;
        boolean top = expr.operator() == AggregateOperator.TOPK;
        Ranking[] rankings = new Ranking[steps];
        for (int step = 0; step < steps; step++) {
            int limit = (int) Math.min(group.size(), Math.max(0, (long) k[step]));
            context.budget().reserve(48 + 12L * limit, expr.operator().text());
            rankings[step] = new Ranking(limit);
        }
        for (int i : group) {
            double[] values = read.get(i).values;
            boolean[] present = read.get(i).present;
            for (int step = 0; step < steps; step++) {
                if (present[step]) {
                    double value = values[step];
                    rankings[step].offer(first ? 0 : top ? value : -value, i);
                    present[step] = false;
                }
            }
        }
        for (int step = 0; step < steps; step++) {
            for (int i = 0; i < rankings[step].size(); i++) {
                read.get(rankings[step].series(i)).present[step] = true;
            }
        }
    }

    private void sample(List<Head> heads, List<Points> read, double[] ratio) {
        for (int i = 0; i < heads.size(); i++) {
            double offset = RatioSample.offset(heads.get(i).labels());
            for (int step = 0; step < steps; step++) {
                read.get(i).present[step] &=
                        RatioSample.takes(Math.clamp(ratio[step], -1, 1), offset);
            }
        }
    }

    /** Of an instant query in the order of the values, group by group; else as they came. */
    private List<Integer> order(List<List<Integer>> groups, List<Points> read) {
        List<Integer> order = new ArrayList<>();
        for (List<Integer> group : groups) {
            List<Integer> kept = new ArrayList<>(group);
            kept.removeIf(i -> read.get(i).size() == 0);
            if (steps == 1 && expr.operator() == AggregateOperator.TOPK) {
                kept.sort((a, b) -> Ranking.compare(read.get(b).values[0], read.get(a).values[0]));
            } else if (steps == 1 && expr.operator() == AggregateOperator.BOTTOMK) {
                kept.sort(
                        (a, b) -> Ranking.compare(-read.get(b).values[0], -read.get(a).values[0]));
            }
            order.addAll(kept);
        }
        return order;
    }

    @Override
    public Lane lane() {
        return (series, into) -> into.copyFrom(rows.get(series));
    }

    @Override
    public String describe() {
        return expr.operator().text() + (expr.without() ? " without " : " by ") + expr.grouping();
    }

    @Override
    public List<Operator> inputs() {
        return List.of(parameter, input);
    }
}
