package io.gnomon.platform.promql.internal.plan;

import io.gnomon.model.query.QueryException;
import io.gnomon.platform.promql.internal.ast.BinaryOperator;
import io.gnomon.platform.promql.internal.ast.DurationExpr;
import io.gnomon.platform.promql.internal.ast.Expr;
import io.gnomon.platform.promql.internal.ast.Expr.Extension;
import io.gnomon.platform.promql.internal.ast.Timing;
import io.gnomon.platform.promql.internal.ast.ValueType;
import io.gnomon.platform.promql.internal.exec.Calculated;
import io.gnomon.platform.promql.internal.exec.Constant;
import io.gnomon.platform.promql.internal.exec.CountValues;
import io.gnomon.platform.promql.internal.exec.Distinct;
import io.gnomon.platform.promql.internal.exec.Folded;
import io.gnomon.platform.promql.internal.exec.InstantSelector;
import io.gnomon.platform.promql.internal.exec.InstantSelector.Yield;
import io.gnomon.platform.promql.internal.exec.Join;
import io.gnomon.platform.promql.internal.exec.Mapped;
import io.gnomon.platform.promql.internal.exec.Meter;
import io.gnomon.platform.promql.internal.exec.Operator;
import io.gnomon.platform.promql.internal.exec.Operator.Ranges;
import io.gnomon.platform.promql.internal.exec.Operator.Scalars;
import io.gnomon.platform.promql.internal.exec.Operator.Vectors;
import io.gnomon.platform.promql.internal.exec.QuantileAggregate;
import io.gnomon.platform.promql.internal.exec.RangeSelector;
import io.gnomon.platform.promql.internal.exec.Repeat;
import io.gnomon.platform.promql.internal.exec.ScalarJoin;
import io.gnomon.platform.promql.internal.exec.Selected;
import io.gnomon.platform.promql.internal.exec.SetOperation;
import io.gnomon.platform.promql.internal.exec.SmoothedSelector;
import io.gnomon.platform.promql.internal.exec.SubqueryRanges;
import io.gnomon.platform.promql.internal.histogram.HistogramMath;
import io.gnomon.platform.promql.internal.run.Grid;
import io.gnomon.platform.promql.internal.run.QueryContext;
import io.gnomon.platform.promql.internal.run.Windows;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Set;

/**
 * Turns a checked expression into operators. Times become absolute here; numbers that are known are
 * calculated; parts that are the same at all steps are planned for one step; selectors that read
 * the same share a read.
 */
public final class Planner {
    final QueryContext context;
    final Reads reads;
    private final DurationValues durations;
    private final CallPlanner calls;
    private final boolean measured;
    private Set<Expr.VectorSelector> counted = Set.of();

    /**
     * @param stepMillis step of the query, 0 of an instant query
     * @param measured whether every operator is to be measured
     * @param others what queries beside this one read, null when it runs alone
     */
    public Planner(
            QueryContext context, long stepMillis, boolean measured, @Nullable SharedReads others) {
        this.context = context;
        this.reads = new Reads(others);
        this.measured = measured;
        Grid grid = context.grid();
        this.durations = new DurationValues(stepMillis, grid.endMillis() - grid.startMillis());
        this.calls = new CallPlanner(this, stepMillis);
    }

    /** Plan of a query that is not a string. */
    public Plan plan(Expr expr) throws QueryException {
        counted = CountedSelectors.of(expr);
        Grid grid = context.grid();
        Operator root =
                switch (expr.type()) {
                    case SCALAR -> scalars(expr, grid);
                    case VECTOR ->
                            context.settings().delayedNameRemoval()
                                    ? new Distinct(context, vectors(expr, grid), grid.count(), true)
                                    : vectors(expr, grid);
                    case MATRIX -> ranges(expr, grid);
                    case STRING -> throw new IllegalArgumentException("a string has no plan");
                };
        return new Plan(root, reads.all());
    }

    Scalars scalars(Expr expr, Grid grid) throws QueryException {
        Scalars made = makeScalars(expr, grid);
        return measured && !(made instanceof Constant) ? Meter.around(context, made) : made;
    }

    private Scalars makeScalars(Expr expr, Grid grid) throws QueryException {
        if (grid.count() > 1 && Invariance.holds(expr) && !(expr instanceof Expr.NumberLiteral)) {
            List<Scalars> once = List.of(scalars(expr, grid.first()));
            return calculated("once for all steps", grid, once, (step, of) -> of[0][0]);
        }
        return switch (expr) {
            case Expr.NumberLiteral n -> new Constant(context, n.value(), grid.count());
            case Expr.Paren p -> makeScalars(p.expr(), grid);
            case Expr.Unary u -> {
                Scalars operand = scalars(u.expr(), grid);
                yield u.negative()
                        ? calculated("negate", grid, List.of(operand), (step, of) -> -of[0][step])
                        : operand;
            }
            case Expr.Binary b ->
                    calculated(
                            b.operator().text(),
                            grid,
                            List.of(scalars(b.left(), grid), scalars(b.right(), grid)),
                            Calculated.formula(b.operator()));
            case Expr.Call c -> calls.scalars(c, grid);
            default -> throw new IllegalArgumentException("not a scalar: " + expr);
        };
    }

    /** A number made of others; calculated now when all of them are known. */
    Scalars calculated(String name, Grid grid, List<Scalars> operands, Calculated.Formula formula) {
        double[][] known = new double[operands.size()][];
        for (int i = 0; i < known.length; i++) {
            if (!(operands.get(i) instanceof Constant constant)) {
                return new Calculated(context, name, grid.count(), operands, formula);
            }
            known[i] = new double[] {constant.value()};
        }
        return new Constant(context, formula.at(0, known), grid.count());
    }

    Vectors vectors(Expr expr, Grid grid) throws QueryException {
        return vectors(expr, grid, "");
    }

    /**
     * @param function what is around the expression, as a hint for the store
     */
    Vectors vectors(Expr expr, Grid grid, String function) throws QueryException {
        return measured(makeVectors(expr, grid, function));
    }

    /** The operator, measured if that is asked. */
    Vectors measured(Vectors operator) {
        return measured ? Meter.around(context, operator) : operator;
    }

    private Vectors makeVectors(Expr expr, Grid grid, String function) throws QueryException {
        if (grid.count() > 1 && Invariance.holds(expr)) {
            return new Repeat(context, vectors(expr, grid.first(), function));
        }
        return switch (expr) {
            case Expr.Paren p -> makeVectors(p.expr(), grid, function);
            case Expr.VectorSelector v -> selector(v, grid, Yield.VALUES, function);
            case Expr.Unary u -> unary(u, grid);
            case Expr.Binary b -> binary(b, grid);
            case Expr.Aggregate a -> aggregate(a, grid);
            case Expr.Call c -> calls.vectors(c, grid);
            default -> throw new IllegalArgumentException("not a vector: " + expr);
        };
    }

    Vectors selector(Expr.VectorSelector v, Grid grid, Yield yield, String function)
            throws QueryException {
        boolean smoothed = v.extension() == Extension.SMOOTHED;
        Windows windows =
                new Windows(
                        grid,
                        at(v.timing()),
                        offset(v.timing()),
                        context.lookbackMillis(),
                        0,
                        smoothed ? context.lookbackMillis() : 0);
        var read = reads.add(v.matchers(), windows, true, function);
        return smoothed
                ? new SmoothedSelector(context, read, windows, v.span())
                : new InstantSelector(context, read, windows, yield, counted.contains(v));
    }

    Ranges ranges(Expr expr, Grid grid) throws QueryException {
        return ranges(expr, grid, "");
    }

    Ranges ranges(Expr expr, Grid grid, String function) throws QueryException {
        Ranges made = makeRanges(expr, grid, function);
        return measured ? Meter.around(context, made) : made;
    }

    private Ranges makeRanges(Expr expr, Grid grid, String function) throws QueryException {
        return switch (expr) {
            case Expr.Paren p -> makeRanges(p.expr(), grid, function);
            case Expr.MatrixSelector m -> {
                Expr.VectorSelector v = m.selector();
                long lookback = v.extension() == Extension.NONE ? 0 : context.lookbackMillis();
                Windows windows =
                        new Windows(
                                grid,
                                at(v.timing()),
                                offset(v.timing()),
                                durations.positiveMillis(m.range()),
                                lookback,
                                v.extension() == Extension.SMOOTHED ? lookback : 0);
                yield new RangeSelector(
                        context,
                        reads.add(v.matchers(), windows, false, function),
                        windows,
                        counted.contains(v));
            }
            case Expr.Subquery s -> subquery(s, grid);
            default -> throw new IllegalArgumentException("not a range vector: " + expr);
        };
    }

    private Ranges subquery(Expr.Subquery s, Grid grid) throws QueryException {
        Windows windows =
                new Windows(
                        grid,
                        at(s.timing()),
                        offset(s.timing()),
                        durations.positiveMillis(s.range()),
                        0,
                        0);
        DurationExpr stepExpr = s.step();
        long step =
                stepExpr == null
                        ? context.settings().subqueryStepMillis()
                        : durations.positiveMillis(stepExpr);
        long start = (Math.floorDiv(windows.start(0), step) + 1) * step;
        long end = windows.end(grid.count() - 1);
        Grid inner = end < start ? new Grid(start, step, 0) : Grid.between(start, end, step);
        return new SubqueryRanges(context, vectors(s.expr(), inner), inner, windows);
    }

    private long offset(Timing timing) throws QueryException {
        DurationExpr offset = timing.offset();
        return offset == null ? 0 : durations.millis(offset);
    }

    private @Nullable Long at(Timing timing) {
        return switch (timing.at()) {
            case null -> null;
            case Timing.At.Fixed f -> f.timeMillis();
            case Timing.At.Start s -> context.grid().startMillis();
            case Timing.At.End e -> context.grid().endMillis();
        };
    }

    private Vectors unary(Expr.Unary u, Grid grid) throws QueryException {
        Vectors input = vectors(u.expr(), grid);
        if (!u.negative()) {
            return input;
        }
        Mapped.Change negate =
                (points, arguments) -> {
                    for (int step = 0; step < points.steps(); step++) {
                        var histogram = points.histogram(step);
                        if (histogram != null) {
                            points.set(step, HistogramMath.scale(histogram, -1));
                        } else {
                            points.values[step] = -points.values[step];
                        }
                    }
                };
        return distinct(new Mapped(context, "negate", input, List.of(), false, negate), grid);
    }

    private Vectors binary(Expr.Binary b, Grid grid) throws QueryException {
        boolean leftScalar = b.left().type() == ValueType.SCALAR;
        if (leftScalar || b.right().type() == ValueType.SCALAR) {
            Vectors join =
                    new ScalarJoin(
                            context,
                            vectors(leftScalar ? b.right() : b.left(), grid),
                            scalars(leftScalar ? b.left() : b.right(), grid),
                            leftScalar,
                            b);
            return distinct(join, grid);
        }
        Vectors left = vectors(b.left(), grid);
        Vectors right = vectors(b.right(), grid);
        if (!b.operator().isSet()) {
            return new Join(context, left, right, b, grid.count());
        }
        Vectors set = new SetOperation(context, left, right, b, grid.count());
        return b.operator() == BinaryOperator.OR
                ? new Distinct(context, measured(set), grid.count(), false)
                : set;
    }

    /** For operators that drop names at once, which may leave series with equal labels. */
    Vectors distinct(Vectors operator, Grid grid) {
        return context.settings().delayedNameRemoval()
                ? operator
                : new Distinct(context, measured(operator), grid.count(), false);
    }

    private Vectors aggregate(Expr.Aggregate a, Grid grid) throws QueryException {
        Vectors input = vectors(a.expr(), grid, a.operator().text());
        Expr param = a.param();
        if (param == null) {
            return new Folded(context, input, a, grid.count());
        }
        return switch (a.operator()) {
            case COUNT_VALUES -> {
                String label = CallPlanner.text(param);
                CallPlanner.checkLabel(label, "invalid label name \"" + label + "\"");
                yield new CountValues(context, input, a, label, grid.count());
            }
            case QUANTILE ->
                    new QuantileAggregate(
                            context, input, scalars(param, grid), param.span(), a, grid.count());
            default ->
                    new Selected(
                            context, input, scalars(param, grid), param.span(), a, grid.count());
        };
    }
}
