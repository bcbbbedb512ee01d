package io.gnomon.platform.promql.internal.exec;

import io.gnomon.model.query.QueryException;
import io.gnomon.model.sample.Histogram;
import io.gnomon.platform.promql.internal.ast.AggregateOperator;
import io.gnomon.platform.promql.internal.ast.Expr;
import io.gnomon.platform.promql.internal.run.Points;
import io.gnomon.platform.promql.internal.run.QueryContext;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Aggregations that need one accumulator for each group and step: every series is folded into its
 * group as soon as it is read, none is kept. Parts of the series are folded by themselves, into
 * accumulators that are merged in the order of the parts.
 */
public final class Folded implements Operator.Vectors {
    /** Means of larger values might overflow on the way. */
    private static final double LARGE = 1e290;

    private final QueryContext context;
    private final Vectors input;
    private final Expr.Aggregate expr;
    private final int steps;
    private @Nullable Accumulators[] groups = new @Nullable Accumulators[0];
    private int[] groupOf = new int[0];
    private List<Head> heads = List.of();

    public Folded(QueryContext context, Vectors input, Expr.Aggregate expr, int steps) {
        this.context = context;
        this.input = input;
        this.expr = expr;
        this.steps = steps;
    }

    @Override
    public List<Head> heads() throws QueryException {
        heads = input.heads();
        Grouping grouping = new Grouping(heads, expr.grouping(), expr.without());
        groupOf = grouping.groupOf;
        groups = new @Nullable Accumulators[grouping.size()];
        Scan.parts(
                context,
                input,
                groupOf.length,
                steps,
                expr.operator().text(),
                this::fold,
                this::merge);
        return grouping.heads();
    }

    /**
     * What a part of the series comes to. From the first series on that cannot be merged
     * (histograms, values near overflow) the series themselves, to be folded in their turn.
     */
    private final class Part {
        private int[] numbers = new int[8];
        private Accumulators[] partial = new Accumulators[8];
        private int size;
        private int firstKept;
        private final List<Points> kept = new ArrayList<>();

        Accumulators of(int group) throws QueryException {
            // Neighbours are often of one group.
            for (int i = size - 1; i >= 0; i--) {
                if (numbers[i] == group) {
                    return partial[i];
                }
            }
            if (size == numbers.length) {
                numbers = Arrays.copyOf(numbers, 2 * size);
                partial = Arrays.copyOf(partial, 2 * size);
            }
            numbers[size] = group;
            partial[size] = accumulators();
            return partial[size++];
        }
    }

    private Part fold(int from, int to, Lane lane, Points points) throws QueryException {
        Part part = new Part();
        part.firstKept = from;
        for (int series = from; series < to; series++) {
            lane.read(series, points);
            if (part.kept.isEmpty() && isMergeable(points)) {
                part.of(groupOf[series]).addFloats(points);
                part.firstKept = series + 1;
            } else {
                Points copy = context.points(steps, expr.operator().text());
                copy.copyFrom(points);
                part.kept.add(copy);
            }
        }
        return part;
    }

    private boolean isMergeable(Points points) {
        if (points.histograms != null) {
            return false;
        }
        if (expr.operator() == AggregateOperator.AVG) {
            for (int step = 0; step < steps; step++) {
                if (points.present[step] && Math.abs(points.values[step]) > LARGE) {
                    return false;
                }
            }
        }
        return true;
    }

    private void merge(Part part) throws QueryException {
        for (int i = 0; i < part.size; i++) {
            Accumulators group = groups[part.numbers[i]];
            if (group == null) {
                groups[part.numbers[i]] = part.partial[i];
            } else {
                group.merge(part.partial[i]);
                context.budget().release(accumulatorBytes());
            }
        }
        for (int i = 0; i < part.kept.size(); i++) {
            fold(part.firstKept + i, part.kept.get(i));
            context.budget().release(Points.bytes(steps));
        }
    }

    private void fold(int series, Points points) throws QueryException {
        Accumulators into = groups[groupOf[series]];
        if (into == null) {
            into = accumulators();
            groups[groupOf[series]] = into;
        }
        for (int step = 0; step < steps; step++) {
            if (points.present[step]) {
                Histogram histogram = points.histogram(step);
                if (histogram == null) {
                    into.add(step, points.values[step]);
                } else {
                    into.add(step, histogram, Head.metricName(heads, series));
                }
            }
        }
    }

    private Accumulators accumulators() throws QueryException {
        context.budget().reserve(accumulatorBytes(), expr.operator().text());
        return Accumulators.of(expr.operator(), steps, context.remarks(), expr.expr().span());
    }

    private long accumulatorBytes() {
        return 64 + 8L * Accumulators.width(expr.operator()) * steps;
    }

    @Override
    public Lane lane() {
        return (group, into) -> {
            into.clear();
            Accumulators result = groups[group];
            if (result != null) {
                result.emit(into);
            }
        };
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
